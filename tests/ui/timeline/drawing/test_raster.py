"""Lines, bars and histograms as pixels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.ui.timeline.axis import version_axis
from leftfold.ui.timeline.drawing.raster import SOLID, bars, colored, histogram, lines, over, thickened, widened
from leftfold.ui.timeline.projection import Projection, project
from leftfold.ui.timeline.viewport import Window

NAN = float("nan")


def _projection(length: int, columns: int) -> Projection:
    return project(version_axis(length), Window(-0.5, length + 0.5), left=0, width=columns)


@given(st.floats(0, 20), st.floats(0, 20))
def test_a_column_has_as_much_ink_as_it_is_high(one: float, other: float) -> None:
    top, bottom = min(one, other), max(one, other)
    ink = lines(np.array([top, NAN]), np.array([bottom, bottom]), 20)
    assert ink.shape == (20, 2)
    assert ink[:, 0].sum() / SOLID == pytest.approx(bottom - top, abs=0.1)
    assert not ink[:, 1].any()
    inked = np.flatnonzero(ink[:, 0])
    assert (np.diff(inked) == 1).all()


def test_a_line_is_as_thick_everywhere() -> None:
    low, high = np.array([10.0, 10.0, NAN]), np.array([10.0, 4.0, NAN])
    top, bottom = thickened(low, high, 2.0)
    np.testing.assert_array_equal(top, [9, 3, NAN])
    np.testing.assert_array_equal(bottom, [11, 11, NAN])
    top, bottom = widened(top, bottom, 1)
    np.testing.assert_array_equal(top, [3, 3, NAN])
    np.testing.assert_array_equal(bottom, [11, 11, NAN])


def test_apart_events_have_bars_of_one_width() -> None:
    projection = _projection(10, 216)
    ordinals = np.array([1, 4, 9])
    row = bars(projection, ordinals, 4.0)
    assert set(row.tolist()) == {0, SOLID}
    starts = np.flatnonzero(np.diff(row.astype(int)) > 0) + 1
    ends = np.flatnonzero(np.diff(row.astype(int)) < 0) + 1
    assert (ends - starts).tolist() == [4, 4, 4]
    np.testing.assert_allclose((starts + ends) / 2, projection.pixels_of(ordinals), atol=0.51)


@given(st.integers(0, 3), st.integers(500, 5000))
def test_crowded_events_are_seen_in_each_column_that_has_any(seed: int, length: int) -> None:
    projection = _projection(length, 116)
    random = np.random.default_rng(seed)
    ordinals = np.flatnonzero(random.random(length) < 0.3) + 1
    row = bars(projection, ordinals, 2.0)
    counts = np.histogram(np.searchsorted(projection.edges, ordinals), np.arange(0.5, projection.columns + 1))[0]
    np.testing.assert_array_equal(row > 0, counts > 0)
    assert row[counts == counts.max()].min() == SOLID
    order = np.argsort(counts, kind="stable")
    assert (np.diff(row[order].astype(int)) >= 0).all(), "more events are never fainter"


def test_no_events_have_no_bars() -> None:
    assert not bars(_projection(10, 100), np.empty(0, np.int64), 4.0).any()
    assert not bars(_projection(0, 100), np.empty(0, np.int64), 4.0).any()


@given(st.lists(st.lists(st.integers(0, 50), min_size=4, max_size=4), min_size=1, max_size=5), st.integers(1, 40))
def test_a_histogram_stacks_its_parts_from_the_bottom(rows: list[list[int]], height: int) -> None:
    counts = np.array(rows, np.int64)
    part = histogram(counts, height)
    assert part.shape == (height, 4)
    filled = (part >= 0).sum(axis=0)
    whole = counts.sum(axis=0)
    most = max(1, int(whole.max()))
    np.testing.assert_array_equal(filled, -(-whole * height // most))
    for column in range(4):
        stack = part[::-1, column][: filled[column]].astype(int)
        assert (np.diff(stack) >= 0).all()
        assert all(counts[place, column] for place in set(stack.tolist()))


def test_a_histogram_without_parts_is_empty() -> None:
    assert (histogram(np.empty((0, 3), np.int64), 5) == -1).all()


def test_pixels_have_a_colour_and_the_upper_covers_the_lower() -> None:
    ink = np.array([[0, SOLID], [128, 0]], np.uint8)
    below = colored(ink, 0x112233)
    assert below.tolist() == [[0x00112233, 0xFF112233], [0x80112233, 0x00112233]]
    above = colored(ink, np.array([0xAA0000, 0x00BB00], np.uint32))
    assert over(below, above).tolist() == [[0x00112233, 0xFF00BB00], [0x80AA0000, 0x00112233]]
