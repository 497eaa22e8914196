"""A finding: something about an event that a person should look at, told in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from leftfold.model.diff import Change
from leftfold.model.stream import StreamId


class FindingKind(StrEnum):
    """What is wrong at an event, or looked for."""

    INVARIANT = "invariant"
    """Something that must hold in each state began not to."""
    FAILED = "failed"
    """The event could not be applied."""
    UNKNOWN_TYPE = "unknown-type"
    """The domain knows which events there are, and this is none of them."""
    UNREADABLE = "unreadable"
    """The payload or the metadata could not be decoded."""
    GAP = "gap"
    """Versions before this one are missing."""
    DUPLICATE = "duplicate"
    """Another event of the stream has the same version."""
    TIME = "time"
    """It was recorded before the event in front of it."""
    ORPHAN = "orphan"
    """What caused it is no event of the store."""
    CONDITION = "condition"
    """The condition that was asked for holds."""
    SNAPSHOT = "snapshot"
    """A snapshot differs from the folded state."""
    FOLDING = "folding"
    """Folded twice, it gives two states."""
    REDUCER = "reducer"
    """Two reducers give two states."""
    READ_MODEL = "read-model"
    """A row of a read model differs from the folded state."""


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


ABOUT_EVENTS: Final = tuple(FindingKind)[: tuple(FindingKind).index(FindingKind.SNAPSHOT)]
"""The kinds that a scan looks for; the others are an audit's."""
_WARNINGS: Final = (FindingKind.TIME, FindingKind.ORPHAN)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about the event with a version of a stream."""

    stream: StreamId
    version: int
    kind: FindingKind
    sentence: str
    changes: tuple[Change, ...] = ()
    """Where two states were compared: what turns the one that was thought to be into the one that is."""

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        if self.kind is FindingKind.CONDITION:
            return Severity.NOTE
        return Severity.WARNING if self.kind in _WARNINGS else Severity.ERROR
