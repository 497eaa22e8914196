"""The entries as rows."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from leftfold.ui.audit.model import TITLES, AuditModel, Column
from leftfold.ui.clock import Clock
from leftfold.ui.rows.cell import CELL
from tests.model.test_audit import ENTRY


def test_a_row_tells_who_did_what_when_and_why(clock: Clock) -> None:
    model = AuditModel(clock)
    model.show_entries((ENTRY,))
    assert [model.headerData(column, Qt.Orientation.Horizontal) for column in Column] == list(TITLES)
    assert [model.index(0, column).data() for column in Column] == [
        "7",
        "2026-03-01 12:00:00",
        "Mira Castell",
        "SUP-118",
        "student/3202",
        "Appended resetProgress",
        "The wrong lesson",
    ]


def test_what_is_not_known_or_not_sure_is_said(clock: Clock) -> None:
    model = AuditModel(clock)
    model.show_entries((replace(ENTRY, at=None, stream=None, sure=False),))
    assert model.index(0, Column.WHEN).data() == "unknown"
    assert model.index(0, Column.AGGREGATE).data() == "many"
    assert model.index(0, Column.WHAT).data(CELL).sign.icon == "circle-help"
    assert model.index(0, Column.WHAT).data(Qt.ItemDataRole.DecorationRole) is None
    assert model.data(QModelIndex()) is None


def test_an_entry_is_found_by_its_number(clock: Clock) -> None:
    model = AuditModel(clock)
    model.show_entries((replace(ENTRY, number=9), ENTRY))
    assert (model.row_of(7), model.row_of(8)) == (1, None)
    assert model.entry(1) == ENTRY


def test_times_are_told_anew_in_another_zone(qtbot: QtBot, clock: Clock) -> None:
    model = AuditModel(clock)
    with qtbot.assertNotEmitted(model.dataChanged):
        clock.show_in(utc=False)
    model.show_entries((ENTRY,))
    with qtbot.waitSignal(model.dataChanged) as told:
        clock.show_in(utc=True)
    assert told.args[0].column() == Column.WHEN
