"""The table of events: its cursor follows however fast it moves, and its keys say what they ask for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leftfold.ui.events.table import EventsTable
from leftfold.ui.rows.cell import Cell, Run
from leftfold.ui.rows.delegate import HEIGHT
from leftfold.ui.theme.themes import Themes
from tests.ui.rows.cells_model import CellsModel


@pytest.fixture
def table(qtbot: QtBot, themes: Themes) -> EventsTable:
    table = EventsTable(themes)
    qtbot.addWidget(table)
    model = CellsModel([Cell(runs=(Run("one"),))], 1_000)
    model.setParent(table)
    table.setModel(model)
    table.resize(300, 10 * HEIGHT)
    table.show()
    qtbot.waitExposed(table)
    return table


def test_of_many_moves_in_a_frame_the_first_is_made_at_once_and_the_last_with_the_next(
    qtbot: QtBot, table: EventsTable
) -> None:
    moves = QSignalSpy(table.selectionModel().currentChanged)
    for row in range(500):
        table.follow_soon(row)
    assert table.currentIndex().row() == 0
    qtbot.waitUntil(lambda: table.currentIndex().row() == 499)
    assert moves.count() == 2


def test_a_key_counts_from_where_the_cursor_really_is(qtbot: QtBot, table: EventsTable) -> None:
    for row in (1, 2, 300):
        table.follow_soon(row)
    with qtbot.waitSignal(table.chosen) as chosen:
        QTest.keyClick(table, Qt.Key.Key_Down)
    assert chosen.args == [301]


def test_up_from_the_first_row_asks_for_the_start(qtbot: QtBot, table: EventsTable) -> None:
    table.follow_soon(0)
    with qtbot.waitSignal(table.start_asked):
        QTest.keyClick(table, Qt.Key.Key_Up)


def test_the_key_that_deletes_asks_to(qtbot: QtBot, table: EventsTable) -> None:
    with qtbot.waitSignal(table.delete_asked):
        QTest.keyClick(table, Qt.Key.Key_Delete)


def test_a_menu_is_asked_for_at_the_pointer_or_under_the_current_row(qtbot: QtBot, table: EventsTable) -> None:
    at = QPoint(33, 44)
    by_mouse = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), at)
    by_key = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), at)
    with qtbot.assertNotEmitted(table.menu_asked):
        QApplication.sendEvent(table.viewport(), by_key)
    table.follow_soon(2)
    with qtbot.waitSignal(table.menu_asked) as asked:
        QApplication.sendEvent(table.viewport(), by_mouse)
    assert asked.args == [at]
    with qtbot.waitSignal(table.menu_asked) as asked:
        QApplication.sendEvent(table.viewport(), by_key)
    assert asked.args == [_below_current(table)]


def test_a_menu_asked_for_by_key_is_where_it_is_seen(qtbot: QtBot, table: EventsTable) -> None:
    table.follow_soon(2)
    table.scrollToBottom()
    by_key = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(33, 44))
    with qtbot.waitSignal(table.menu_asked) as asked:
        QApplication.sendEvent(table.viewport(), by_key)
    assert asked.args == [_below_current(table)]
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()))


def test_scrolling_and_resizing_tell_of_other_rows_in_view(qtbot: QtBot, table: EventsTable) -> None:
    with qtbot.waitSignal(table.view_changed):
        table.scrollToBottom()
    with qtbot.waitSignals([table.resized, table.view_changed]):
        table.resize(300, 20 * HEIGHT)


def _below_current(table: EventsTable) -> QPoint:
    return table.viewport().mapToGlobal(table.visualRect(table.currentIndex()).bottomLeft())
