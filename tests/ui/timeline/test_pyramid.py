"""Pyramids give what looking at every number gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.replay.survey import Numbers
from leftfold.ui.timeline.pyramid import RADIX, Pyramid

_LONG = RADIX**2 * 3
_numbers = st.one_of(st.floats(-1e6, 1e6), st.just(float("nan")))


def _row(seed: int, length: int) -> Numbers:
    random = np.random.default_rng(seed)
    row = random.normal(size=length)
    row[random.random(length) < 0.3] = np.nan
    return row


def _least(values: Numbers) -> float:
    return float(np.fmin.reduce(values, initial=np.nan))


def _most(values: Numbers) -> float:
    return float(np.fmax.reduce(values, initial=np.nan))


@given(
    st.integers(0, 5),
    st.lists(st.integers(0, _LONG), min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(-5, 2 * _LONG), st.integers(-5, 2 * _LONG)), min_size=1, max_size=8),
)
def test_any_stretch_equals_brute_force_however_the_row_came(
    seed: int, ends: list[int], stretches: list[tuple[int, int]]
) -> None:
    row = _row(seed, max(ends))
    pyramid = Pyramid()
    for begin, end in zip([0, *sorted(ends)], sorted(ends), strict=False):
        pyramid.extend(row[begin:end])
    ordered = [(min(pair), max(pair)) for pair in stretches]
    found = pyramid.ranges(np.array([first for first, _ in ordered]), np.array([stop for _, stop in ordered]))
    plain = [row[max(0, first) : max(0, stop)] for first, stop in ordered]
    np.testing.assert_array_equal(found.low, [_least(part) for part in plain])
    np.testing.assert_array_equal(found.high, [_most(part) for part in plain])
    np.testing.assert_array_equal(pyramid.extremes, (_least(row), _most(row)))


@given(st.lists(_numbers, max_size=40), st.integers(0, 40))
def test_the_first_part_is_a_pyramid_of_its_own(numbers: list[float], length: int) -> None:
    pyramid = Pyramid()
    pyramid.extend(np.array(numbers))
    part = pyramid.first(length)
    pyramid.extend(np.array([2e6]))
    assert len(part) == min(length, len(numbers))
    np.testing.assert_array_equal(
        part.extremes, (_least(np.array(numbers[:length])), _most(np.array(numbers[:length])))
    )


def test_one_number_can_be_asked_for() -> None:
    pyramid = Pyramid()
    pyramid.extend(np.array([1.0, np.nan, 3.0]))
    assert pyramid[2] == 3.0
    assert np.isnan(pyramid[1])
    with pytest.raises(IndexError):
        pyramid[3]


def test_nothing_has_no_lowest() -> None:
    found = Pyramid().ranges(np.array([0, 0]), np.array([0, 9]))
    assert np.isnan(found.low).all()
    assert np.isnan(found.high).all()
    assert np.isnan(Pyramid().extremes).all()
