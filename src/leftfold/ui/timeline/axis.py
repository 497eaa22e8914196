"""Where each event lies on the timeline: in even steps by version, or by time with idle stretches folded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from leftfold.model.index import Flags, Ints
from leftfold.model.times import NO_TIME
from leftfold.replay.survey import Numbers
from leftfold.ui.timeline.viewport import Bounds, Window

_FEWEST: Final = 4.0
"""Steps shown at the closest: an event with its neighbours."""
_SAMPLE: Final = 50_000
"""Gaps that tell the usual one well enough; more only take time."""
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

    length: int
    """How many events there are."""
    bounds: Bounds
    positions: Numbers | None = None
    """By ordinal from 0, never falling; 0 is before the first event. None where each is its ordinal."""
    times: Ints | None = None
    """By ordinal from 1 in row 0, never falling: microseconds since 1970 UTC. None where it goes by version."""
    breaks: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    """The ordinals of the events that a folded idle stretch comes before."""

    def position_of(self, ordinal: int) -> float:
        """Where the event with this ordinal lies."""
        return float(ordinal if self.positions is None else self.positions[ordinal])

    def positions_of(self, ordinals: Ints) -> Numbers:
        """Where events lie."""
        return ordinals.astype(np.float64) if self.positions is None else self.positions[ordinals]

    def ordinals_at(self, positions: Numbers) -> Ints:
        """For each position, how many events lie up to it."""
        if self.positions is None:
            return np.clip(np.floor(positions), 0, self.length).astype(np.int64)
        found: Ints = np.searchsorted(self.positions, positions, side="right") - 1
        return np.maximum(found, 0)

    def ordinal_at(self, position: float) -> int:
        """How many events lie up to a position."""
        return int(self.ordinals_at(np.array([position]))[0])

    def nearest(self, position: float) -> int:
        """The ordinal that lies nearest to a position: the last of several that lie there."""
        before = self.ordinal_at(position)
        if before < self.length and self.position_of(before + 1) - position < position - self.position_of(before):
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
    return Axis(length, Bounds(whole, min(_FEWEST, whole.span)))


def time_axis(times: Ints) -> Axis | None:
    """The axis by time; None where the times have no course.

    An event without a time, or with one before its predecessor's, lies where its predecessor does.
    """
    risen = _risen(times)
    gaps: Numbers = np.subtract(risen[1:], risen[:-1], dtype=np.float64)
    usual = _usual(gaps)
    if usual is None:
        return None
    closest = _FEWEST * float(gaps.min(where=gaps > 0, initial=np.inf))
    idle = _fold(gaps, usual * _IDLE)
    positions = np.empty(len(times) + 1)
    positions[1] = 0.0
    np.cumsum(gaps, out=positions[2:])
    span = float(positions[-1])
    lead = min(usual, span / 20)
    positions[0] = -lead
    margin = (span + lead) / 100
    bounds = Bounds(Window(-lead - margin, span + margin), min(closest, span))
    return Axis(len(times), bounds, positions, risen, np.flatnonzero(idle) + 2)


def has_course(times: Ints) -> bool:
    """Whether events with these times can be laid out by time: whether any is later than the first known one."""
    if len(times) and NO_TIME != times[0] < times[-1]:
        return True
    known = times != NO_TIME
    return bool(known.any() and times.max() > times[np.argmax(known)])


def _risen(times: Ints) -> Ints:
    """The times with each at least its predecessor's; what comes before the first known time has that time."""
    if not len(times) or (times[0] != NO_TIME and (times[1:] >= times[:-1]).all()):
        return times
    risen: Ints = np.maximum.accumulate(times)
    first = int(np.argmax(risen != NO_TIME))
    risen[:first] = risen[first]
    return risen


def _usual(gaps: Numbers) -> float | None:
    """The median of the gaps that are not empty; None where all are."""
    for part in (gaps[:: 1 + len(gaps) // _SAMPLE], gaps):
        moving = part[part > 0]
        if len(moving):
            return float(np.median(moving))
    return None


def _fold(gaps: Numbers, longest: float) -> Flags:
    """Shorten the idle gaps, if that is worth it; tells which those are."""
    idle: Flags = gaps > longest
    count = int(np.count_nonzero(idle))
    if count:
        whole, active = float(gaps.sum()), float(gaps.sum(where=~idle))
        fold = min(longest, active / _BREAK, active / (_BREAKS * count))
        if whole - active - fold * count > _WORTH * whole:
            gaps[idle] = fold
            return idle
    return np.zeros(len(gaps), np.bool_)
