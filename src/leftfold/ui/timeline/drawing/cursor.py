"""What stands over the picture: the cursor with its version, the values it meets, and a hair under the pointer."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from leftfold.ui.timeline.drawing.frame import Frame, flag_of, flag_text, small
from leftfold.ui.timeline.drawing.tracks import scale_of
from leftfold.ui.timeline.rows import GUTTER, RULER

_POINT: Final = 4.0
_SOFT: Final = 1.0
"""Points by which an outline reaches beyond what it is around."""


def strip_of(frame: Frame) -> QRectF:
    """Where the cursor is drawn below the ruler."""
    half = _POINT + _SOFT
    return QRectF(frame.projection.point_at(frame.ordinal) - half, RULER, 2 * half, frame.rows.bottom - RULER)


def hair_strip(frame: Frame) -> QRectF:
    """Where the hair under the pointer is drawn; empty where there is none."""
    if frame.hover is None:
        return QRectF()
    return QRectF(round(frame.hover), RULER, 1, frame.rows.bottom - RULER)


def draw_cursor(painter: QPainter, frame: Frame, place: QRectF) -> None:
    """Draw the cursor and the hair under the pointer."""
    painter.setClipRect(QRectF(GUTTER, 0, place.right() - GUTTER, place.height()))
    bottom = float(frame.rows.bottom)
    if frame.hover is not None:
        color = QColor(frame.theme.muted)
        color.setAlpha(110)
        painter.setPen(QPen(color, 1))
        hair = round(frame.hover) + 0.5
        painter.drawLine(QLineF(hair, RULER, hair, bottom))
    point = frame.projection.point_at(frame.ordinal)
    if not GUTTER - 1 <= point <= place.right():
        return
    painter.fillRect(QRectF(round(point) - 1, RULER - 1, 2, bottom - RULER + 1), QColor(frame.theme.accent))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw_values(painter, frame, point)
    _draw_flag(painter, frame, place.right())


def _draw_values(painter: QPainter, frame: Frame, point: float) -> None:
    for track, row in enumerate(frame.rows.tracks):
        value = frame.model.surveyed.value(track, frame.ordinal)
        if value is not None:
            height = float(scale_of(frame, track).height_of(np.array([value]))[0])
            painter.setPen(QPen(QColor(frame.theme.surface), 1.5))
            painter.setBrush(QColor(_color(frame, track, value)))
            painter.drawEllipse(QPointF(point, row.top + height), _POINT, _POINT)


def _color(frame: Frame, track: int, value: float) -> str:
    model = frame.model
    differs = model.proposed is not None and model.stored.value(track, frame.ordinal) != value
    return frame.theme.draft if differs else frame.track_color(track)


def _draw_flag(painter: QPainter, frame: Frame, right: float) -> None:
    painter.setFont(small(painter.font()))
    flag = flag_of(frame, QFontMetricsF(painter.font()), right)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(frame.theme.accent))
    painter.drawRoundedRect(flag, 4, 4)
    painter.setPen(QColor(frame.theme.on_accent))
    painter.drawText(flag, Qt.AlignmentFlag.AlignCenter, flag_text(frame))
