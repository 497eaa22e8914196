"""What is usual of a track, as the timeline draws it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from leftfold.replay.survey import Numbers
from leftfold.ui.timeline.track import TrackValues


@dataclass(frozen=True, slots=True, eq=False)
class Usual:
    """The band of a track by ordinal from 0, before the first event, where nothing is usual."""

    low: TrackValues
    median: TrackValues
    high: TrackValues

    @property
    def extremes(self) -> tuple[float, float]:
        """The lowest and the highest of the band; NaN where there is none."""
        return self.low.extremes[0], self.high.extremes[1]


def usual_of(low: Numbers, median: Numbers, high: Numbers) -> Usual:
    """The band whose values are given after each event, from the first on."""
    return Usual(*(_values(numbers) for numbers in (low, median, high)))


def _values(numbers: Numbers) -> TrackValues:
    values = TrackValues(room=len(numbers) + 1)
    values.extend(np.concatenate(([np.nan], numbers)))
    return values
