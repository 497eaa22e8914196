"""What lies behind the lines: rules at the ticks and between rows, and the folds of the time axis."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QPainter

from leftfold.ui.timeline.drawing.frame import Frame
from leftfold.ui.timeline.rows import RULER

_NARROWEST: Final = 3.0
"""Points a fold must be wide to be shaded; below, its mark on the ruler is enough."""


def draw_backdrop(painter: QPainter, frame: Frame, place: QRectF) -> None:
    """Draw what lies behind everything else."""
    bottom = float(frame.rows.bottom)
    for left, right, _idle in folds_in(frame):
        if right - left >= _NARROWEST:
            painter.fillRect(QRectF(left, RULER, right - left, bottom - RULER), QColor(frame.theme.sunken))
    painter.setPen(QColor(frame.theme.grid))
    for tick in frame.ticks:
        point = round(frame.projection.point_of(tick.position)) + 0.5
        painter.drawLine(QLineF(point, RULER, point, bottom))
    for row in frame.rows.tracks:
        painter.drawLine(QLineF(0, row.bottom - 0.5, place.right(), row.bottom - 0.5))


def folds_in(frame: Frame) -> list[tuple[float, float, int]]:
    """The visible folds: their left and right end in points, and how many microseconds they hide.

    Where there are more than can be told apart, some of them.
    """
    projection, breaks = frame.projection, frame.projection.axis.breaks
    first, last = np.searchsorted(breaks, (projection.edges[0] + 1, projection.edges[-1] + 2))
    visible = breaks[first:last]
    most = max(1, int(projection.width / _NARROWEST))
    some = visible[:: -(-len(visible) // most)] if len(visible) else visible
    axis = projection.axis
    return [(projection.point_at(at - 1), projection.point_at(at), axis.idle_before(at)) for at in some.tolist()]
