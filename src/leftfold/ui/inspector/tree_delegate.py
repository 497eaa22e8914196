"""Paints the cells of a tree over the background of their row."""

from __future__ import annotations

from typing import Final, NamedTuple, cast

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView
from typing_extensions import override

from leftfold.ui.rows.cell import CELL, Cell, Run, Sign, Tone
from leftfold.ui.rows.index import AnyIndex
from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes
from leftfold.ui.theme.tokens import Theme

HEIGHT: Final = 25
"""Pixels a row: denser than a list, for a tree is read as one thing."""
_MARGIN: Final = 4
_SIGN: Final = 14
_GAP: Final = 6


class TreeDelegate(QStyledItemDelegate):
    """Paints the `Cell` that a model gives for an index."""

    def __init__(self, themes: Themes, tree: QTreeView) -> None:
        super().__init__(tree)
        self.back: QColor | None = None
        """What lies behind the row that is being painted; None for nothing."""
        self._metrics = tree.fontMetrics()
        self._colors = _colors_of(themes.current)
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

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        cell = cast("Cell | None", index.data(CELL))
        if cell is None:
            return
        rect = rect_of(option)
        if self.back is not None:
            painter.fillRect(rect, self.back)
        room = rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        if cell.mark is not None:
            self._paint_sign(painter, cell.mark, room.right() + 1 - _SIGN, room)
            room.setRight(room.right() - _SIGN - _GAP)
        if cell.sign is not None:
            self._paint_sign(painter, cell.sign, room.left(), room)
        if cell.sign is not None or cell.gutter:
            room.setLeft(room.left() + _SIGN + _GAP)
        self._paint_runs(painter, cell, room)

    def _paint_sign(self, painter: QPainter, sign: Sign, left: int, room: QRect) -> None:
        drawn = icon(sign.icon, self._colors[sign.tone].name())
        drawn.paint(painter, left, room.top() + (room.height() - _SIGN) // 2, _SIGN, _SIGN)

    def _paint_runs(self, painter: QPainter, cell: Cell, room: QRect) -> None:
        metrics = painter.fontMetrics()
        left, end = room.left(), room.left() + room.width()
        for run in cell.runs:
            if left >= end:
                return
            text = run.text
            width = metrics.horizontalAdvance(text)
            if width > end - left:
                text = metrics.elidedText(text, cell.elide, end - left)
                width = end - left
            self._paint_run(painter, run, text, QRect(left, room.top(), width, room.height()))
            left += width

    def _paint_run(self, painter: QPainter, run: Run, text: str, room: QRect) -> None:
        metrics = painter.fontMetrics()
        baseline = room.top() + (room.height() + metrics.ascent() - metrics.descent()) // 2
        width = min(room.width(), metrics.horizontalAdvance(text))
        if run.back is not None:
            painter.fillRect(room.left(), baseline - metrics.ascent(), width, metrics.height(), self._colors[run.back])
        painter.setPen(self._colors[run.tone])
        painter.drawText(room.left(), baseline, text)
        if run.struck:
            middle = baseline - metrics.strikeOutPos()
            painter.drawLine(room.left(), middle, room.left() + width, middle)

    def _take(self, theme: Theme) -> None:
        self._colors = _colors_of(theme)


def rect_of(option: QStyleOptionViewItem) -> QRect:
    """The rectangle that an option asks to paint in."""
    # PySide's stubs do not tell of the fields that an option inherits.
    return cast("_Option", option).rect


class _Option(NamedTuple):
    rect: QRect


def _colors_of(theme: Theme) -> dict[Tone, QColor]:
    return {tone: QColor(str(getattr(theme, tone))) for tone in Tone}
