"""Times as they are shown."""

from __future__ import annotations

from datetime import UTC, datetime

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


def test_another_zone_is_told_once(qtbot: QtBot) -> None:
    clock = Clock()
    with qtbot.waitSignal(clock.changed):
        clock.show_in(utc=False)
    with qtbot.assertNotEmitted(clock.changed):
        clock.show_in(utc=False)
