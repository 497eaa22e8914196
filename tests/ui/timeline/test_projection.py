"""Positions to points and back, and which events each column of pixels holds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.ui.timeline.axis import version_axis
from leftfold.ui.timeline.projection import MARGIN, Projection, project
from leftfold.ui.timeline.viewport import Window


def _projection(start: float, end: float, *, ratio: float = 1.0, length: int = 1000) -> Projection:
    return project(version_axis(length), Window(start, end), left=100, width=616, ratio=ratio)


@given(st.floats(-0.5, 900), st.floats(4, 1000), st.floats(0, 1))
def test_a_point_leads_back_to_its_position(start: float, span: float, share: float) -> None:
    projection = _projection(start, start + span)
    position = start + share * span
    assert projection.position_at(projection.point_of(position)) == pytest.approx(position, abs=1e-6)


def test_the_window_has_a_margin_at_both_ends() -> None:
    projection = _projection(0.0, 600.0)
    assert projection.point_of(0.0) == pytest.approx(100 + MARGIN)
    assert projection.point_of(600.0) == pytest.approx(716 - MARGIN)
    assert projection.point_at(300) == pytest.approx(408)


@given(st.floats(-0.5, 990), st.floats(4, 1000), st.sampled_from([1.0, 1.5, 2.0]))
def test_each_visible_event_is_in_one_column_the_one_it_lies_over(start: float, span: float, ratio: float) -> None:
    projection = _projection(start, start + span, ratio=ratio)
    assert projection.columns == round(616 * ratio)
    assert projection.events == projection.edges[-1] - projection.edges[0]
    ordinals = np.arange(projection.edges[0] + 1, projection.edges[-1] + 1)
    column = np.searchsorted(projection.edges, ordinals) - 1
    np.testing.assert_allclose(projection.pixels_of(ordinals), column + 0.5, atol=0.5 + 1e-6)


def test_a_point_beyond_what_is_seen_is_held_at_its_end() -> None:
    projection = _projection(10.0, 20.0)
    assert projection.position_at(-50) == projection.window.start
    assert projection.position_at(5000) == projection.window.end


def test_slots_hold_the_same_events_as_the_window_moves() -> None:
    still, moved = _projection(100.0, 700.0).slots(12), _projection(103.0, 703.0).slots(12)
    assert set(still[3:-3].tolist()) <= set(moved.tolist())
    assert (np.diff(still) >= 0).all()


def test_a_view_without_room_is_no_crash() -> None:
    projection = project(version_axis(3), Window(-0.5, 3.5), left=0, width=0)
    assert projection.columns == 1
