"""The marks of snapshots: small triangles that hang from the ruler, and a legend beside them."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPolygonF

from leftfold.model.index import Ints
from leftfold.ui.snapshots import Snapshots
from leftfold.ui.timeline.drawing.frame import Frame, small
from leftfold.ui.timeline.rows import GUTTER, RULER

DEPTH: Final = 6.0
"""Points below the ruler that the marks reach: up to where the rows begin."""
_HALF: Final = 4.0
_APART: Final = 10.0
"""Points between two marks, of which the first is drawn where they are nearer."""
_REACH: Final = 6.0
"""Points beside a mark that still mean it."""
_LEGEND: Final = QPointF(GUTTER - 8.0, 13.0)
"""Where the legend's text ends, above the name of what the ruler counts."""


def draw_snapshots(painter: QPainter, frame: Frame, _place: QRectF) -> None:
    """Draw a mark for each snapshot in sight that has room."""
    snapshots, projection = frame.model.snapshots, frame.projection
    if len(snapshots):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(frame.theme.muted))
        for ordinal in _in_slots(snapshots, projection.slots(_APART)):
            _draw_mark(painter, QPointF(projection.point_at(ordinal), RULER))


def draw_legend(painter: QPainter, frame: Frame, _place: QRectF) -> None:
    """Say beside the ruler what the marks mean, where there are any in the stream."""
    if len(frame.model.snapshots):
        painter.setFont(small(painter.font()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(frame.theme.muted))
        metrics, text = QFontMetricsF(painter.font()), "snapshot"
        left = _LEGEND - QPointF(metrics.horizontalAdvance(text), 0)
        _draw_mark(painter, left - QPointF(_HALF + 5, metrics.xHeight()))
        painter.setPen(QColor(frame.theme.muted))
        painter.drawText(left, text)


def snapshot_at(frame: Frame, x: float, y: float) -> int | None:
    """The ordinal of the event whose snapshot's mark is under a point; None where there is no mark."""
    if not RULER <= y < RULER + DEPTH:
        return None
    projection = frame.projection
    marked = _in_slots(frame.model.snapshots, projection.slots(_APART))
    near = min(marked, key=lambda ordinal: abs(projection.point_at(ordinal) - x), default=None)
    return None if near is None or abs(projection.point_at(near) - x) > _REACH else near


def _in_slots(snapshots: Snapshots, edges: Ints) -> list[int]:
    """The first snapshot in each slot; a slot holds the events after one edge up to the next."""
    if len(edges) < 2 or not len(snapshots):
        return []
    places = np.searchsorted(snapshots.ordinals, edges, side="right")
    found: list[int] = snapshots.ordinals[places[:-1][places[1:] > places[:-1]]].tolist()
    return found


def _draw_mark(painter: QPainter, top: QPointF) -> None:
    corners = (QPointF(-_HALF, 0), QPointF(_HALF, 0), QPointF(0, DEPTH - 0.5))
    painter.drawPolygon(QPolygonF([top + corner for corner in corners]))
