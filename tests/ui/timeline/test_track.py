"""The values of a track, and of a branch of it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.replay.survey import Numbers
from leftfold.ui.timeline.track import TrackValues, value_text

_values = st.lists(st.floats(-9, 9), max_size=80)


def _track(values: list[float]) -> TrackValues:
    track = TrackValues()
    track.extend(np.array(values))
    return track


@given(_values, _values, st.integers(0, 80), st.integers(0, 170), st.integers(0, 170))
def test_a_branch_is_the_stem_up_to_a_place_and_its_own_from_there(
    stem: list[float], own: list[float], length: int, one: int, other: int
) -> None:
    track = _track(stem)
    branch = track.branch(length)
    branch.extend(np.array(own))
    track.extend(np.array([100.0]))
    plain: Numbers = np.array(stem[:length] + own)
    assert len(branch) == len(plain)
    assert [branch[place] for place in range(len(branch))] == plain.tolist()
    first, stop = min(one, other), max(one, other)
    found = branch.ranges(np.array([first]), np.array([stop]))
    part = plain[first:stop]
    np.testing.assert_array_equal(found.low, [np.fmin.reduce(part, initial=np.nan)])
    np.testing.assert_array_equal(found.high, [np.fmax.reduce(part, initial=np.nan)])


def test_one_scale_holds_for_a_branch_and_its_stem() -> None:
    track = _track([1.0, 5.0, 9.0])
    branch = track.branch(1)
    branch.extend(np.array([3.0]))
    assert branch.extremes == (1.0, 9.0)


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "–"), (3.0, "3"), (-1200.0, "-1,200"), (0.12345678, "0.1235"), (1e20, "1e+20"), (2.5e6, "2,500,000")],
)
def test_values_are_written_as_a_person_does(value: float | None, text: str) -> None:
    assert value_text(value) == text
