"""Paints the cells of a table, their row's background included."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, NamedTuple, Protocol, cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView
from typing_extensions import override

from leftfold.ui.rows.cell import Cell, Run, Sign, Tone
from leftfold.ui.rows.colors import colors_of
from leftfold.ui.rows.index import AnyIndex
from leftfold.ui.rows.widths import Widths
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
_CUT: Final = "…"
"""What stands for text that there is no room for."""
_INWARD: Final = 2
"""Pixels by which two lines move towards each other."""


class RowDelegate(QStyledItemDelegate):
    """Paints the cells of a `CellSource`, row by row."""

    def __init__(self, themes: Themes, table: QTableView, height: int) -> None:
        super().__init__(table)
        self.height = height
        self.hovered = -1
        """The row under the pointer."""
        self._table = table
        self._colors = colors_of(themes.current)
        self._widths = Widths()
        themes.changed.connect(self._take)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(0, self.height)

    def paint_row(self, painter: QPainter, row: int, top: int, columns: Iterable[Place], *, selected: bool) -> None:
        """Paint the cells of a row in the columns at these places."""
        # Asked without an index: to make one takes longer than to give the cell.
        model, ink = cast("CellSource", self._table.model()), _ink_of(painter)
        stands_out = selected or row == self.hovered
        for place in columns:
            cell, room = model.cell(row, place.column), _Room(place.left, top, place.width, self.height)
            if stands_out or cell.back is not None or cell.rail is not None or cell.ruled:
                self._paint_back(painter, room, cell, _Standing(row, place.first, selected))
            self._paint_content(ink, room, cell)

    def _paint_back(self, painter: QPainter, room: _Room, cell: Cell, standing: _Standing) -> None:
        back = cell.back
        if standing.selected:
            back = Tone.SELECTION
        elif back is None and standing.row == self.hovered:
            back = Tone.HOVER
        if back is not None:
            painter.fillRect(*room, self._colors[back])
        if cell.ruled:
            painter.fillRect(room.left, room.top + room.height - 1, room.width, 1, self._colors[Tone.BORDER])
        rail = Tone.ACCENT if standing.selected and self._table.hasFocus() else cell.rail
        if standing.first and rail is not None:
            painter.fillRect(room.left, room.top, _RAIL, room.height, self._colors[rail])

    def _paint_content(self, ink: _Ink, room: _Room, cell: Cell) -> None:
        left, end = room.left + MARGIN, room.left + room.width - MARGIN
        if cell.sign is not None:
            self._paint_sign(ink.painter, cell.sign, left, room)
        if cell.sign is not None or cell.gutter:
            left += _SIGN + _GAP
        if cell.mark is not None:
            self._paint_sign(ink.painter, cell.mark, end - 1 - _SIGN, room)
            end -= _SIGN + _GAP
        if cell.tail is not None:
            end = self._paint_tail(ink, cell, _Room(left, room.top, end - left, room.height))
        if cell.right:
            left = max(left, end - 1 - sum(self._widths.of(run.text, ink.metrics) for run in cell.runs))
        width, height = end - left, room.height
        if not cell.below:
            self._paint_runs(ink, cell.runs, _Room(left, room.top, width, height), cell.elide)
            return
        half = height // 2
        self._paint_runs(ink, cell.runs, _Room(left, room.top + _INWARD, width, half), cell.elide)
        font = ink.painter.font()
        ink.painter.setFont(_smaller(font))
        self._paint_runs(
            _ink_of(ink.painter), cell.below, _Room(left, room.top + half - _INWARD, width, height - half), cell.elide
        )
        ink.painter.setFont(font)

    def _paint_tail(self, ink: _Ink, cell: Cell, room: _Room) -> int:
        """Paint what is kept at the right edge; gives where the rest of the cell ends."""
        tail, end = cell.tail, room.left + room.width
        if tail is None:
            return end
        needed = sum(self._widths.of(run.text, ink.metrics) for run in cell.runs) + _GAP
        width = self._widths.of(tail.text, ink.metrics)
        text = tail.text if needed + width <= room.width else tail.short
        width = self._widths.of(text, ink.metrics)
        self._paint_run(ink, Run(text, tail.tone), (end - width, room.top + (room.height + ink.rise) // 2))
        return end - width - _GAP

    def _paint_sign(self, painter: QPainter, sign: Sign, left: int, room: _Room) -> None:
        drawn = icon(sign.icon, self._colors[sign.tone].name())
        drawn.paint(painter, left, room.top + (room.height - _SIGN) // 2, _SIGN, _SIGN)

    def _paint_runs(self, ink: _Ink, runs: tuple[Run, ...], room: _Room, elide: Qt.TextElideMode) -> None:
        if not runs:
            return
        left, baseline = room.left, room.top + (room.height + ink.rise) // 2
        for run, width in self._fitted(ink.metrics, runs, room.width, elide):
            self._paint_run(ink, run, (left, baseline))
            left += width

    def _fitted(
        self, metrics: QFontMetrics, runs: tuple[Run, ...], room: int, elide: Qt.TextElideMode
    ) -> list[tuple[Run, int]]:
        """The runs that there is room for with their widths, the last of them cut visibly where there is more."""
        fitted: list[tuple[Run, int]] = []
        for run in runs:
            width = self._widths.of(run.text, metrics)
            if width > room:
                last, text, least = run, run.text, self._widths.of(_CUT, metrics)
                while fitted and room < least:
                    last, width = fitted.pop()
                    text, room = last.text + text, room + width
                return [*fitted, (replace(last, text=metrics.elidedText(text, elide, room)), room)]
            fitted.append((run, width))
            room -= width
        return fitted

    def _paint_run(self, ink: _Ink, run: Run, at: tuple[int, int]) -> None:
        left, baseline = at
        painter, metrics, text = ink.painter, ink.metrics, run.text
        if run.back is not None:
            top, width = baseline - metrics.ascent(), metrics.horizontalAdvance(text)
            painter.fillRect(left, top, width, metrics.height(), self._colors[run.back])
        painter.setPen(self._colors[run.tone])
        painter.drawText(left, baseline, text)
        if run.struck:
            middle = baseline - metrics.strikeOutPos()
            painter.drawLine(left, middle, left + metrics.horizontalAdvance(text), middle)

    def _take(self, theme: Theme) -> None:
        self._colors = colors_of(theme)


class CellSource(Protocol):
    """A model that gives the cells of its rows."""

    def cell(self, row: int, column: int, /) -> Cell:
        """What is painted in a column of a row."""


class Place(NamedTuple):
    """Where the cells of a column are painted."""

    column: int
    left: int
    width: int
    first: bool
    """Whether they are the leftmost of their rows."""


class _Room(NamedTuple):
    left: int
    top: int
    width: int
    height: int


class _Ink(NamedTuple):
    painter: QPainter
    metrics: QFontMetrics
    rise: int
    """By how many pixels more its letters reach above their baseline than below."""


class _Standing(NamedTuple):
    row: int
    first: bool
    selected: bool


def is_on_mark(cell: Cell, left: int, width: int, x: int) -> bool:
    """Whether a point, so far from the left of a table, is on the sign at the right edge of a cell."""
    return cell.mark is not None and 0 <= left + width - x - MARGIN // 2 <= _SIGN + MARGIN


def width_of(font: QFont, text: str) -> int:
    """Pixels that a column needs for a text."""
    return QFontMetrics(font).horizontalAdvance(text) + 2 * MARGIN + 1


def _ink_of(painter: QPainter) -> _Ink:
    metrics = painter.fontMetrics()
    return _Ink(painter, metrics, metrics.ascent() - metrics.descent())


def _smaller(font: QFont) -> QFont:
    smaller = QFont(font)
    smaller.setPixelSize(max(1, font.pixelSize() - 1))
    return smaller
