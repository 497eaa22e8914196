"""The laws of a cohort: a band holds what is usual, and a departure is where it does not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.diagnose.cohort import (
    FEWEST,
    HIGH,
    LOW,
    Band,
    Course,
    Departure,
    band_of,
    by_day,
    days_after_first,
    departure,
)
from leftfold.model.times import NO_TIME

DAY = 86_400_000_000
_values = st.floats(-1e6, 1e6) | st.just(float("nan"))
_courses = st.lists(st.lists(_values, max_size=8).map(lambda found: np.array(found, np.float64)), max_size=12)


@given(_courses)
def test_the_band_is_the_percentiles_of_the_values_that_there_are(courses: list[Course]) -> None:
    band = band_of(courses)
    assert len(band) == max(map(len, courses), default=0)
    for place in range(len(band)):
        there = np.array([one[place] for one in courses if place < len(one) and not np.isnan(one[place])])
        assert band.counts[place] == len(there)
        found = (band.low[place], band.median[place], band.high[place])
        if len(there) < FEWEST:
            assert np.isnan(found).all()
        else:
            assert found == pytest.approx(tuple(np.percentile(there, (LOW, 50, HIGH))))


@given(_courses, st.randoms())
def test_the_order_of_the_courses_does_not_matter(courses: list[Course], random: st.Random) -> None:  # type: ignore[name-defined]
    shuffled = [*courses]
    random.shuffle(shuffled)
    one, other = band_of(courses), band_of(shuffled)
    for mine, theirs in ((one.low, other.low), (one.median, other.median), (one.high, other.high)):
        assert np.array_equal(mine, theirs, equal_nan=True)


@given(_courses)
def test_who_runs_like_all_others_never_departs(courses: list[Course]) -> None:
    course = np.arange(9.0)
    assert departure(course, band_of([course] * FEWEST)) is None
    assert departure(band_of(courses).median, band_of(courses)) is None


@given(st.lists(st.sampled_from([0.0, 5.0, -5.0, float("nan")]), max_size=30))
def test_a_departure_is_the_last_stretch_outside_where_it_ends_there_or_else_the_longest(values: list[float]) -> None:
    course = np.array(values, np.float64)
    level = np.zeros(len(course))
    found = departure(course, Band(level - 1, level, level + 1, np.full(len(course), 9)))
    known = [(place, abs(value) > 1) for place, value in enumerate(values) if not np.isnan(value)]
    stretches: list[list[int]] = []
    for number, (place, outside) in enumerate(known):
        if outside and number and known[number - 1][1]:
            stretches[-1].append(place)
        elif outside:
            stretches.append([place])
    if not stretches:
        assert found is None
        return
    assert found is not None
    for_good = known[-1][1]
    expected = stretches[-1] if for_good else max(stretches, key=len)
    assert found == Departure(expected[0], expected[-1], for_good)


def test_beyond_the_band_nothing_is_usual() -> None:
    assert departure(np.array([0.0, 0.0, 99.0]), band_of([np.zeros(2)] * FEWEST)) is None
    assert departure(np.array([]), band_of([])) is None


def test_a_band_is_asked_at_other_places() -> None:
    band = band_of([np.arange(3.0)] * FEWEST).at(np.array([0, 0, 2, 7, -1]))
    assert np.array_equal(band.median, [0, 0, 2, np.nan, np.nan], equal_nan=True)
    assert band.counts.tolist() == [FEWEST, FEWEST, FEWEST, 0, 0]
    assert np.isnan(band_of([]).at(np.array([0, 1])).low).all()


def test_days_are_counted_from_the_first_event() -> None:
    times = np.array([5, DAY, DAY + 5, NO_TIME, 3 * DAY, DAY])
    assert days_after_first(times).tolist() == [0, 0, 1, -1, 2, 2]
    assert days_after_first(np.array([NO_TIME])).tolist() == [-1]
    assert days_after_first(np.array([], np.int64)).tolist() == []


def test_a_course_over_days_has_the_value_at_the_end_of_each() -> None:
    days = np.array([0, 0, 2, -1, 2, 3])
    assert by_day(np.arange(6.0), days).tolist() == [1, 1, 4, 5]
    assert by_day(np.arange(2.0), np.array([-1, -1])).tolist() == []
