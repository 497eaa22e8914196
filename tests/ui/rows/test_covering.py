"""Where rows are painted anew, nothing behind the list is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from leftfold.ui.rows.cell import Cell, Run
from leftfold.ui.rows.table import RowTable
from leftfold.ui.theme.themes import Themes
from tests.ui.rows.cells_model import CellsModel


class Painted(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.times = 0
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.times += isinstance(event, QPaintEvent)
        return False


def test_what_lies_behind_rows_and_scroll_bar_is_not_painted_with_them(qtbot: QtBot, themes: Themes) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    table = RowTable(themes, "Rows")
    model = CellsModel([Cell(runs=(Run("text"),))], 1_000)
    model.setParent(table)
    table.setModel(model)
    QVBoxLayout(window).addWidget(table)
    window.resize(300, 200)
    window.show()
    table.follow(10)
    assert QTest.qWaitForWindowExposed(window)
    QApplication.processEvents()
    behind, rows = Painted(window), Painted(table.viewport())
    table.follow(500)
    qtbot.waitUntil(lambda: rows.times > 0)
    assert behind.times == 0
