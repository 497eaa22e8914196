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


class Pyramid:
    """Numbers by place from 0, some of them NaN, with the lowest and highest of each full bucket at each level."""

    def __init__(self, *, room: int = 0) -> None:
        numbers = Column(np.float64, room=room)
        self._levels = [(numbers, numbers)]
        self._low = self._high = np.nan

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, place: int) -> float:
        return float(self._numbers.values[place])

    @property
    def extremes(self) -> tuple[float, float]:
        """The lowest and the highest of all; NaN where there is none."""
        return self._low, self._high

    def extend(self, values: Numbers) -> None:
        """Add numbers at the end."""
        self._numbers.extend(values)
        self._low = float(np.fmin.reduce(values, initial=self._low))
        self._high = float(np.fmax.reduce(values, initial=self._high))
        for below, level in zip(self._levels, self._levels[1:], strict=False):
            _fill(below, level)
        while len(self._levels[-1][0]) >= RADIX:
            level = Column(np.float64), Column(np.float64)
            _fill(self._levels[-1], level)
            self._levels.append(level)

    def first(self, length: int) -> Pyramid:
        """A pyramid of its own over the first so many numbers."""
        pyramid = Pyramid()
        pyramid.extend(self._numbers.values[:length])
        return pyramid

    def ranges(self, first: Ints, stop: Ints) -> Range:
        """The lowest and highest of each stretch from a place up to, not including, another."""
        first, stop = np.clip(first, 0, len(self)), np.clip(stop, 0, len(self))
        found = Range(np.full(len(first), np.nan), np.full(len(first), np.nan))
        for lows, highs in self._levels:
            whole_first, whole_stop = -(-first // RADIX), stop // RADIX
            head = np.minimum(whole_first * RADIX, stop)
            tail = np.maximum(whole_stop * RADIX, head)
            for begin, end in ((first, head), (tail, stop)):
                _widen(found, lows, highs, begin, end)
            first, stop = whole_first, np.maximum(whole_stop, whole_first)
            if (first == stop).all():
                break
        return found

    @property
    def _numbers(self) -> Column[np.float64]:
        return self._levels[0][0]


_Level = tuple[Column[np.float64], Column[np.float64]]


def _fill(below: _Level, level: _Level) -> None:
    done, full = len(level[0]), len(below[0]) // RADIX
    if full > done:
        part = slice(done * RADIX, full * RADIX)
        level[0].extend(np.fmin.reduce(below[0].values[part].reshape(-1, RADIX), axis=1))
        level[1].extend(np.fmax.reduce(below[1].values[part].reshape(-1, RADIX), axis=1))


def _widen(found: Range, lows: Column[np.float64], highs: Column[np.float64], first: Ints, stop: Ints) -> None:
    """Widen what was found by one stretch of fewer than `RADIX` numbers each."""
    widest = int((stop - first).max(initial=0))
    if not widest:
        return
    places = first[:, None] + np.arange(widest)
    beyond = places >= stop[:, None]
    low = lows.values.take(places, mode="clip")
    low[beyond] = np.nan
    high = low
    if highs is not lows:
        high = highs.values.take(places, mode="clip")
        high[beyond] = np.nan
    np.fmin(found.low, np.fmin.reduce(low, axis=1), out=found.low)
    np.fmax(found.high, np.fmax.reduce(high, axis=1), out=found.high)
