"""The marks on events that are not plainly applied, lane by lane."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from leftfold.model.index import Ints
from leftfold.model.ordinals import place_of
from leftfold.ui.timeline.column import Column
from leftfold.ui.timeline.lanes import Lanes


class Kind(IntEnum):
    """What a mark says; where several have no room beside each other the highest is shown."""

    DELETED = 0
    """Soft-deleted."""
    PROPOSED = 1
    """In the draft only: a new event, or one that it restores."""
    PROPOSED_DELETION = 2
    BROKEN = 3
    """An invariant began to be broken here."""
    FAILED = 4
    """Could not be applied."""


KINDS = tuple(Kind)


class Shown(NamedTuple):
    """The marks that have room."""

    ordinals: Ints
    kinds: Ints


class Marking:
    """The marks of each lane, by kind."""

    def __init__(self, lanes: Lanes) -> None:
        self._lanes = lanes
        self._marks = {kind: tuple(Column(np.int64) for _lane in lanes.lanes) for kind in KINDS}

    def extend(self, kind: Kind, ordinals: Ints) -> None:
        """Mark events that come after all that have a mark of this kind."""
        if len(ordinals):
            for column, own in zip(self._marks[kind], self._lanes.split(ordinals), strict=True):
                column.extend(own)

    def of(self, kind: Kind, lane: int) -> Ints:
        """The ordinals of a lane's events that have a mark of this kind."""
        return self._marks[kind][lane].values

    def kinds_of(self, ordinal: int) -> tuple[Kind, ...]:
        """The marks of an event, the highest first."""
        lane = self._lanes.place_of(ordinal)
        if lane is None:
            return ()
        return tuple(kind for kind in reversed(KINDS) if place_of(self.of(kind, lane), ordinal) is not None)

    def in_slots(self, edges: Ints, lane: int | None = None) -> Shown:
        """The first of the highest marks in each slot, of one lane or of all.

        A slot holds the events after one edge up to the next.
        """
        lanes = range(len(self._lanes.lanes)) if lane is None else (lane,)
        first = np.zeros(max(0, len(edges) - 1), np.int64)
        highest = np.full(len(first), -1, np.int64)
        for kind in KINDS:
            for place in lanes:
                _put(first, highest, kind, self.of(kind, place), edges)
        marked = highest >= 0
        return Shown(first[marked], highest[marked])


def _put(first: Ints, highest: Ints, kind: Kind, marks: Ints, edges: Ints) -> None:
    if not len(marks):
        return
    places = np.searchsorted(marks, edges, side="right")
    there = places[1:] > places[:-1]
    found = marks.take(places[:-1], mode="clip")
    there &= (highest < kind) | (found < first)
    first[there], highest[there] = found[there], kind
