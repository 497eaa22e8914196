"""What is known of an event's row at once: from the index and the draft, without reading or replaying anything."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from leftfold.ui.document import Shown
from leftfold.ui.events.telling import Told


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
    """The event's type as it is stored."""
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


class Titles:
    """The names of the shown event types for people."""

    def __init__(self, shown: Shown) -> None:
        known = {kind.name: kind.title for kind in shown.replay.domain.event_types}
        self._titles = tuple(known.get(name, name) for name in shown.index.type_names)

    def __getitem__(self, code: int) -> str:
        return self._titles[code]


def facts_of(shown: Shown, titles: Titles, ordinal: int, *, told: Told | None = None, matches: bool = False) -> Facts:
    """The row of an event."""
    index, row = shown.index, ordinal - 1
    code = int(index.type_codes[row])
    return Facts(
        ordinal=ordinal,
        version=int(index.versions[row]),
        type=index.type_names[code],
        title=titles[code],
        at=int(index.times[row]),
        at_before=int(index.times[max(0, row - 1)]),
        deleted=bool(index.deleted[row]),
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
