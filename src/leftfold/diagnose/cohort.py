"""The usual course of a track: the band in which most of many aggregates run, and where one of them departs from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from leftfold.model.index import Ints
from leftfold.model.times import NO_TIME

Course: TypeAlias = npt.NDArray[np.float64]
"""The values of a track at places that are alike for all: after the n-th event, or so many days; NaN for none."""
Counts: TypeAlias = npt.NDArray[np.int64]

FEWEST: Final = 5
"""Courses that a band is made of at least: of fewer nobody could say what is usual."""
LOW, HIGH = 10, 90
"""The percentiles between which a course is usual."""
_DAY: Final = 86_400_000_000
"""Microseconds of a day."""


class Over(StrEnum):
    """Which places of two courses are alike."""

    EVENTS = "events"
    """After as many events."""
    DAYS = "days"
    """As many days after the first event."""


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """What is usual at each place; NaN where there are too few courses."""

    low: Course
    median: Course
    high: Course
    counts: Counts
    """How many courses have a value there."""

    def __len__(self) -> int:
        return len(self.counts)

    def at(self, places: Ints) -> Band:
        """The band at some places, one behind the other; beyond its end nothing is usual."""
        known = (places >= 0) & (places < len(self))
        taken = np.where(known, places, 0)

        def pick(values: Course) -> Course:
            return np.where(known, values[taken], np.nan) if len(self) else np.full(len(places), np.nan)

        counts = np.where(known, self.counts[taken], 0) if len(self) else np.zeros(len(places), np.int64)
        return Band(pick(self.low), pick(self.median), pick(self.high), counts)


@dataclass(frozen=True, slots=True)
class Departure:
    """The stretch of places at which a course is not within the band."""

    first: int
    """The place at which it leaves the band, from 0."""
    last: int
    """The last place at which it is outside."""
    for_good: bool
    """Whether it is still outside where the band or the course ends."""


def band_of(courses: Sequence[Course]) -> Band:
    """The band of the courses, as long as the longest of them."""
    length = max(map(len, courses), default=0)
    table = np.full((len(courses), length), np.nan)
    for row, course in zip(table, courses, strict=True):
        row[: len(course)] = course
    counts = np.count_nonzero(~np.isnan(table), axis=0)
    enough = counts >= FEWEST
    low, median, high = np.full((3, length), np.nan)
    if enough.any():
        found = _percentiles(table[:, enough], counts[enough])
        low[enough], median[enough], high[enough] = found
    return Band(low, median, high, counts.astype(np.int64))


def departure(course: Course, band: Band) -> Departure | None:
    """Where a course leaves the band for good, or else for longest; None where it never does."""
    length = min(len(course), len(band))
    own, low, high = course[:length], band.low[:length], band.high[:length]
    known = np.flatnonzero(~np.isnan(own) & ~np.isnan(low))
    if not len(known):
        return None
    outside = (own[known] < low[known]) | (own[known] > high[known])
    edges = np.flatnonzero(np.diff(np.concatenate(([False], outside, [False]))))
    begins, ends = edges[::2], edges[1::2]
    if not len(begins):
        return None
    for_good = bool(outside[-1])
    chosen = len(begins) - 1 if for_good else int(np.argmax(ends - begins))
    return Departure(int(known[begins[chosen]]), int(known[ends[chosen] - 1]), for_good)


def days_after_first(times: Ints) -> Ints:
    """For each event how many whole days after the first it was recorded; -1 where that is not known.

    Times that go backwards count as the latest before them.
    """
    known = times != NO_TIME
    if not known.any():
        return np.full(len(times), -1, np.int64)
    first = times[int(np.argmax(known))]
    latest = np.maximum.accumulate(np.where(known, times, first))
    days: Ints = np.where(known, (latest - first) // _DAY, -1)
    return days


def by_day(course: Course, days: Ints) -> Course:
    """A course over events as one over days: the value at the end of each day."""
    known = days >= 0
    if not known.any():
        return np.empty(0)
    ends = np.arange(int(days[known].max()) + 1)
    last: Course = course[known][np.searchsorted(days[known], ends, side="right") - 1]
    return last


def _percentiles(table: npt.NDArray[np.float64], counts: Counts) -> npt.NDArray[np.float64]:
    """The low, middle and high of each column, between the two nearest values; NaN comes last when sorted.

    `np.nanpercentile` would go through the columns one by one.
    """
    ordered = np.sort(table, axis=0)
    ranks = np.array([LOW, 50, HIGH])[:, None] / 100 * (counts - 1)
    below = np.floor(ranks).astype(np.int64)
    above = np.minimum(below + 1, counts - 1)
    columns = np.arange(table.shape[1])
    low, high = ordered[below, columns], ordered[above, columns]
    found: npt.NDArray[np.float64] = low + (high - low) * (ranks - below)
    return found
