"""Where a cursor stands in a stream, told so that it still holds when the stream is read again or drafted on."""

from __future__ import annotations

from dataclasses import dataclass

from leftfold.model.index import StreamIndex


@dataclass(frozen=True, slots=True)
class After:
    """After the event with this version; after the last one before it where there is no such event."""

    version: int


@dataclass(frozen=True, slots=True)
class AtEnd:
    """After the last event, whichever it is."""


Place = After | AtEnd


def place_at(index: StreamIndex, ordinal: int) -> Place:
    """The place after so many events; after all of them it is the end."""
    if ordinal >= len(index):
        return AtEnd()
    return After(int(index.versions[ordinal - 1]) if ordinal else int(index.versions[0]) - 1)


def ordinal_at(index: StreamIndex, place: Place) -> int:
    """How many events lie before the place."""
    return index.ordinal_at(place.version) if isinstance(place, After) else len(index)


def missing(index: StreamIndex, place: Place) -> str:
    """The sentence for a place that the stream does not have; empty where it has it, or it is before all events."""
    if not isinstance(place, After) or not len(index) or place.version == int(index.versions[0]) - 1:
        return ""
    if index.ordinal_of(place.version) is not None:
        return ""
    before = index.ordinal_at(place.version)
    shown = f"after version {int(index.versions[before - 1])}" if before else "before its first event"
    return f"{index.stream} has no version {place.version}; the state shown is the one {shown}."
