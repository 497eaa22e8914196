"""Round versions, and lengths of time in words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.ui.timeline.ticks import length_text, round_step, version_ticks
from leftfold.ui.timeline.viewport import Window

SECOND = 1_000_000
HOUR = 3600 * SECOND


@pytest.mark.parametrize(
    ("step", "rounded"),
    [(0.1, 1), (1, 1), (1.5, 2), (3, 5), (7, 10), (11, 20), (20, 20), (260, 500), (100_001, 200_000)],
)
def test_a_step_is_rounded_up(step: float, rounded: int) -> None:
    assert round_step(step) == rounded


@given(st.integers(1, 5000), st.integers(0, 9), st.data())
def test_ticks_are_round_visible_and_not_too_many(length: int, first: int, data: st.DataObject) -> None:
    versions = np.arange(first, first + length)
    start = data.draw(st.floats(-0.5, length - 1))
    window = Window(start, data.draw(st.floats(start + 0.6, length + 0.6)))
    room = data.draw(st.integers(1, 12))
    ticks = version_ticks(versions, window, room)
    assert len(ticks) <= room + 1
    for tick in ticks:
        assert tick.position in window
        assert tick.label == f"{versions[int(tick.position) - 1]:,}"
    steps = set(np.diff([tick.position for tick in ticks]).tolist())
    assert len(steps) <= 1
    if steps:
        assert all(int(tick.label.replace(",", "")) % int(next(iter(steps))) == 0 for tick in ticks)


def test_versions_with_gaps_have_ticks_at_round_places() -> None:
    versions = np.array([3, 4, 9, 12, 13, 20, 21, 30, 31, 32])
    ticks = version_ticks(versions, Window(-0.5, 10.5), 5)
    assert [(tick.position, tick.label) for tick in ticks] == [(5.0, "13"), (10.0, "32")]


def test_no_events_have_no_ticks() -> None:
    assert version_ticks(np.empty(0, np.int64), Window(-0.5, 0.5), 5) == ()


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (400_000, "400 milliseconds"),
        (SECOND, "1 second"),
        (75 * SECOND, "75 seconds"),
        (10 * 60 * SECOND, "10 minutes"),
        (23 * HOUR, "23 hours"),
        (35 * HOUR, "35 hours"),
        (72 * HOUR, "3 days"),
        (60 * 24 * HOUR, "2 months"),
        (1100 * 24 * HOUR, "3 years"),
    ],
)
def test_a_length_of_time_is_told_in_its_largest_unit(length: int, text: str) -> None:
    assert length_text(length) == text
