"""Where events lie: by version in even steps, by time with idle stretches folded."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.model.index import Ints
from leftfold.model.times import NO_TIME
from leftfold.replay.survey import Numbers
from leftfold.ui.timeline.axis import Axis, has_course, time_axis, version_axis

MINUTE = 60_000_000
DAY = 1440 * MINUTE
_gaps = st.lists(st.sampled_from([0, 1, 1000, MINUTE, 5 * MINUTE, DAY, 400 * DAY]), min_size=1, max_size=60)


def _times(gaps: list[int]) -> Ints:
    return np.cumsum([1_700_000_000_000_000, *gaps]).astype(np.int64)


def _positions(axis: Axis) -> Numbers:
    return axis.positions_of(np.arange(axis.length + 1))


def _by_time(times: Ints) -> Axis:
    axis = time_axis(times)
    assert axis is not None
    return axis


@given(st.integers(0, 500), st.data())
def test_by_version_each_event_is_a_step_from_the_next(length: int, data: st.DataObject) -> None:
    axis = version_axis(length)
    ordinal = data.draw(st.integers(0, length))
    assert axis.position_of(ordinal) == ordinal
    assert axis.ordinal_at(ordinal) == axis.nearest(ordinal) == ordinal
    near = data.draw(st.floats(-0.45, 0.45))
    assert axis.nearest(ordinal + near) == ordinal
    assert axis.position_of(0) in axis.bounds.whole
    assert axis.position_of(length) in axis.bounds.whole


@given(_gaps.filter(any))
def test_by_time_positions_never_fall_and_lead_back_to_their_events(gaps: list[int]) -> None:
    axis = _by_time(_times(gaps))
    steps = np.diff(_positions(axis))
    assert (steps >= 0).all()
    assert axis.length == len(gaps) + 1
    for ordinal in range(axis.length + 1):
        position = axis.position_of(ordinal)
        assert position in axis.bounds.whole
        there = axis.ordinal_at(position)
        assert axis.position_of(there) == position
        assert there >= ordinal
        assert axis.nearest(position) == there


@given(_gaps.filter(any))
def test_a_gap_is_as_long_as_it_was_or_folded_to_one_length(gaps: list[int]) -> None:
    axis = _by_time(_times(gaps))
    steps = np.diff(_positions(axis)[1:])
    folded = np.isin(np.arange(2, axis.length + 1), axis.breaks)
    np.testing.assert_allclose(steps[~folded], np.array(gaps)[~folded])
    assert len(set(np.round(steps[folded], 3).tolist())) <= 1
    if folded.any():
        assert min(np.array(gaps)[folded]) > max([gap for gap, fold in zip(gaps, folded, strict=True) if not fold])
        assert steps[folded].sum() <= steps[~folded].sum() / 3 + 1


def test_nights_between_sessions_are_folded() -> None:
    session = [5 * MINUTE, 7 * MINUTE, 4 * MINUTE]
    axis = _by_time(_times([*session, DAY, *session, 3 * DAY, *session]))
    assert axis.breaks.tolist() == [5, 9]
    assert axis.idle_before(axis.breaks).tolist() == [DAY, 3 * DAY]
    assert axis.position_of(axis.length) < 90 * MINUTE


@pytest.mark.parametrize("gaps", [[DAY] * 9, [MINUTE, 2 * MINUTE, 9 * MINUTE], [MINUTE] * 50 + [11 * MINUTE]])
def test_a_steady_course_is_not_folded(gaps: list[int]) -> None:
    assert not len(_by_time(_times(gaps)).breaks)


def test_an_event_without_a_time_or_out_of_order_lies_with_its_predecessor() -> None:
    first = 10 * DAY
    axis = _by_time(np.array([NO_TIME, first, NO_TIME, first - MINUTE, first + MINUTE]))
    assert _positions(axis)[1:].tolist() == [0, 0, 0, 0, MINUTE]
    assert axis.times is not None
    assert axis.times.tolist() == [first, first, first, first, first + MINUTE]


@pytest.mark.parametrize("times", [[], [5], [5, 5], [NO_TIME, NO_TIME], [NO_TIME, 5], [5, NO_TIME], [5, 3]])
def test_without_two_different_times_there_is_no_axis_by_time(times: list[int]) -> None:
    row = np.array(times, np.int64)
    assert not has_course(row)
    assert time_axis(row) is None


@given(st.lists(st.one_of(st.integers(-9, 9), st.just(NO_TIME)), max_size=12))
def test_there_is_an_axis_by_time_where_times_have_a_course(times: list[int]) -> None:
    row = np.array(times, np.int64)
    assert has_course(row) is (time_axis(row) is not None)


def test_what_was_given_stays_as_it_was() -> None:
    times = _times([MINUTE, MINUTE, 40 * DAY])
    before = times.copy()
    time_axis(times)
    np.testing.assert_array_equal(times, before)
