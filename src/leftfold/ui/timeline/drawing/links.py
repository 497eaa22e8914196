"""The arcs between compensating events and what they make up for."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from leftfold.ui.timeline.drawing.frame import Frame
from leftfold.ui.timeline.rows import RULER

DEPTH: Final = 26.0
"""Points below the ruler that the arcs reach."""
_MOST: Final = 100
"""Arcs that are drawn: of more nobody could follow one."""
_FLAT: Final = 6.0
"""Points that the shortest arc hangs down; longer ones hang lower."""
_RING: Final = 2.5
_FAR: Final = 40.0
"""Points beyond the edge to which an arc is drawn that ends farther away."""


def draw_links(painter: QPainter, frame: Frame, place: QRectF) -> None:
    """Draw an arc for each link with an end in sight: a ring at the compensating event, a bar at the other one."""
    if not len(frame.model.arcs):
        return
    edges = frame.projection.edges
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for target, source in frame.model.arcs.within(int(edges[0]) + 1, int(edges[-1]), most=_MOST):
        _draw_arc(painter, frame, _held(frame, target, place), _held(frame, source, place))


def _held(frame: Frame, ordinal: int, place: QRectF) -> float:
    """Where an event lies; of one far out of sight, that it lies beyond."""
    return min(max(frame.projection.point_at(ordinal), place.left() - _FAR), place.right() + _FAR)


def _draw_arc(painter: QPainter, frame: Frame, left: float, right: float) -> None:
    top, color = RULER + 1, QColor(frame.theme.accent)
    reach = min(DEPTH - 4, _FLAT + abs(right - left) / 12)
    arc = QPainterPath(QPointF(left, top))
    arc.cubicTo(QPointF(left, top + reach * 4 / 3), QPointF(right, top + reach * 4 / 3), QPointF(right, top))
    painter.setPen(QPen(color, 1.2, Qt.PenStyle.DashLine))
    painter.drawPath(arc)
    painter.setPen(QPen(color, 1.6))
    painter.drawLine(QPointF(left - _RING, top), QPointF(left + _RING, top))
    painter.setBrush(QColor(frame.theme.surface))
    painter.drawEllipse(QPointF(right, top + _RING), _RING, _RING)
    painter.setBrush(Qt.BrushStyle.NoBrush)
