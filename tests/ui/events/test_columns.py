"""The columns of the list of events: arranged until the person does, remembered, put back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QByteArray, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from leftfold.ui.clock import Clock
from leftfold.ui.events.cells import Column
from leftfold.ui.events.columns import Columns
from leftfold.ui.events.model import EventsModel
from leftfold.ui.events.table import EventsTable
from leftfold.ui.tasks import Tasks
from leftfold.ui.theme.themes import Themes
from tests.ui.finding import the


@pytest.fixture
def table(qtbot: QtBot, themes: Themes, tasks: Tasks, clock: Clock) -> EventsTable:
    table = EventsTable(themes)
    qtbot.addWidget(table)
    table.setModel(EventsModel(tasks, clock, table))
    return table


@pytest.fixture
def columns(qtbot: QtBot, table: EventsTable) -> Columns:
    columns = Columns(table)
    table.resize(900, 300)
    table.show()
    qtbot.waitExposed(table)
    return columns


def shown(table: EventsTable) -> list[Column]:
    header = table.horizontalHeader()
    order = [Column(header.logicalIndex(place)) for place in range(header.count())]
    return [column for column in order if not header.isSectionHidden(column)]


def actions(columns: Columns) -> dict[str, QAction]:
    return {action.text(): action for action in columns.menu().actions() if action.text()}


def test_at_first_sentence_and_changes_share_what_the_others_leave(table: EventsTable, columns: Columns) -> None:
    assert columns.parent() is table
    assert shown(table) == [Column.VERSION, Column.TIME, Column.SENTENCE, Column.CHANGES]
    assert abs(table.columnWidth(Column.SENTENCE) - table.columnWidth(Column.CHANGES)) < 20
    before = table.columnWidth(Column.SENTENCE)
    table.resize(1_200, 300)
    assert table.columnWidth(Column.SENTENCE) > before + 100


def test_what_the_person_made_wide_stays_so(table: EventsTable, columns: Columns) -> None:
    table.horizontalHeader().resizeSection(Column.SENTENCE, 321)
    table.resize(1_200, 300)
    assert table.columnWidth(Column.SENTENCE) == 321
    columns.reset()
    assert table.columnWidth(Column.SENTENCE) != 321


def test_a_projection_shows_whose_events_they_are(table: EventsTable, columns: Columns) -> None:
    columns.show_projection(on=True)
    assert Column.SOURCE in shown(table)
    columns.reset()
    assert Column.SOURCE in shown(table)
    columns.show_projection(on=False)
    assert Column.SOURCE not in shown(table)


def test_columns_are_chosen_from_a_menu_but_never_the_sentence(table: EventsTable, columns: Columns) -> None:
    offered = actions(columns)
    assert list(offered) == ["Version", "Time (UTC)", "What changed", "Event type", "Put the columns back"]
    assert [offered[name].isChecked() for name in ("Version", "Event type")] == [True, False]
    offered["Event type"].trigger()
    offered["Version"].trigger()
    assert shown(table) == [Column.TIME, Column.SENTENCE, Column.TYPE, Column.CHANGES]
    actions(columns)["Put the columns back"].trigger()
    assert shown(table) == [Column.VERSION, Column.TIME, Column.SENTENCE, Column.CHANGES]


def test_the_menu_opens_at_the_header(qtbot: QtBot, table: EventsTable, columns: Columns) -> None:
    assert columns.parent() is table
    table.horizontalHeader().customContextMenuRequested.emit(QPoint(5, 5))
    menu = the(QMenu, table)
    with qtbot.waitSignal(menu.destroyed):
        menu.close()


def test_order_width_and_choice_are_remembered(table: EventsTable, columns: Columns) -> None:
    header = table.horizontalHeader()
    header.moveSection(header.visualIndex(Column.TIME), 0)
    actions(columns)["Event type"].trigger()
    state, arranged = columns.save(), shown(table)
    columns.reset()
    assert shown(table) != arranged
    assert columns.restore(state)
    assert shown(table) == arranged


def test_what_is_no_remembered_arrangement_changes_nothing(table: EventsTable, columns: Columns) -> None:
    arranged = shown(table)
    for state in (b"", b"1", b"1damaged", b"0" + bytes(columns.save().data())[1:]):
        assert not columns.restore(QByteArray(state))
    assert shown(table) == arranged


def test_the_sentence_cannot_be_hidden_by_a_remembered_arrangement(table: EventsTable, columns: Columns) -> None:
    table.setColumnHidden(Column.SENTENCE, True)
    state = columns.save()
    columns.reset()
    assert columns.restore(state)
    assert Column.SENTENCE in shown(table)
    header = table.model().headerData(Column.SENTENCE, Qt.Orientation.Horizontal)
    assert header == "What happened"
