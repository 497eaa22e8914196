"""Paints the cells of a table, their row's background included."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, NamedTuple, cast

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView
from typing_extensions import override

from leftfold.ui.rows.cell import CELL, Cell, Run, Sign, Tone
from leftfold.ui.rows.index import AnyIndex
from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes
from leftfold.ui.theme.tokens import Theme

HEIGHT: Final = 27
"""Pixels a row of one line: dense enough for a long list, and a target that is hit without aiming."""
TALL: Final = 42
"""Pixels a row of two lines."""
MARGIN: Final = 8
"""Pixels between a cell's edge and its text."""
_SIGN: Final = 15
_GAP: Final = 6
_RAIL: Final = 3
_MOST_WIDTHS: Final = 4_000
"""Texts whose width is remembered: those of a dozen screens."""
_CUT: Final = "…"
"""What stands for text that there is no room for."""
_INWARD: Final = 2
"""Pixels by which two lines move towards each other."""


class RowDelegate(QStyledItemDelegate):
    """Paints the `Cell` that a model gives for an index."""

    def __init__(self, themes: Themes, table: QTableView, height: int) -> None:
        super().__init__(table)
        self.height = height
        self.hovered = -1
        """The row under the pointer."""
        self._table = table
        self._colors = _colors_of(themes.current)
        self._widths: dict[tuple[int, str], int] = {}
        themes.changed.connect(self._take)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(0, self.height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        # Asked of the model itself: what an index hands over is wrapped and unwrapped on its way.
        cell = cast("Cell | None", self._table.model().data(index, CELL))
        if cell is None:
            return
        rect, state = _rect_and_state(option)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        self._paint_back(painter, rect, cell, _Place(index.row(), self._is_first(index), selected))
        self._paint_content(painter, rect, cell)

    def _is_first(self, index: AnyIndex) -> bool:
        return self._table.horizontalHeader().visualIndex(index.column()) == 0

    def _paint_back(self, painter: QPainter, rect: QRect, cell: Cell, place: _Place) -> None:
        back = cell.back
        if place.selected:
            back = Tone.SELECTION
        elif back is None and place.row == self.hovered:
            back = Tone.HOVER
        if back is not None:
            painter.fillRect(rect, self._colors[back])
        if cell.ruled:
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._colors[Tone.BORDER])
        rail = Tone.ACCENT if place.selected and self._table.hasFocus() else cell.rail
        if place.first and rail is not None:
            painter.fillRect(rect.left(), rect.top(), _RAIL, rect.height(), self._colors[rail])

    def _paint_content(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        room = rect.adjusted(MARGIN, 0, -MARGIN, 0)
        if cell.sign is not None:
            self._paint_sign(painter, cell.sign, room.left(), rect)
        if cell.sign is not None or cell.gutter:
            room.setLeft(room.left() + _SIGN + _GAP)
        if cell.mark is not None:
            self._paint_sign(painter, cell.mark, room.right() - _SIGN, rect)
            room.setRight(room.right() - _SIGN - _GAP)
        if cell.right:
            metrics = painter.fontMetrics()
            width = sum(self._width(metrics, run.text) for run in cell.runs)
            room.setLeft(max(room.left(), room.right() - width))
        if not cell.below:
            self._paint_runs(painter, cell.runs, room, cell.elide)
            return
        half = room.height() // 2
        self._paint_runs(painter, cell.runs, room.adjusted(0, _INWARD, 0, half - room.height() + _INWARD), cell.elide)
        font = painter.font()
        painter.setFont(_smaller(font))
        self._paint_runs(painter, cell.below, room.adjusted(0, half - _INWARD, 0, -_INWARD), cell.elide)
        painter.setFont(font)

    def _paint_sign(self, painter: QPainter, sign: Sign, left: int, rect: QRect) -> None:
        drawn = icon(sign.icon, self._colors[sign.tone].name())
        drawn.paint(painter, left, rect.top() + (rect.height() - _SIGN) // 2, _SIGN, _SIGN)

    def _paint_runs(self, painter: QPainter, runs: tuple[Run, ...], room: QRect, elide: Qt.TextElideMode) -> None:
        metrics = painter.fontMetrics()
        left = room.left()
        baseline = room.top() + (room.height() + metrics.ascent() - metrics.descent()) // 2
        for run in self._fitted(metrics, runs, room.width(), elide):
            self._paint_run(painter, run, (left, baseline))
            left += self._width(metrics, run.text)

    def _fitted(self, metrics: QFontMetrics, runs: tuple[Run, ...], room: int, elide: Qt.TextElideMode) -> list[Run]:
        """The runs that there is room for, the last of them cut visibly where there is more."""
        fitted: list[Run] = []
        for run in runs:
            width = self._width(metrics, run.text)
            if width > room:
                last, text, least = run, run.text, self._width(metrics, _CUT)
                while fitted and room < least:
                    last = fitted.pop()
                    text, room = last.text + text, room + self._width(metrics, last.text)
                return [*fitted, replace(last, text=metrics.elidedText(text, elide, room))]
            fitted.append(run)
            room -= width
        return fitted

    def _paint_run(self, painter: QPainter, run: Run, at: tuple[int, int]) -> None:
        left, baseline = at
        text, metrics = run.text, painter.fontMetrics()
        if run.back is not None:
            top, width = baseline - metrics.ascent(), metrics.horizontalAdvance(text)
            painter.fillRect(left, top, width, metrics.height(), self._colors[run.back])
        painter.setPen(self._colors[run.tone])
        painter.drawText(left, baseline, text)
        if run.struck:
            middle = baseline - metrics.strikeOutPos()
            painter.drawLine(left, middle, left + metrics.horizontalAdvance(text), middle)

    def _width(self, metrics: QFontMetrics, text: str) -> int:
        """The text's width, remembered: measuring it takes half as long as drawing it."""
        key = metrics.height(), text
        width = self._widths.get(key)
        if width is None:
            if len(self._widths) >= _MOST_WIDTHS:
                self._widths.clear()
            width = self._widths[key] = metrics.horizontalAdvance(text)
        return width

    def _take(self, theme: Theme) -> None:
        self._colors = _colors_of(theme)


class _Place(NamedTuple):
    row: int
    first: bool
    """Whether the cell is the leftmost of its row."""
    selected: bool


def width_of(font: QFont, text: str) -> int:
    """Pixels that a column needs for a text."""
    return QFontMetrics(font).horizontalAdvance(text) + 2 * MARGIN + 1


def _smaller(font: QFont) -> QFont:
    smaller = QFont(font)
    smaller.setPixelSize(max(1, font.pixelSize() - 1))
    return smaller


def _colors_of(theme: Theme) -> dict[Tone, QColor]:
    return {tone: QColor(str(getattr(theme, tone))) for tone in Tone}


def _rect_and_state(option: QStyleOptionViewItem) -> tuple[QRect, QStyle.StateFlag]:
    # PySide's stubs do not tell of the fields that an option inherits.
    known = cast("_Option", option)
    return known.rect, known.state


class _Option(NamedTuple):
    rect: QRect
    state: QStyle.StateFlag
