"""The ruler: labelled ticks, the day or year they belong to, and how long the folded stretches are."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from leftfold.ui.timeline.drawing.backdrop import folds_in
from leftfold.ui.timeline.drawing.frame import Frame, flag_of, small
from leftfold.ui.timeline.rows import GUTTER, RULER
from leftfold.ui.timeline.ticks import length_text

_FOLD: Final = 12.0
"""Points between the marks of two folds, of which the longer is marked where they are nearer."""
_CONTEXT: Final = 13.0
"""The baseline of the upper line of text."""
_LABEL: Final = 27.0
_BESIDE: Final = 4.0
"""Points between a tick and its label."""
_AIR: Final = 6.0
"""Points between two texts."""


def draw_ruler(painter: QPainter, frame: Frame, place: QRectF) -> None:
    """Draw the ruler."""
    painter.fillRect(place, QColor(frame.theme.surface))
    painter.setFont(small(painter.font()))
    metrics = QFontMetricsF(painter.font())
    painter.setPen(QColor(frame.theme.muted))
    painter.drawText(QRectF(0, _LABEL - 13, GUTTER - 8, 17), Qt.AlignmentFlag.AlignRight, frame.zone or "version")
    painter.setClipRect(QRectF(GUTTER, 0, place.right() - GUTTER, RULER))
    taken = [flag_of(frame, metrics, place.right())]
    _draw_ticks(painter, frame, metrics, taken)
    _draw_contexts(painter, frame, metrics)
    _draw_folds(painter, frame, metrics, taken)
    painter.setClipping(False)
    painter.setPen(QColor(frame.theme.border))
    painter.drawLine(QLineF(0, RULER - 0.5, place.right(), RULER - 0.5))


def _draw_ticks(painter: QPainter, frame: Frame, metrics: QFontMetricsF, taken: list[QRectF]) -> None:
    right = frame.projection.left + frame.projection.width
    line, text = QColor(frame.theme.border), QColor(frame.theme.muted)
    for tick in (tick for tick in frame.ticks if tick.label):
        point = round(frame.projection.point_of(tick.position)) + 0.5
        painter.setPen(line)
        painter.drawLine(QLineF(point, _LABEL - 9, point, RULER))
        wide = metrics.horizontalAdvance(tick.label)
        fits = point + _BESIDE + wide <= right
        label = QRectF(point + _BESIDE if fits else point - _BESIDE - wide, 0, wide, RULER)
        if not any(label.intersects(other) for other in taken):
            painter.setPen(text)
            painter.drawText(QPointF(label.left(), _LABEL), tick.label)
            taken.append(label.adjusted(-_AIR, 0, _AIR, 0))


def _draw_contexts(painter: QPainter, frame: Frame, metrics: QFontMetricsF) -> None:
    """The first of each run of ticks with one context has it above."""
    painter.setPen(QColor(frame.theme.text))
    free, last = GUTTER + _BESIDE, ""
    for tick in frame.ticks:
        left = max(GUTTER, frame.projection.point_of(tick.position)) + _BESIDE
        if tick.context != last and left >= free:
            painter.drawText(QPointF(left, _CONTEXT), tick.context)
            free, last = left + metrics.horizontalAdvance(tick.context) + 2 * _AIR, tick.context


def _draw_folds(painter: QPainter, frame: Frame, metrics: QFontMetricsF, taken: list[QRectF]) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for left, right, idle in sorted(folds_in(frame, apart=_FOLD), key=lambda fold: -fold[2]):
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
