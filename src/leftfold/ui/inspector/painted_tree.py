"""A tree whose rows are painted over their whole width, branches included, as the tables' rows are."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPersistentModelIndex, QRect
from PySide6.QtGui import QColor, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTreeView
from typing_extensions import override

from leftfold.ui.inspector.tree_delegate import TreeDelegate
from leftfold.ui.rows.cell import CELL, Tone
from leftfold.ui.rows.index import AnyIndex
from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes

_INDENT: Final = 16
_CHEVRON: Final = 14
_RAIL: Final = 3
_LEAST: Final = 90
"""Pixels that no column is narrower than: deep in a document, the rest is scrolled to."""


class PaintedTree(QTreeView):
    """Paints what its model gives as `Cell`s; the first column's tells what lies behind the row."""

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
        themes.changed.connect(self._repaint)

    @override
    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: AnyIndex) -> None:
        self._delegate.back = self._back(index)
        super().drawRow(painter, options, index)

    @override
    def drawBranches(self, painter: QPainter, rect: QRect, index: AnyIndex) -> None:
        if self._delegate.back is not None:
            painter.fillRect(rect, self._delegate.back)
        if self._is_current(index) and self.hasFocus():
            painter.fillRect(0, rect.top(), _RAIL, rect.height(), self._delegate.color(Tone.ACCENT))
        if self.model().hasChildren(index):
            name = "chevron-down" if self.isExpanded(index) else "chevron-right"
            left = rect.right() + 1 - (_INDENT + _CHEVRON) // 2
            top = rect.top() + (rect.height() - _CHEVRON) // 2
            icon(name, self._themes.current.muted).paint(painter, left, top, _CHEVRON, _CHEVRON)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hovered = QPersistentModelIndex(self.indexAt(event.position().toPoint()).siblingAtColumn(0))
        super().mouseMoveEvent(event)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            self._hovered = QPersistentModelIndex()
        return super().viewportEvent(event)

    def _back(self, index: AnyIndex) -> QColor | None:
        if self._is_current(index):
            return self._delegate.color(Tone.SELECTION)
        cell = index.sibling(index.row(), 0).data(CELL)
        if cell is not None and cell.back is not None:
            return self._delegate.color(cell.back)
        return self._delegate.color(Tone.HOVER) if self._hovered == index else None

    def _is_current(self, index: AnyIndex) -> bool:
        current = self.currentIndex()
        return current.isValid() and index.internalId() == current.internalId()

    def _repaint(self) -> None:
        self.viewport().update()
