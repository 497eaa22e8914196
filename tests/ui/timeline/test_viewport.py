"""Windows: what is under the pointer stays there, and nothing but what there is comes into sight."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from leftfold.ui.timeline.viewport import Bounds, Window

WHOLE = Window(-0.5, 100.5)
BOUNDS = Bounds(WHOLE, 4.0)

_place = st.floats(-50, 150)
_windows = st.tuples(_place, _place).filter(lambda ends: ends[0] < ends[1]).map(lambda ends: Window(*ends))
_within = _windows.map(BOUNDS.fitted)


def _inside(window: Window) -> bool:
    tiny = 1e-9
    fits = WHOLE.start - tiny <= window.start < window.end <= WHOLE.end + tiny
    return fits and BOUNDS.closest - tiny <= window.span <= WHOLE.span + tiny


@given(_windows)
def test_a_fitted_window_is_within_and_stays_as_it_is(window: Window) -> None:
    fitted = BOUNDS.fitted(window)
    assert _inside(fitted)
    again = BOUNDS.fitted(fitted)
    assert (again.start, again.end) == pytest.approx((fitted.start, fitted.end))


@given(_within, st.floats(0.01, 20), st.floats(0, 1))
def test_zooming_keeps_the_point_under_the_pointer(window: Window, factor: float, share: float) -> None:
    at = window.start + share * window.span
    zoomed = BOUNDS.zoomed(window, factor, at=at)
    assert _inside(zoomed)
    free = at - share * zoomed.span >= WHOLE.start and at + (1 - share) * zoomed.span <= WHOLE.end
    assume(free)
    assert (at - zoomed.start) / zoomed.span == pytest.approx(share, abs=1e-6)


@given(_within, st.floats(0.1, 0.9), st.floats(0.1, 0.9))
def test_zooming_in_and_out_again_comes_back(window: Window, factor: float, share: float) -> None:
    assume(window.span * factor >= BOUNDS.closest)
    at = window.start + share * window.span
    back = BOUNDS.zoomed(BOUNDS.zoomed(window, factor, at=at), 1 / factor, at=at)
    assert (back.start, back.end) == pytest.approx((window.start, window.end), abs=1e-6)


@given(_within, st.floats(-300, 300))
def test_moving_keeps_the_size_and_stops_at_the_ends(window: Window, by: float) -> None:
    moved = BOUNDS.moved(window, by)
    assert _inside(moved)
    assert moved.span == pytest.approx(window.span)
    if WHOLE.start <= window.start + by and window.end + by <= WHOLE.end:
        assert moved.start == pytest.approx(window.start + by)


@given(_within, st.floats(-0.5, 100.5))
def test_following_brings_a_position_into_sight(window: Window, position: float) -> None:
    followed = BOUNDS.following(window, position)
    assert _inside(followed)
    assert followed.start - 1e-9 <= position <= followed.end + 1e-9


@pytest.mark.parametrize(
    ("position", "start"),
    [
        (25.0, 20.0),  # in sight: nothing moves
        (30.0, 20.0),
        (31.0, 29.5),  # just beyond: like a page, the cursor near its left edge
        (19.0, 10.5),  # just before: near its right edge
        (90.0, 85.0),  # far away: in the middle
        (1.0, -0.5),  # at an end: not beyond
    ],
)
def test_following_turns_pages(position: float, start: float) -> None:
    followed = BOUNDS.following(Window(20.0, 30.0), position)
    assert followed.start == pytest.approx(start)
    assert followed.span == pytest.approx(10.0)


def test_of_too_little_to_zoom_all_is_shown() -> None:
    small = Bounds(Window(-0.5, 1.5), 2.0)
    assert small.zoomed(small.whole, 0.5, at=1.0) == small.whole
    assert small.moved(small.whole, 3.0) == small.whole
