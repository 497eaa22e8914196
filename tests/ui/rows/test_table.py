"""Tables of uniform rows: who moved, what is in view, and that no row out of view is asked for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leftfold.ui.rows.cell import Cell, Run
from leftfold.ui.rows.delegate import HEIGHT
from leftfold.ui.rows.table import RowTable
from leftfold.ui.theme.themes import Mode, Themes
from tests.ui.rows.cells_model import CellsModel

MANY = 1_000_000


@pytest.fixture
def model() -> CellsModel:
    return CellsModel([Cell(runs=(Run("one"),)), Cell(runs=(Run("two"),))], MANY)


@pytest.fixture
def table(qtbot: QtBot, themes: Themes, model: CellsModel) -> RowTable:
    table = RowTable(themes, "Rows")
    qtbot.addWidget(table)
    table.setModel(model)
    table.resize(300, 10 * HEIGHT + table.horizontalHeader().sizeHint().height())
    table.show()
    qtbot.waitExposed(table)
    return table


@pytest.fixture
def moved(table: RowTable) -> list[int]:
    moved: list[int] = []
    table.chosen.connect(moved.append)
    return moved


def test_a_person_who_clicks_or_presses_keys_moves(table: RowTable, moved: list[int]) -> None:
    center = table.visualRect(table.model().index(3, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=center)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Up)
    assert moved == [3, 4, 3]


@pytest.mark.parametrize("row", [5, 6])
def test_the_current_row_is_the_marked_one_whatever_keys_are_held(table: RowTable, row: int) -> None:
    table.follow(5)
    center = table.visualRect(table.model().index(row, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, center)
    assert _marked(table) == {table.currentIndex().row()} == {row}
    QTest.keyClick(table, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert _marked(table) == {row}
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert _marked(table) == {table.currentIndex().row()} == {row + 1}


def test_a_click_below_the_last_row_moves_nothing(table: RowTable, moved: list[int]) -> None:
    few = CellsModel([Cell(runs=(Run("one"),))], 3)
    few.setParent(table)
    table.setModel(few)
    table.follow(1)
    for keys in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, keys, QPoint(20, 7 * HEIGHT))
        assert _marked(table) == {table.currentIndex().row()} == {1}
    assert moved == []


def test_copying_is_asked_for_where_a_row_is_current(qtbot: QtBot, table: RowTable) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    with qtbot.assertNotEmitted(table.copy_asked):
        QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    table.follow(5)
    with qtbot.waitSignal(table.copy_asked):
        QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == "before"


def test_the_keyboard_alone_makes_no_row_current(qtbot: QtBot, table: RowTable, moved: list[int]) -> None:
    table.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    assert not table.currentIndex().isValid()
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert moved == [0]


def test_the_program_moves_without_telling(table: RowTable, moved: list[int], model: CellsModel) -> None:
    table.follow(5)
    assert table.currentIndex().row() == 5
    model.drop_first()
    table.follow(None)
    assert not table.currentIndex().isValid()
    assert not table.selectedIndexes()
    assert moved == []


def test_a_row_far_away_is_brought_to_the_middle_and_a_near_one_into_view(table: RowTable) -> None:
    table.follow(500_000)
    seen = table.visible_rows()
    assert seen is not None
    assert 3 < 500_000 - seen[0] < 7
    table.follow(seen[1] + 1)
    after = table.visible_rows()
    assert after is not None
    assert after[0] - seen[0] <= 2
    assert after[1] >= seen[1] + 1


def test_a_row_is_followed_without_being_shown(table: RowTable) -> None:
    table.follow(500_000, reveal=False)
    assert table.currentIndex().row() == 500_000
    assert table.visible_rows() == (0, 9)


def test_a_current_row_that_was_scrolled_away_is_brought_back(table: RowTable) -> None:
    table.follow(500)
    table.verticalScrollBar().setValue(0)
    table.follow(500, reveal=False)
    assert table.visible_rows() == (0, 9)
    table.follow(500)
    seen = table.visible_rows()
    assert seen is not None
    assert seen[0] <= 500 <= seen[1]


def test_the_keyboard_coming_back_leaves_the_current_row(qtbot: QtBot, table: RowTable, moved: list[int]) -> None:
    table.follow(5)
    table.activateWindow()
    table.clearFocus()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    assert table.currentIndex().row() == 5
    assert moved == []


def test_another_theme_is_painted(table: RowTable, themes: Themes) -> None:
    light = table.viewport().grab().toImage()
    themes.choose(Mode.DARK)
    dark = table.viewport().grab().toImage()
    themes.choose(Mode.LIGHT)
    assert dark != light


def test_the_current_row_stays_in_view_where_there_is_less_room(table: RowTable) -> None:
    table.follow(8)
    table.resize(300, 5 * HEIGHT)
    seen = table.visible_rows()
    assert seen is not None
    assert seen[0] <= 8 <= seen[1]


def test_a_list_that_was_scrolled_elsewhere_stays_there_in_less_room(table: RowTable) -> None:
    table.follow(8)
    table.verticalScrollBar().setValue(500 * HEIGHT)
    table.resize(300, 5 * HEIGHT)
    seen = table.visible_rows()
    assert seen is not None
    assert seen[0] == 500


def test_of_a_million_rows_only_those_in_view_are_asked_for(table: RowTable, model: CellsModel) -> None:
    table.follow(MANY - 1)
    table.grab()
    assert len(model.asked) < 40


def test_a_letter_is_told_and_looks_at_no_row(qtbot: QtBot, table: RowTable, model: CellsModel) -> None:
    table.setFocus()
    model.asked.clear()
    with qtbot.waitSignal(table.typed) as told:
        QTest.keyClick(table, Qt.Key.Key_Q)
    assert told.args == ["q"]
    assert not model.asked


def test_sideways_keys_are_left_to_the_window(table: RowTable, moved: list[int]) -> None:
    table.follow(5)
    QTest.keyClick(table, Qt.Key.Key_Right)
    QTest.keyClick(table, Qt.Key.Key_Left)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (5, 0)
    assert moved == []


def test_without_rows_none_is_in_view(qtbot: QtBot, themes: Themes) -> None:
    table = RowTable(themes, "None")
    qtbot.addWidget(table)
    table.setModel(CellsModel([Cell()], 0))
    assert table.visible_rows() is None


def test_the_row_under_the_pointer_stands_out_until_it_leaves(table: RowTable) -> None:
    plain = table.grab().toImage()
    QTest.mouseMove(table.viewport(), QPoint(20, 4 * HEIGHT + 5))
    assert table.grab().toImage() != plain
    QApplication.sendEvent(table.viewport(), QEvent(QEvent.Type.Leave))
    QApplication.sendEvent(table, QEvent(QEvent.Type.Leave))
    assert table.grab().toImage() == plain


def _marked(table: RowTable) -> set[int]:
    return {index.row() for index in table.selectedIndexes()}
