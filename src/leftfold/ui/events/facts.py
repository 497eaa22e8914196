"""What is known of an event's row at once: from the index and the draft, without reading or replaying anything."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from leftfold.ui.events.telling import Told
from leftfold.ui.shown import Shown

_NOT_READ: Final = "Not read yet"


class Proposal(StrEnum):
    """What the draft proposes for an event."""

    NONE = ""
    APPEND = "Proposed by the draft"
    DELETE = "Soft-deleted in the draft"
    RESTORE = "Restored in the draft"


@dataclass(frozen=True, slots=True)
class Facts:
    """One row of the list."""

    ordinal: int
    version: int
    type: str
    """The event's type as it is stored; empty until it is read."""
    title: str
    """The event's type for people, where the domain names it."""
    at: int
    """Microseconds since 1970-01-01 UTC, or `NO_TIME`."""
    at_before: int
    """The time of the event before it; its own for the first."""
    deleted: bool
    proposal: Proposal
    told: Told | None
    """None until the event was replayed."""
    matches: bool
    """Whether it is among what was found."""
    changes_watched: bool = False
    """Whether it changed the watched field."""
    breaks: tuple[str, ...] = ()
    """The breakpoints that hit at it."""
    snapshot: str = ""
    """Whose snapshot there is after it; empty where there is none."""
    link: str = ""
    """Which events it compensates, or is compensated by; empty where there are none."""
    link_short: str = ""
    """The same in the fewest letters."""
    bookmark: str = ""
    """What is told of its bookmark; empty where it has none."""


class Titles:
    """The names of the shown event types for people."""

    def __init__(self, shown: Shown) -> None:
        self._titles = {kind.name: kind.title for kind in shown.replay.domain.event_types}

    def of(self, type_: str) -> str:
        """The name of an event type; of one that is not read yet, just that."""
        return self._titles.get(type_, type_) or _NOT_READ


def facts_of(shown: Shown, titles: Titles, ordinal: int, *, told: Told | None = None, matches: bool = False) -> Facts:
    """The row of an event."""
    index = shown.index
    type_ = index.type_at(ordinal)
    return Facts(
        ordinal=ordinal,
        version=int(index.versions[ordinal - 1]),
        type=type_,
        title=titles.of(type_),
        at=index.time_at(ordinal),
        at_before=index.time_at(max(1, ordinal - 1)),
        deleted=bool(index.deleted[ordinal - 1]),
        proposal=proposal_for(shown, ordinal),
        told=told,
        matches=matches,
    )


def proposal_for(shown: Shown, ordinal: int) -> Proposal:
    """What the draft proposes for an event."""
    if shown.what_if is None:
        return Proposal.NONE
    if ordinal > len(shown.replay.index):
        return Proposal.APPEND
    flip = shown.what_if.flips.get(ordinal)
    if flip is None:
        return Proposal.NONE
    return Proposal.DELETE if flip else Proposal.RESTORE
