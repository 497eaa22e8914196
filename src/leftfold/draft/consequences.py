"""Consequences: what else follows from a draft, beside what it makes of the last state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from leftfold.domain.definition import Domain
from leftfold.model.diff import Change
from leftfold.model.event import Event
from leftfold.model.links import Link
from leftfold.model.snapshot import SnapshotMark
from leftfold.replay.fold import Took

S = TypeVar("S")


class Pair(NamedTuple, Generic[S]):
    """One stored event, as it is stored and in the draft."""

    event: Event
    """As the draft leaves it."""
    stored: Took[S]
    drafted: Took[S]
    is_flipped: bool
    """Whether the draft deletes or restores it."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What one event makes of the state."""

    sentence: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A stored event that the draft leaves as it is, and that would change the state otherwise."""

    version: int
    stored: Effect
    drafted: Effect


@dataclass(frozen=True, slots=True)
class RejectedCommand:
    """A command that was accepted, and would not have been in the draft."""

    version: int
    """Of the stored event that followed from it."""
    command: str
    """Its title."""
    reason: str
    """The domain's, as a sentence."""


@dataclass(frozen=True, slots=True)
class Turn:
    """An invariant that the draft breaks where it holds as stored, or the other way around."""

    invariant: str
    """Its title."""
    text: str
    """How it is broken."""
    since: int
    """The version of the first event after which that is so."""
    lasts: bool
    """Whether it is still so in the last state."""


@dataclass(frozen=True, slots=True)
class Consequences:
    """What else follows from a draft."""

    first_difference: Difference | None = None
    """The first stored event that the draft leaves as it is and whose effect differs; None where there is none."""
    rejected: tuple[RejectedCommand, ...] = ()
    """The first of the commands that would not have been accepted."""
    rejections: int = 0
    """How many there are of them."""
    broken: tuple[Turn, ...] = ()
    """Invariants that hold as stored and would not somewhere."""
    mended: tuple[Turn, ...] = ()
    """Invariants that are broken as stored somewhere, and would hold there."""
    stale_snapshots: tuple[SnapshotMark, ...] = ()
    """Snapshots of the stream that would no longer be what the events fold to, or no longer be trusted."""
    stale_projections: tuple[str, ...] = ()
    """The titles of the projections that read an event which the draft changes or adds."""
    lost_targets: tuple[Link, ...] = ()
    """Events that count and name, as what they compensate, one that would no longer count."""
    lost_compensations: tuple[Link, ...] = ()
    """Compensating events that would no longer count."""


@dataclass(frozen=True, slots=True)
class Around:
    """What there is beside the events of a stream and may be made of them."""

    snapshots: tuple[SnapshotMark, ...] = ()
    projections: tuple[Domain[Any], ...] = ()


NOTHING_AROUND = Around()
"""Where nothing is known to be made of the events."""
