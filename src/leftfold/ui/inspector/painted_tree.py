"""A tree whose rows are painted over their whole width, branches included, as the tables' rows are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol, cast

from PySide6.QtCore import QEvent, QPersistentModelIndex, QRect
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTreeView
from typing_extensions import override

from leftfold.ui.inspector.tree_delegate import TreeDelegate
from leftfold.ui.rows.cell import Cell, Tone
from leftfold.ui.rows.covering import cover
from leftfold.ui.rows.index import AnyIndex
from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes

_INDENT: Final = 16
_CHEVRON: Final = 14
_RAIL: Final = 3
_LEAST: Final = 90
"""Pixels that no column is narrower than: deep in a document, the rest is scrolled to."""


class TreeRow(NamedTuple):
    """A row as it is painted."""

    cells: tuple[Cell, ...]
    """By column; the first tells what lies behind the row."""
    depth: int
    """1 for the outermost rows."""
    opens: bool
    """Whether there are rows below it."""


class RowSource(Protocol):
    """A model of a tree that gives its rows."""

    def row(self, index: AnyIndex, /) -> TreeRow:
        """The row of an index."""


class PaintedTree(QTreeView):
    """Paints the rows of a `RowSource`."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._hovered = QPersistentModelIndex()
        self._delegate = TreeDelegate(themes, self)
        self.setItemDelegate(self._delegate)
        self.setUniformRowHeights(True)
        self.setIndentation(_INDENT)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.header().setStretchLastSection(True)
        self.header().setMinimumSectionSize(_LEAST)
        self.header().hide()
        cover(self)
        themes.changed.connect(self._repaint)

    @override
    def dataChanged(self, topLeft: AnyIndex, bottomRight: AnyIndex, roles: Sequence[int] = ()) -> None:
        super().dataChanged(topLeft, bottomRight, roles)
        # By itself Qt would leave the branches as they are, in the colours of another moment.
        top, bottom = self.visualRect(topLeft).top(), self.visualRect(bottomRight).bottom()
        self.viewport().update(0, top, self.viewport().width(), bottom - top + 1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), QColor(self._themes.current.surface))
        super().paintEvent(event)

    @override
    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: AnyIndex) -> None:
        # By itself Qt would ask about each cell more than its painting takes.
        row, place = cast("RowSource", self.model()).row(index), _rect_of(options)
        left, indent = self.columnViewportPosition(0), row.depth * _INDENT
        back = self._back(index, row)
        if back is not None:
            painter.fillRect(left, place.top(), self.header().length(), place.height(), self._delegate.color(back))
        if self._is_current(index) and self.hasFocus():
            painter.fillRect(0, place.top(), _RAIL, place.height(), self._delegate.color(Tone.ACCENT))
        if row.opens:
            self._paint_chevron(painter, left + indent, place, is_open=self.isExpanded(index))
        for column, cell in enumerate(row.cells):
            left, width = self.columnViewportPosition(column) + indent, self.columnWidth(column) - indent
            self._delegate.paint_cell(painter, cell, QRect(left, place.top(), width, place.height()))
            indent = 0

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hovered = QPersistentModelIndex(self.indexAt(event.position().toPoint()).siblingAtColumn(0))
        super().mouseMoveEvent(event)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            self._hovered = QPersistentModelIndex()
        return super().viewportEvent(event)

    def _paint_chevron(self, painter: QPainter, end: int, row: QRect, *, is_open: bool) -> None:
        name = "chevron-down" if is_open else "chevron-right"
        left, top = end - (_INDENT + _CHEVRON) // 2, row.top() + (row.height() - _CHEVRON) // 2
        icon(name, self._themes.current.muted).paint(painter, left, top, _CHEVRON, _CHEVRON)

    def _back(self, index: AnyIndex, row: TreeRow) -> Tone | None:
        if self._is_current(index):
            return Tone.SELECTION
        if row.cells[0].back is not None:
            return row.cells[0].back
        return Tone.HOVER if self._hovered == index else None

    def _is_current(self, index: AnyIndex) -> bool:
        current = self.currentIndex()
        return current.isValid() and index.internalId() == current.internalId()

    def _repaint(self) -> None:
        self.viewport().update()


def _rect_of(option: QStyleOptionViewItem) -> QRect:
    # PySide's stubs do not tell of the fields that an option inherits.
    return cast("_Option", option).rect


class _Option(NamedTuple):
    rect: QRect
