"""The ruler: labelled ticks, the day or year they belong to, and how long the folded stretches are."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from leftfold.ui.timeline.drawing.backdrop import folds_in
from leftfold.ui.timeline.drawing.frame import Frame, small
from leftfold.ui.timeline.rows import GUTTER, RULER
from leftfold.ui.timeline.ticks import length_text

_CONTEXT: Final = 13.0
"""The baseline of the upper line of text."""
_LABEL: Final = 27.0
_TICK: Final = 5.0
_AIR: Final = 6.0
"""Points between two texts."""


def draw_ruler(painter: QPainter, frame: Frame, place: QRectF) -> None:
    """Draw the ruler."""
    painter.fillRect(place, QColor(frame.theme.surface))
    painter.setFont(small(painter.font()))
    metrics = QFontMetricsF(painter.font())
    painter.setClipRect(QRectF(GUTTER, 0, place.right() - GUTTER, RULER))
    taken = _draw_ticks(painter, frame, metrics)
    _draw_contexts(painter, frame, metrics)
    _draw_folds(painter, frame, metrics, taken)
    painter.setClipping(False)
    painter.setPen(QColor(frame.theme.border))
    painter.drawLine(QLineF(0, RULER - 0.5, place.right(), RULER - 0.5))


def _draw_ticks(painter: QPainter, frame: Frame, metrics: QFontMetricsF) -> list[QRectF]:
    taken = []
    for tick in frame.ticks:
        point = round(frame.projection.point_of(tick.position)) + 0.5
        painter.setPen(QColor(frame.theme.border))
        painter.drawLine(QLineF(point, RULER - _TICK, point, RULER))
        wide = metrics.horizontalAdvance(tick.label)
        left = max(GUTTER + 2.0, point - wide / 2)
        painter.setPen(QColor(frame.theme.muted))
        painter.drawText(QPointF(left, _LABEL), tick.label)
        taken.append(QRectF(left - _AIR, 0, wide + 2 * _AIR, RULER))
    return taken


def _draw_contexts(painter: QPainter, frame: Frame, metrics: QFontMetricsF) -> None:
    """The first of each run of ticks with one context has it above; the first run's sticks to the left edge."""
    firsts = [tick for before, tick in pairwise((None, *frame.ticks)) if tick and tick.context]
    firsts = [
        tick
        for before, tick in pairwise((None, *firsts))
        if tick is not None and (before is None or before.context != tick.context)
    ]
    painter.setPen(QColor(frame.theme.text))
    free = GUTTER + 2.0
    for place, tick in enumerate(firsts):
        wide = metrics.horizontalAdvance(tick.context)
        left = free if not place else frame.projection.point_of(tick.position)
        if left >= free:
            painter.drawText(QPointF(left, _CONTEXT), tick.context)
            free = left + wide + 2 * _AIR


def _draw_folds(painter: QPainter, frame: Frame, metrics: QFontMetricsF, taken: list[QRectF]) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for left, right, idle in folds_in(frame):
        middle = (left + right) / 2
        _draw_break(painter, frame, middle)
        text = length_text(idle)
        wide = metrics.horizontalAdvance(text)
        label = QRectF(middle - wide / 2, 0, wide, RULER)
        if not any(label.intersects(other) for other in taken):
            painter.setPen(QColor(frame.theme.muted))
            painter.drawText(QPointF(label.left(), _LABEL), text)
            taken.append(label.adjusted(-_AIR, 0, _AIR, 0))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _draw_break(painter: QPainter, frame: Frame, middle: float) -> None:
    """Two slanted strokes through the ruler's line, as an axis is broken on paper."""
    painter.setPen(QPen(QColor(frame.theme.muted), 1.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for shift in (-1.5, 1.5):
        painter.drawLine(QPointF(middle + shift - 1.5, RULER - 0.5), QPointF(middle + shift + 1.5, RULER - 7))
