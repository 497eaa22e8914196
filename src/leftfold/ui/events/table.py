"""The table of events: its cursor follows the selection, however fast that moves."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from typing_extensions import override

from leftfold.ui.events.cells import Column
from leftfold.ui.rows.cell import CELL, Cell
from leftfold.ui.rows.delegate import is_on_mark
from leftfold.ui.rows.table import RowTable
from leftfold.ui.theme.themes import Themes

_FRAME: Final = 16
"""Milliseconds between two moves of the cursor: more of them are not seen."""


class EventsTable(RowTable):
    """A table of events."""

    start_asked = Signal()
    """The person moved up from the first row."""
    delete_asked = Signal()
    """The person pressed the key that soft-deletes."""
    menu_asked = Signal(QPoint)
    """The person asked for a menu of the current row, at a point of the screen."""
    view_changed = Signal()
    """Other rows may be in view."""
    mark_pressed = Signal(int)
    """The person pressed the sign at the right edge of what happened in this row."""
    resized = Signal()
    """There is more or less room for the columns."""

    def __init__(self, themes: Themes) -> None:
        super().__init__(themes, "Events")
        self._wanted: int | None = None
        self._behind = False
        self._frame = QTimer(self, singleShot=True, interval=_FRAME)
        self._frame.timeout.connect(self._catch_up)
        self.verticalScrollBar().valueChanged.connect(self.view_changed)

    def follow_soon(self, row: int | None) -> None:
        """Make a row current, at once or with the next frame; of several rows in a frame only the last."""
        self._wanted, self._behind = row, True
        if not self._frame.isActive():
            self._catch_up()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._catch_up()
        match event.key():
            case Qt.Key.Key_Delete:
                self.delete_asked.emit()
            case Qt.Key.Key_Up if self.currentIndex().row() == 0:
                self.start_asked.emit()
            case _:
                super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        at, column = event.position().toPoint(), Column.SENTENCE
        row, model = self.rowAt(at.y()), self.model()
        if event.button() is not Qt.MouseButton.LeftButton or row < 0:
            return
        cell: Cell | None = model.data(model.index(row, column), CELL)
        left = self.columnViewportPosition(column)
        if cell is not None and is_on_mark(cell, left, self.columnWidth(column), at.x()):
            self.mark_pressed.emit(row)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        current = self.currentIndex()
        if not current.isValid():
            return
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        if by_key:
            self.scrollTo(current)
        below = self.viewport().mapToGlobal(self.visualRect(current).bottomLeft())
        self.menu_asked.emit(below if by_key else event.globalPos())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()
        self.view_changed.emit()

    def _catch_up(self) -> None:
        if self._behind:
            self._behind = False
            self.follow(self._wanted)
            self._frame.start()
