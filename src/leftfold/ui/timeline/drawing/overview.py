"""The map of the whole stream: how many events of which types lie where, the marks, and the visible window."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from leftfold.ui.timeline.drawing.frame import Frame
from leftfold.ui.timeline.drawing.glyphs import draw_mark
from leftfold.ui.timeline.drawing.layer import image_of
from leftfold.ui.timeline.drawing.raster import Pixels, colored, histogram
from leftfold.ui.timeline.drawing.tracks import ink_of, scale_of, seen
from leftfold.ui.timeline.marking import KINDS
from leftfold.ui.timeline.rows import Row

_BIN: Final = 3
"""Points a bar is wide: enough to see it."""
_MARKS: Final = 9.0
"""The height of the strip of marks above the bars."""
_HALF: Final = 3.5
_SLOT: Final = 8.0
_INK: Final = 110
"""The opacity of the bars: the map is quieter than what it maps."""
_VEIL: Final = 150
_HANDLE: Final = 14.0


def draw_overview(painter: QPainter, frame: Frame, place: QRectF) -> None:
    """Draw bars and marks of the whole stream."""
    painter.fillRect(place, QColor(frame.theme.sunken))
    ratio = frame.projection.ratio
    top = _MARKS + 2
    room = Row(int(top), int(place.height() - top))
    if frame.projection.axis.times is not None or not frame.model.tracks:
        painter.drawImage(QPointF(0, top), image_of(_bars(frame, round(room.height * ratio)), ratio))
    if frame.model.tracks:
        painter.drawImage(QPointF(0, top), image_of(_line(frame, room), ratio))
    shown = frame.model.marking.in_slots(frame.projection.slots(_SLOT))
    for ordinal, kind in zip(shown.ordinals.tolist(), shown.kinds.tolist(), strict=True):
        at = QPointF(frame.projection.point_at(ordinal), _MARKS / 2 + 1)
        draw_mark(painter, KINDS[kind], at, frame.theme, half=_HALF)


def draw_brush(painter: QPainter, frame: Frame, place: QRectF, span: tuple[float, float]) -> None:
    """Draw the visible window, a veil over the rest, and the cursor."""
    left, right = span
    veil = QColor(frame.theme.window)
    veil.setAlpha(_VEIL)
    painter.fillRect(QRectF(0, 0, left, place.height()), veil)
    painter.fillRect(QRectF(right, 0, place.right() - right, place.height()), veil)
    painter.fillRect(cursor_on(frame, place.height()), QColor(frame.theme.accent))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline = QColor(frame.theme.muted)
    outline.setAlpha(_VEIL)
    painter.setPen(QPen(outline, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(left + 0.5, 0.5, right - left - 1, place.height() - 1), 3, 3)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(frame.theme.muted))
    for end in (left, right - 4):
        painter.drawRoundedRect(QRectF(end, (place.height() - _HANDLE) / 2, 4, _HANDLE), 2, 2)


def cursor_on(frame: Frame, height: float) -> QRectF:
    """Where the cursor is drawn on a map so high."""
    return QRectF(round(frame.projection.point_at(frame.ordinal)) - 1, 0, 2, height)


def _line(frame: Frame, room: Row) -> Pixels:
    """The course of the first track: what a person looks for on the map."""
    values = seen(frame.projection, frame.model.surveyed.tracks[0])
    ink = ink_of(frame.projection, scale_of(frame, 0, room), values)
    return colored(ink, QColor(frame.theme.muted).rgb() & 0xFFFFFF)


def _bars(frame: Frame, height: int) -> Pixels:
    projection, lanes = frame.projection, frame.model.lanes.lanes
    wide = max(1, round(_BIN * projection.ratio))
    edges = projection.edges[::wide]
    counts = np.array([np.diff(np.searchsorted(lane.ordinals, edges, side="right")) for lane in lanes], np.int64)
    part = histogram(counts.reshape(len(lanes), len(edges) - 1), height).repeat(wide, axis=1)
    colors = np.array([*(QColor(frame.lane_color(place)).rgb() & 0xFFFFFF for place in range(len(lanes))), 0])
    return colored(np.where(part >= 0, _INK, 0).astype(np.uint8), colors.astype(np.uint32)[part])
