"""Paints the cells of a tree."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView
from typing_extensions import override

from leftfold.ui.rows.cell import CELL, Cell, Sign, Tone
from leftfold.ui.rows.colors import colors_of
from leftfold.ui.rows.index import AnyIndex
from leftfold.ui.rows.widths import Widths
from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes
from leftfold.ui.theme.tokens import Theme

HEIGHT: Final = 25
"""Pixels a row: denser than a list, for a tree is read as one thing."""
_MARGIN: Final = 4
_SIGN: Final = 14
_GAP: Final = 6


class TreeDelegate(QStyledItemDelegate):
    """Paints cells of a tree, and tells how much room they need."""

    def __init__(self, themes: Themes, tree: QTreeView) -> None:
        super().__init__(tree)
        self._metrics = tree.fontMetrics()
        self._widths = Widths()
        self._colors = colors_of(themes.current)
        themes.changed.connect(self._take)

    def color(self, tone: Tone) -> QColor:
        """A tone in the theme that is in use."""
        return self._colors[tone]

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        cell = cast("Cell | None", index.data(CELL))
        if cell is None:
            return QSize(0, HEIGHT)
        signs = bool(cell.sign is not None or cell.gutter) + (cell.mark is not None)
        return QSize(2 * _MARGIN + signs * (_SIGN + _GAP) + self._metrics.horizontalAdvance(cell.text) + 1, HEIGHT)

    def paint_cell(self, painter: QPainter, cell: Cell, rect: QRect) -> None:
        """Paint a cell in its rectangle."""
        left, end = rect.left() + _MARGIN, rect.left() + rect.width() - _MARGIN
        if cell.mark is not None:
            self._paint_sign(painter, cell.mark, end - _SIGN, rect)
            end -= _SIGN + _GAP
        if cell.sign is not None:
            self._paint_sign(painter, cell.sign, left, rect)
        if cell.sign is not None or cell.gutter:
            left += _SIGN + _GAP
        self._paint_runs(painter, cell, QRect(left, rect.top(), end - left, rect.height()))

    def _paint_sign(self, painter: QPainter, sign: Sign, left: int, rect: QRect) -> None:
        drawn = icon(sign.icon, self._colors[sign.tone].name())
        drawn.paint(painter, left, rect.top() + (rect.height() - _SIGN) // 2, _SIGN, _SIGN)

    def _paint_runs(self, painter: QPainter, cell: Cell, room: QRect) -> None:
        metrics = painter.fontMetrics()
        left, end = room.left(), room.left() + room.width()
        baseline = room.top() + (room.height() + metrics.ascent() - metrics.descent()) // 2
        for run in cell.runs:
            if left >= end:
                return
            text = run.text
            width = self._widths.of(text, metrics)
            if width > end - left:
                text = metrics.elidedText(text, cell.elide, end - left)
                width = min(end - left, metrics.horizontalAdvance(text))
            if run.back is not None:
                top = baseline - metrics.ascent()
                painter.fillRect(left, top, width, metrics.height(), self._colors[run.back])
            painter.setPen(self._colors[run.tone])
            painter.drawText(left, baseline, text)
            if run.struck:
                middle = baseline - metrics.strikeOutPos()
                painter.drawLine(left, middle, left + width, middle)
            left += width

    def _take(self, theme: Theme) -> None:
        self._colors = colors_of(theme)
