"""Taking hold of the window on the map."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.ui.timeline.brush import LEAST, Grip, dragged, grip_at, shown_span
from leftfold.ui.timeline.viewport import Bounds, Window

BOUNDS = Bounds(Window(0.0, 100.0), 4.0)


@pytest.mark.parametrize(
    ("x", "grip"),
    [
        (90.0, Grip.OUTSIDE),
        (95.0, Grip.START),
        (104.0, Grip.START),
        (150.0, Grip.BODY),
        (197.0, Grip.END),
        (205.0, Grip.END),
        (207.0, Grip.OUTSIDE),
    ],
)
def test_what_a_point_takes_hold_of(x: float, grip: Grip) -> None:
    assert grip_at(x, 100.0, 200.0) is grip


def test_a_narrow_window_is_dragged_by_its_middle_and_resized_beside_it() -> None:
    left, right = shown_span(50.0, 50.1, 400.0)
    assert right - left == pytest.approx(LEAST)
    assert grip_at((left + right) / 2, left, right) is Grip.BODY
    assert grip_at(left - 3, left, right) is Grip.START
    assert grip_at(right + 3, left, right) is Grip.END


@given(st.floats(0, 400), st.floats(0, 400))
def test_the_window_is_shown_wide_enough_and_on_the_map(one: float, other: float) -> None:
    left, right = shown_span(min(one, other), max(one, other), 400.0)
    assert right - left >= LEAST - 1e-9
    assert left >= -1e-9
    assert right <= 400 + 1e-9


@given(st.sampled_from(Grip), st.floats(0, 90), st.floats(4, 100), st.floats(-200, 200))
def test_a_drag_keeps_to_what_there_is_and_an_end_before_the_other(
    grip: Grip, start: float, span: float, by: float
) -> None:
    window = BOUNDS.fitted(Window(start, start + span))
    after = dragged(grip, window, BOUNDS, by)
    assert after.start >= -1e-9
    assert after.end <= 100 + 1e-9
    assert after.span >= BOUNDS.closest - 1e-9
    match grip:
        case Grip.START:
            assert after.end == window.end
        case Grip.END:
            assert after.start == window.start
        case Grip.BODY | Grip.OUTSIDE:
            assert after.span == pytest.approx(window.span)
