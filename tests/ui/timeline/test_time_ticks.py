"""Round times, in the zone shown, also where stretches are folded and clocks are changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.model.times import from_microseconds, microseconds
from leftfold.ui.timeline.axis import Axis, time_axis, version_axis
from leftfold.ui.timeline.ticks import Tick
from leftfold.ui.timeline.time_ticks import time_ticks
from leftfold.ui.timeline.viewport import Window

ROME = ZoneInfo("Europe/Rome")
MINUTE = 60_000_000


def _utc(us: int) -> datetime:
    return from_microseconds(us)


def _rome(us: int) -> datetime:
    return from_microseconds(us).astimezone(ROME)


def _axis(*times: datetime) -> Axis:
    axis = time_axis(np.array([microseconds(time) for time in times]))
    assert axis is not None
    return axis


def _span(start: datetime, length: timedelta, *, events: int = 20) -> Axis:
    return _axis(*(start + length * (place / (events - 1)) for place in range(events)))


def _labels(ticks: tuple[Tick, ...]) -> list[str]:
    return [tick.label for tick in ticks if tick.label]


@pytest.mark.parametrize(
    ("length", "labels", "context"),
    [
        (timedelta(milliseconds=5), ["10:00:00.000", "10:00:00.002", "10:00:00.004"], "Tue 4 Mar 2025"),
        (timedelta(seconds=5), ["10:00:00", "10:00:02", "10:00:04"], "Tue 4 Mar 2025"),
        (timedelta(minutes=50), ["10:00", "10:15", "10:30", "10:45"], "Tue 4 Mar 2025"),
        (timedelta(hours=20), ["12:00", "18:00", "00:00", "06:00"], "Tue 4 Mar 2025"),
        (timedelta(days=7), ["6 Mar", "8 Mar", "10 Mar"], "2025"),
        (timedelta(days=200), ["May", "Jul", "Sep"], "2025"),
        (timedelta(days=365 * 8), ["2030"], ""),
    ],
)
def test_round_times_fit_the_length_shown(length: timedelta, labels: list[str], context: str) -> None:
    axis = _span(datetime(2025, 3, 4, 10, tzinfo=UTC), length)
    ticks = time_ticks(axis, axis.bounds.whole, 4, _utc)
    assert _labels(ticks) == labels
    assert ticks[0].label == ""
    assert ticks[0].context == context


def test_a_context_is_the_zone_s_day() -> None:
    axis = _span(datetime(2025, 3, 4, 20, 10, tzinfo=UTC), timedelta(hours=5))
    ticks = time_ticks(axis, axis.bounds.whole, 6, _rome)
    assert [(tick.context, tick.label) for tick in ticks[1:]] == [
        ("Tue 4 Mar 2025", "22:00"),
        ("Tue 4 Mar 2025", "23:00"),
        ("Wed 5 Mar 2025", "00:00"),
        ("Wed 5 Mar 2025", "01:00"),
        ("Wed 5 Mar 2025", "02:00"),
    ]


def test_days_begin_at_the_zone_s_midnight_before_and_after_clocks_change() -> None:
    axis = _span(datetime(2025, 3, 27, 12, tzinfo=UTC), timedelta(days=6))
    ticks = time_ticks(axis, axis.bounds.whole, 8, _rome)
    assert axis.times is not None
    start = int(axis.times[0])
    local = [_rome(start + int(tick.position)) for tick in ticks[1:]]
    assert [(at.day, at.hour) for at in local] == [(28, 0), (29, 0), (30, 0), (31, 0), (1, 0), (2, 0)]
    assert _labels(ticks) == ["28 Mar", "29 Mar", "30 Mar", "31 Mar", "1 Apr", "2 Apr"]


def test_each_stretch_after_a_fold_begins_with_its_time() -> None:
    sessions = [datetime(2025, 3, day, 9, 17, tzinfo=UTC) for day in (4, 6, 9)]
    axis = _axis(*(start + timedelta(minutes=7 * step) for start in sessions for step in range(6)))
    assert len(axis.breaks) == 2
    ticks = time_ticks(axis, axis.bounds.whole, 12, _utc)
    starts = {(tick.context, tick.label) for tick in ticks}
    assert {("Tue 4 Mar 2025", "09:17"), ("Thu 6 Mar 2025", "09:17"), ("Sun 9 Mar 2025", "09:17")} <= starts
    assert ("Thu 6 Mar 2025", "09:30") in starts


@given(
    st.lists(st.sampled_from([1, 999, MINUTE, 7 * MINUTE, 90_000 * MINUTE]), min_size=1, max_size=80),
    st.integers(1, 12),
    st.floats(0, 1),
    st.floats(0.02, 1),
)
def test_ticks_are_in_order_apart_visible_and_true(gaps: list[int], room: int, start: float, share: float) -> None:
    axis = time_axis(np.cumsum([1_700_000_000_000_000, *gaps]))
    assert axis is not None
    assert axis.times is not None
    whole = axis.bounds.whole
    begin = whole.start + start * (1 - share) * whole.span
    window = Window(begin, begin + share * whole.span)
    labelled = [tick for tick in time_ticks(axis, window, room, _utc) if tick.label]
    positions = [tick.position for tick in labelled]
    assert len(labelled) <= room + 1
    assert (np.diff(positions) >= window.span / room - 1).all()
    for position in positions:
        assert window.start - 1 <= position <= window.end + 1


def test_thousands_of_folds_cost_no_more_than_there_is_room() -> None:
    gaps = np.tile(np.array([1000] * 9 + [3_600_000_000]), 5000)
    axis = time_axis(1_700_000_000_000_000 + np.cumsum(gaps))
    assert axis is not None
    assert len(axis.breaks) == 5000
    asked: list[int] = []

    def local(us: int) -> datetime:
        asked.append(us)
        return _utc(us)

    assert 4 <= len(time_ticks(axis, axis.bounds.whole, 8, local)) <= 10
    assert len(asked) < 100


def test_the_last_years_of_the_calendar_are_no_crash() -> None:
    axis = _span(datetime(9990, 1, 1, tzinfo=UTC), timedelta(days=3600))
    assert _labels(time_ticks(axis, axis.bounds.whole, 3, _utc))


def test_an_axis_by_version_has_no_times() -> None:
    axis = version_axis(5)
    assert time_ticks(axis, axis.bounds.whole, 4, _utc) == ()


def test_where_nothing_round_is_in_sight_the_first_event_has_its_time() -> None:
    start = datetime(2025, 3, 4, 10, 0, 7, 550_000, tzinfo=UTC)
    axis = _axis(start, start + timedelta(seconds=1))
    window = Window(axis.position_of(1) - 1000, axis.position_of(1) + 400_000)
    assert _labels(time_ticks(axis, window, 1, _utc)) == ["10:00:07.550"]
