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
    for left, right, _idle in folds_in(frame, apart=_NARROWEST):
        if right - left >= _NARROWEST:
            painter.fillRect(QRectF(left, RULER, right - left, bottom - RULER), QColor(frame.theme.sunken))
    painter.setPen(QColor(frame.theme.grid))
    for tick in (tick for tick in frame.ticks if tick.label):
        point = round(frame.projection.point_of(tick.position)) + 0.5
        painter.drawLine(QLineF(point, RULER, point, bottom))
    for row in frame.rows.tracks:
        painter.drawLine(QLineF(0, row.bottom - 0.5, place.right(), row.bottom - 0.5))


def folds_in(frame: Frame, *, apart: float) -> list[tuple[float, float, int]]:
    """The visible folds: their left and right end in points, and how many microseconds they hide.

    Of several within so many points the longest.
    """
    axis, projection = frame.projection.axis, frame.projection
    if not len(axis.breaks):
        return []
    first, stop = np.searchsorted(axis.breaks, (projection.edges[0] + 1, projection.edges[-1] + 2))
    visible = axis.breaks[first:stop]
    idle = axis.idle_before(visible)
    slots = (projection.pixels_of(visible) / (apart * projection.ratio)).astype(np.int64)
    longest_first = np.argsort(-idle, kind="stable")
    _slots, chosen = np.unique(slots[longest_first], return_index=True)
    kept = longest_first[chosen]
    ends = zip(visible[kept].tolist(), idle[kept].tolist(), strict=True)
    return [(projection.point_at(at - 1), projection.point_at(at), hidden) for at, hidden in ends]
