"""Times as they are shown."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from leftfold.model.times import NO_TIME, microseconds
from leftfold.ui.clock import Clock

AT = microseconds(datetime(2025, 3, 4, 10, 32, 7, tzinfo=UTC))


def test_each_form_of_a_time() -> None:
    clock = Clock()
    assert clock.time(AT) == "10:32:07"
    assert clock.day(AT) == "4 Mar 2025"
    assert clock.short(AT) == "2025-03-04 10:32:07"
    assert clock.day_and_time(AT) == "Tue 4 Mar 2025, 10:32:07 UTC"


def test_no_time_is_empty_and_a_far_one_is_no_crash() -> None:
    clock = Clock(in_utc=False)
    assert [form(NO_TIME) for form in (clock.time, clock.day, clock.short, clock.day_and_time)] == [""] * 4
    assert clock.short(microseconds(datetime(9999, 12, 31, tzinfo=UTC)))


def test_two_times_of_one_day_are_told_from_those_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    late = microseconds(datetime(2025, 3, 4, 23, 59, 59, 999_999, tzinfo=UTC))
    clock = Clock()
    assert clock.same_day(AT, late)
    assert not clock.same_day(late, late + 1)
    assert clock.same_day(NO_TIME, NO_TIME)
    assert not clock.same_day(AT, NO_TIME)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        clock.show_in(utc=False)
        assert not clock.same_day(AT, late)
        assert clock.same_day(late, late + 1)
        assert clock.same_day(NO_TIME, NO_TIME)
        assert not clock.same_day(AT, NO_TIME)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_another_zone_is_told_once(qtbot: QtBot) -> None:
    clock = Clock()
    with qtbot.waitSignal(clock.changed):
        clock.show_in(utc=False)
    with qtbot.assertNotEmitted(clock.changed):
        clock.show_in(utc=False)
