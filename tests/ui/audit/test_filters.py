"""The fields say which entries are wanted, once typing pauses."""

from __future__ import annotations

from datetime import UTC, datetime

from pytestqt.qtbot import QtBot

from leftfold.model.audit import AuditFilter
from leftfold.ui.audit.filters import FilterBar


def test_all_fields_together_say_what_is_wanted(qtbot: QtBot) -> None:
    bar = FilterBar()
    qtbot.addWidget(bar)
    texts = {
        "find": " reset ",
        "aggregate": "student/",
        "author": "Mira",
        "ticket": "SUP",
        "since": "2026-11-01",
        "until": "2026-11-30T12:00+01:00",
    }
    with qtbot.waitSignal(bar.wanted) as told:
        for name, text in texts.items():
            bar.fields[name].setText(text)
    assert told.args == [
        AuditFilter(
            aggregate="student/",
            author="Mira",
            ticket="SUP",
            since=datetime(2026, 11, 1, tzinfo=UTC),
            until=datetime(2026, 11, 30, 11, tzinfo=UTC),
            find="reset",
        )
    ]


def test_a_time_that_is_none_is_complained_of_until_it_is_one(qtbot: QtBot) -> None:
    bar = FilterBar()
    qtbot.addWidget(bar)
    with qtbot.waitSignal(bar.complained) as told, qtbot.assertNotEmitted(bar.wanted):
        bar.fields["until"].setText("soon")
    assert "is written as 2026-11-24" in told.args[0]
    with qtbot.waitSignals([bar.complained, bar.wanted]):
        bar.fields["until"].clear()
