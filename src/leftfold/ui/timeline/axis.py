"""Where each event lies on the timeline: in even steps by version, or by time with idle stretches folded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from leftfold.model.index import NO_TIME, Flags, Ints
from leftfold.replay.survey import Numbers
from leftfold.ui.timeline.viewport import Bounds, Window

_FEWEST: Final = 4.0
"""Steps shown at the closest: an event with its neighbours."""
_IDLE: Final = 10
"""A gap this many times the usual one is idle; by chance alone, one gap in a thousand would be."""
_WORTH: Final = 0.2
"""Folding that saves less than this share of the whole is not worth a broken axis."""
_BREAKS: Final = 3
"""The folds together get at most one part beside this many parts of activity."""
_BREAK: Final = 12
"""One fold gets at most one part beside this many parts of activity."""


@dataclass(frozen=True, slots=True, eq=False)
class Axis:
    """Positions of the events, in steps or in microseconds of activity."""

    positions: Numbers
    """By ordinal from 0, never falling; 0 is before the first event."""
    bounds: Bounds
    times: Ints | None = None
    """By ordinal from 1 in row 0, never falling: microseconds since 1970 UTC. None where it goes by version."""
    breaks: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    """The ordinals of the events that a folded idle stretch comes before."""

    @property
    def length(self) -> int:
        """How many events there are."""
        return len(self.positions) - 1

    def position_of(self, ordinal: int) -> float:
        """Where the event with this ordinal lies."""
        return float(self.positions[ordinal])

    def ordinals_at(self, positions: Numbers) -> Ints:
        """For each position, how many events lie up to it."""
        found: Ints = np.searchsorted(self.positions, positions, side="right") - 1
        return np.maximum(found, 0)

    def ordinal_at(self, position: float) -> int:
        """How many events lie up to a position."""
        return int(self.ordinals_at(np.array([position]))[0])

    def nearest(self, position: float) -> int:
        """The ordinal that lies nearest to a position: the last of several that lie there."""
        before = self.ordinal_at(position)
        if before < self.length and self.positions[before + 1] - position < position - self.positions[before]:
            return self.ordinal_at(self.position_of(before + 1))
        return before

    def idle_before(self, ordinals: Ints) -> Ints:
        """Microseconds between events, none of them the first, and the one before each; 0 where it goes by version."""
        if self.times is None:
            return np.zeros(len(ordinals), np.int64)
        idle: Ints = self.times[ordinals - 1] - self.times[ordinals - 2]
        return idle


def version_axis(length: int) -> Axis:
    """The axis of so many events in even steps."""
    whole = Window(-0.5, length + 0.5)
    return Axis(np.arange(length + 1, dtype=np.float64), Bounds(whole, min(_FEWEST, whole.span)))


def time_axis(times: Ints) -> Axis | None:
    """The axis by time; None where the events do not have at least two different times.

    An event without a time, or with one before its predecessor's, lies where its predecessor does.
    """
    risen = _risen(times)
    gaps = np.diff(risen)
    moving = gaps[gaps > 0]
    if not len(moving):
        return None
    usual = float(np.median(moving))
    shown, idle = _folded(gaps, usual * _IDLE)
    positions = np.concatenate(([0.0, 0.0], np.cumsum(shown)))
    span = float(positions[-1])
    lead = min(usual, span / 20)
    positions[0] = -lead
    margin = (span + lead) / 100
    closest = min(_FEWEST * float(moving.min()), span)
    bounds = Bounds(Window(-lead - margin, span + margin), closest)
    return Axis(positions, bounds, risen, np.flatnonzero(idle) + 2)


def _risen(times: Ints) -> Ints:
    """The times with each at least its predecessor's; what comes before the first known time has that time."""
    risen: Ints = np.maximum.accumulate(times)
    known = np.flatnonzero(risen != NO_TIME)
    if len(known) and known[0]:
        risen[: known[0]] = risen[known[0]]
    return risen


def _folded(gaps: Ints, longest: float) -> tuple[Numbers, Flags]:
    """The gaps as long as they are drawn, and which of them are folded."""
    shown = gaps.astype(np.float64)
    idle: Flags = gaps > longest
    count = int(np.count_nonzero(idle))
    active = float(shown[~idle].sum())
    if count:
        fold = min(longest, active / _BREAK, active / (_BREAKS * count))
        whole = float(shown.sum())
        if whole - active - fold * count > _WORTH * whole:
            shown[idle] = fold
            return shown, idle
    return shown, np.zeros(len(gaps), np.bool_)
