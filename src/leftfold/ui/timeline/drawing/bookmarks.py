"""The marks of bookmarks: small ribbons that hang from the ruler."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from leftfold.ui.timeline.drawing.frame import Frame
from leftfold.ui.timeline.rows import RULER

LENGTH: Final = 11.0
"""Points below the ruler that a ribbon reaches."""
_HALF: Final = 3.5
_NOTCH: Final = 3.0
_APART: Final = 9.0
"""Points between two ribbons, of which the first is drawn where they are nearer."""


def draw_bookmarks(painter: QPainter, frame: Frame, _place: QRectF) -> None:
    """Draw a ribbon for each bookmark in sight that has room."""
    marked, edges = frame.model.bookmarks.ordinals, frame.projection.slots(_APART)
    if not len(marked) or len(edges) < 2:
        return
    places = np.searchsorted(marked, edges, side="right")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(frame.theme.surface), 1))
    painter.setBrush(QColor(frame.theme.accent))
    for ordinal in marked[places[:-1][places[1:] > places[:-1]]].tolist():
        painter.drawPolygon(_ribbon(QPointF(frame.projection.point_at(ordinal), RULER)))


def _ribbon(top: QPointF) -> QPolygonF:
    corners = ((-_HALF, 0.0), (_HALF, 0.0), (_HALF, LENGTH), (0.0, LENGTH - _NOTCH), (-_HALF, LENGTH))
    return QPolygonF([top + QPointF(x, y) for x, y in corners])
