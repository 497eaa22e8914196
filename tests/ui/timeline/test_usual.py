"""What is usual of a track, by ordinal."""

from __future__ import annotations

import numpy as np

from leftfold.diagnose.cohort import FEWEST, Band, band_of
from leftfold.ui.timeline.usual import Usual, usual_of


def _of(band: Band) -> Usual:
    return usual_of(band.low, band.median, band.high)


def test_before_the_first_event_nothing_is_usual() -> None:
    usual = _of(band_of([np.array([3.0, 5.0])] * FEWEST))
    assert np.isnan(usual.median[0])
    assert (usual.median[1], usual.median[2]) == (3.0, 5.0)
    assert usual.extremes == (3.0, 5.0)
    assert np.isnan(_of(band_of([])).extremes[0])
