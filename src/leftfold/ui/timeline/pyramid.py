"""The lowest and highest of any stretch of a long row of numbers, at a cost that hardly grows with the stretch."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from leftfold.model.index import Ints
from leftfold.replay.survey import Numbers
from leftfold.ui.timeline.column import Column

RADIX: Final = 32
"""Buckets of one level that make a bucket of the next: few levels, and few odd ends beside the whole buckets."""


class Range(NamedTuple):
    """The lowest and the highest number of each stretch; NaN where a stretch has none."""

    low: Numbers
    high: Numbers


class _Level(NamedTuple):
    low: Column[np.float64]
    high: Column[np.float64]


class Pyramid:
    """Numbers by place from 0, some of them NaN, with the lowest and highest of each full bucket at each level."""

    def __init__(self) -> None:
        numbers = Column(np.float64)
        self._levels = [_Level(numbers, numbers)]

    def __len__(self) -> int:
        return len(self._levels[0].low)

    def __getitem__(self, place: int) -> float:
        return float(self._levels[0].low.values[place])

    @property
    def values(self) -> Numbers:
        """The numbers."""
        return self._levels[0].low.values

    def extend(self, values: Numbers) -> None:
        """Add numbers at the end."""
        self._levels[0].low.extend(values)
        below = self._levels[0]
        for level in self._levels[1:]:
            _raise_on(below, level)
            below = level
        while len(below.low) >= RADIX:
            level = _Level(Column(np.float64), Column(np.float64))
            _raise_on(below, level)
            self._levels.append(level)
            below = level

    def first(self, length: int) -> Pyramid:
        """A pyramid of its own over the first so many numbers."""
        pyramid = Pyramid()
        pyramid.extend(self.values[:length])
        return pyramid

    @property
    def extremes(self) -> tuple[float, float]:
        """The lowest and the highest of all; NaN where there is none."""
        low, high = self.ranges(np.array([0]), np.array([len(self)]))
        return float(low[0]), float(high[0])

    def ranges(self, first: Ints, stop: Ints) -> Range:
        """The lowest and highest of each stretch from a place up to, not including, another."""
        first, stop = np.clip(first, 0, len(self)), np.clip(stop, 0, len(self))
        found = Range(np.full(len(first), np.nan), np.full(len(first), np.nan))
        for level in self._levels:
            whole_first, whole_stop = -(-first // RADIX), stop // RADIX
            head = np.minimum(whole_first * RADIX, stop)
            tail = np.maximum(whole_stop * RADIX, head)
            for begin, end in ((first, head), (tail, stop)):
                np.fmin(found.low, _lowest(level.low.values, begin, end), out=found.low)
                np.fmax(found.high, _highest(level.high.values, begin, end), out=found.high)
            first, stop = whole_first, np.maximum(whole_stop, whole_first)
        return found


def _raise_on(below: _Level, level: _Level) -> None:
    done, full = len(level.low), len(below.low) // RADIX
    if full > done:
        part = slice(done * RADIX, full * RADIX)
        level.low.extend(np.fmin.reduce(below.low.values[part].reshape(-1, RADIX), axis=1))
        level.high.extend(np.fmax.reduce(below.high.values[part].reshape(-1, RADIX), axis=1))


def _lowest(values: Numbers, first: Ints, stop: Ints) -> Numbers:
    lowest: Numbers = np.fmin.reduce(_gathered(values, first, stop), axis=1, initial=np.nan)
    return lowest


def _highest(values: Numbers, first: Ints, stop: Ints) -> Numbers:
    highest: Numbers = np.fmax.reduce(_gathered(values, first, stop), axis=1, initial=np.nan)
    return highest


def _gathered(values: Numbers, first: Ints, stop: Ints) -> Numbers:
    """A row a stretch of fewer than `RADIX` numbers, filled up with NaN."""
    widest = int((stop - first).max(initial=0))
    places = first[:, None] + np.arange(widest)
    gathered = values.take(places, mode="clip") if len(values) else np.full(places.shape, np.nan)
    gathered[places >= stop[:, None]] = np.nan
    return gathered
