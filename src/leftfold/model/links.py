"""Links: which events a compensating event makes up for, as its own metadata says."""

from __future__ import annotations

from dataclasses import dataclass

from leftfold.model.event import Document


@dataclass(frozen=True, slots=True)
class Link:
    """One event that names another one of its stream as what it compensates."""

    version: int
    """Of the compensating event."""
    target: int
    """The version of the event that it makes up for; there may be no such event."""


def compensated(metadata: Document) -> tuple[int, ...]:
    """The versions that an event with this metadata compensates; none where it carries no such note."""
    if type(metadata) is not dict or "leftfold" not in metadata:
        return ()
    note = metadata["leftfold"]
    named = note.get("compensates") if isinstance(note, dict) else None
    if not isinstance(named, list):
        return ()
    return tuple(dict.fromkeys(version for version in named if type(version) is int))
