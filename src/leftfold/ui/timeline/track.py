"""The values of a track by ordinal: its own, or another's up to an event and its own from there."""

from __future__ import annotations

import numpy as np

from leftfold.model.index import Ints
from leftfold.replay.survey import Numbers
from leftfold.ui.timeline.pyramid import Pyramid, Range


class TrackValues:
    """Values by ordinal from 0, before the first event; NaN where there is none."""

    def __init__(self, stem: TrackValues | None = None, length: int = 0, *, room: int = 0) -> None:
        self._stem = stem
        self._length = length
        self._own = Pyramid(room=room)

    def __len__(self) -> int:
        return self._length + len(self._own)

    def __getitem__(self, ordinal: int) -> float:
        if self._stem is not None and ordinal < self._length:
            return self._stem[ordinal]
        return self._own[ordinal - self._length]

    @property
    def extremes(self) -> tuple[float, float]:
        """The lowest and the highest of all, the rest of the stem included; NaN where there is none."""
        low, high = self._own.extremes
        if self._stem is None:
            return low, high
        lowest, highest = self._stem.extremes
        return float(np.fmin(low, lowest)), float(np.fmax(high, highest))

    def extend(self, values: Numbers) -> None:
        """Add values at the end."""
        self._own.extend(values)

    def branch(self, length: int) -> TrackValues:
        """Values that begin with the first so many of these, which they share."""
        return TrackValues(self, min(length, len(self)))

    def ranges(self, first: Ints, stop: Ints) -> Range:
        """The lowest and highest of each stretch from an ordinal up to, not including, another."""
        if self._stem is None:
            return self._own.ranges(first, stop)
        stem = self._stem.ranges(np.minimum(first, self._length), np.minimum(stop, self._length))
        own = self._own.ranges(first - self._length, stop - self._length)
        return Range(np.fmin(stem.low, own.low), np.fmax(stem.high, own.high))


def value_text(value: float | None, *, digits: int = 4) -> str:
    """A track's value as a person writes it, a broken one in so many digits."""
    if value is None:
        return "–"
    return f"{int(value):,}" if value == int(value) and abs(value) < 1e15 else f"{value:,.{digits}g}"
