"""A table of uniform rows, one of them current; it tells apart who moved: the person, or the program."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView
from typing_extensions import override

from leftfold.ui.rows.covering import cover
from leftfold.ui.rows.delegate import HEIGHT, Place, RowDelegate
from leftfold.ui.rows.index import AnyIndex
from leftfold.ui.theme.themes import Themes

_NEAR = 3
"""Rows beyond the edge that are scrolled to without a jump: what a step or a held arrow key passes over."""


class RowTable(QTableView):
    """Shows a model that is a `CellSource`."""

    chosen = Signal(int)
    """The row that the person moved to."""
    typed = Signal(str)
    """Text that was typed in the list, where a search is meant."""
    copy_asked = Signal()
    """The person pressed the key that copies, while a row was current."""

    def __init__(self, themes: Themes, name: str, *, height: int = HEIGHT) -> None:
        super().__init__()
        self._themes = themes
        self._delegate = RowDelegate(themes, self, height)
        self._by_person = False
        self.setAccessibleName(name)
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        cover(self)
        self._set_headers(height)
        themes.changed.connect(self._repaint)

    def follow(self, row: int | None, *, reveal: bool = True) -> None:
        """Make a row current without the person having moved, and bring it into view; None for no row."""
        if row is None:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
            return
        bar = self.verticalScrollBar()
        place, current = bar.value(), self.currentIndex()
        index = self.model().index(row, current.column() if current.isValid() else 0)
        if reveal and not self._is_near(row):
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        if index != current:
            self.setCurrentIndex(index)
        if not reveal:
            bar.setValue(place)

    def visible_rows(self) -> tuple[int, int] | None:
        """The first and the last row in view; None where there is none."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        if first < 0:
            return None
        return first, (self.model().rowCount() - 1 if last < 0 else last)

    @override
    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        if self._by_person and current.isValid() and current.row() != previous.row():
            self.chosen.emit(current.row())

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        was_none = not self.currentIndex().isValid()
        super().focusInEvent(event)
        if was_none:
            # Qt makes the first row current; here the person has still to move to it.
            self.setCurrentIndex(QModelIndex())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            # They step through time everywhere in the window; a row has no cells to go to.
            event.ignore()
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            # Qt would copy the text of one cell, which nobody can see is the current one.
            if self.currentIndex().isValid():
                self.copy_asked.emit()
            return
        self._as_person(lambda: super(RowTable, self).keyPressEvent(event))

    @override
    def selectionCommand(self, index: AnyIndex, event: QEvent | None = None) -> QItemSelectionModel.SelectionFlag:
        # The current row is the one that is marked, whatever keys are held beside the click.
        flag = QItemSelectionModel.SelectionFlag
        return flag.ClearAndSelect | flag.Rows if index.isValid() else flag.NoUpdate

    @override
    def keyboardSearch(self, search: str) -> None:
        # Qt would ask each row of the model for its text.
        self.typed.emit(search)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._as_person(lambda: super(RowTable, self).mousePressEvent(event))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.rowAt(event.position().toPoint().y()))
        self._as_person(lambda: super(RowTable, self).mouseMoveEvent(event))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        # Cell by cell, Qt would ask about each of them more than its painting takes.
        seen, region = event.rect(), event.region()
        columns, marked = self._places(seen), {index.row() for index in self.selectionModel().selectedRows()}
        first, last = max(0, self.rowAt(seen.top())), self.rowAt(seen.bottom())
        start, height = self.rowViewportPosition(first), self._delegate.height
        with QPainter(self.viewport()) as painter:
            painter.fillRect(seen, QColor(self._themes.current.surface))
            for row in range(first, (self.model().rowCount() - 1 if last < 0 else last) + 1):
                top = start + (row - first) * height
                if region.intersects(QRect(seen.left(), top, seen.width(), height)):
                    self._delegate.paint_row(painter, row, top, columns, selected=row in marked)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        current = self.visualRect(self.currentIndex())
        was_seen = current.isValid() and current.bottom() >= 0 and current.top() < event.oldSize().height()
        super().resizeEvent(event)
        if was_seen:
            self.scrollTo(self.currentIndex())

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _as_person(self, act: Callable[[], None]) -> None:
        self._by_person = True
        try:
            act()
        finally:
            self._by_person = False

    def _places(self, seen: QRect) -> list[Place]:
        """Where the columns are of which any is seen."""
        columns = self.horizontalHeader()
        return [
            Place(column, left, width, columns.visualIndex(column) == 0)
            for column in range(columns.count())
            if (width := self.columnWidth(column)) > 0
            and (left := self.columnViewportPosition(column)) <= seen.right()
            and left + width > seen.left()
        ]

    def _hover(self, row: int) -> None:
        for changed in {row, self._delegate.hovered} - {-1}:
            self.viewport().update(0, self.rowViewportPosition(changed), self.viewport().width(), self._delegate.height)
        self._delegate.hovered = row

    def _is_near(self, row: int) -> bool:
        visible = self.visible_rows()
        return visible is None or visible[0] - _NEAR <= row <= visible[1] + _NEAR

    def _repaint(self) -> None:
        self.viewport().update()

    def _set_headers(self, height: int) -> None:
        self.setHorizontalHeader(_Titles())
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(height)
        rows.setDefaultSectionSize(height)
        columns.setSectionsClickable(True)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setMinimumSectionSize(36)


class _Titles(QHeaderView):
    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Nothing: they show nothing of what is selected, and by itself Qt would paint them anew."""
