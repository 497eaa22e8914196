"""The chart of a report: a bar for each line, or for each group of them, with what it says under the pointer."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from leftfold.reports.drawing import Bars, number_text
from leftfold.ui.theme.themes import Themes

_LEAST: Final = (320, 170)
_HEAD, _FOOT, _SIDE = 30, 32, 52
_LINE: Final = 22
_GAP: Final = 0.15
"""Of a bar's room: how much on each side is left free."""
_LABEL: Final = 84
"""Pixels a label needs: of more labels than there is room for only some are drawn."""


class Chart(QWidget):
    """Draws bars."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._bars: Bars | None = None
        self.setMinimumSize(*_LEAST)
        self.setAccessibleName("Chart of the report")
        themes.changed.connect(self.update)

    def show_bars(self, bars: Bars | None) -> None:
        """Draw other bars, or none."""
        self._bars = bars
        said = zip(bars.labels, bars.heights, strict=True) if bars else ()
        self.setAccessibleDescription("; ".join(f"{label}: {number_text(height)}" for label, height in said))
        self.setVisible(bars is not None)
        self.update()

    def text_at(self, x: float) -> str:
        """What the bar at a place says; empty where there is none."""
        bars = self._bars
        step = self._step()
        if bars is None or not step:
            return ""
        at = int((x - _SIDE) // step)
        return f"{bars.labels[at]}: {number_text(bars.heights[at])}" if 0 <= at < len(bars.heights) else ""

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.text_at(event.pos().x()), self)
            return True
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(self._themes.current.surface))
            if self._bars is not None:
                self._paint(painter, self._bars)

    def _step(self) -> float:
        count = len(self._bars.heights) if self._bars else 0
        return max(0.0, self.width() - 2 * _SIDE) / count if count else 0.0

    def _paint(self, painter: QPainter, bars: Bars) -> None:
        theme = self._themes.current
        low, high = min(0.0, *bars.heights), max(0.0, *bars.heights)
        room, span = self.height() - _HEAD - _FOOT, (high - low) or 1.0
        zero = _HEAD + high / span * room
        painter.setPen(QColor(theme.text))
        painter.drawText(QRectF(_SIDE, 4, self.width() - 2 * _SIDE, _HEAD - 8), _MIDDLE_LEFT, bars.title)
        painter.setPen(QColor(theme.muted))
        for number in {low, 0.0, high}:
            y = zero - number / span * room
            painter.drawText(QRectF(0, y - 10, _SIDE - 8, 20), _MIDDLE_RIGHT, number_text(number))
        for at, height in enumerate(bars.heights):
            painter.fillRect(self._bar(at, height / span * room, zero), QColor(theme.tracks[0]))
        painter.setPen(QColor(theme.border))
        painter.drawLine(_SIDE, round(zero), self.width() - _SIDE, round(zero))
        self._paint_labels(painter, bars)

    def _bar(self, at: int, tall: float, zero: float) -> QRectF:
        step = self._step()
        top = zero - tall if tall >= 0 else zero
        return QRectF(_SIDE + (at + _GAP) * step, top, step * (1 - 2 * _GAP), abs(tall))

    def _paint_labels(self, painter: QPainter, bars: Bars) -> None:
        painter.setPen(QColor(self._themes.current.muted))
        step = self._step()
        every = max(1, -(-_LABEL // max(1, int(step))))
        for at in range(0, len(bars.labels), every):
            width = step * every
            place = QRectF(_SIDE + (at + 0.5) * step - width / 2, self.height() - _LINE, width, _LINE)
            cut = painter.fontMetrics().elidedText(bars.labels[at], Qt.TextElideMode.ElideRight, int(width) - 4)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, cut)


_MIDDLE_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MIDDLE_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
