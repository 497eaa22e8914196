"""The lanes: a bar for each event, the denser the stronger, and the marks."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from leftfold.model.index import Ints
from leftfold.ui.timeline.drawing.frame import Frame
from leftfold.ui.timeline.drawing.glyphs import HALF, draw_mark
from leftfold.ui.timeline.drawing.layer import image_of
from leftfold.ui.timeline.drawing.raster import bars, colored
from leftfold.ui.timeline.marking import KINDS
from leftfold.ui.timeline.rows import Row

_WIDEST: Final = 6.0
_NARROWEST: Final = 2.0
"""A bar narrower than this is a column of a histogram."""
_SHARE: Final = 0.6
"""Of the room between two events, what a bar takes."""
SLOT: Final = 2 * HALF + 1
"""The room a mark takes."""
_AIR: Final = 4
"""Points above and below a bar together."""


def draw_lanes(painter: QPainter, frame: Frame, _place: QRectF) -> None:
    """Draw all lanes with their marks."""
    for place, row in enumerate(frame.rows.lanes):
        _draw_bars(painter, frame, row, frame.model.lanes.lanes[place].ordinals, frame.lane_color(place))
    if frame.rows.watched and frame.watched is not None:
        _draw_bars(painter, frame, frame.rows.watched, frame.watched.ordinals, frame.theme.accent)
    if frame.rows.hits and frame.hits is not None:
        _draw_bars(painter, frame, frame.rows.hits, frame.hits.ordinals, frame.theme.warning)
    edges = frame.projection.slots(SLOT)
    for place, row in enumerate(frame.rows.lanes):
        shown = frame.model.marking.in_slots(edges, place)
        for ordinal, kind in zip(shown.ordinals.tolist(), shown.kinds.tolist(), strict=True):
            at = QPointF(frame.projection.point_at(ordinal), row.top + row.height / 2)
            draw_mark(painter, KINDS[kind], at, frame.theme)


def bar_width(frame: Frame) -> float:
    """How wide the bars are, in points: a share of the room between two events, within limits."""
    room = frame.projection.width / max(1, frame.projection.events)
    return min(_WIDEST, max(_NARROWEST, room * _SHARE))


def _draw_bars(painter: QPainter, frame: Frame, row: Row, ordinals: Ints, color: str) -> None:
    projection = frame.projection
    opacity = bars(projection, ordinals, bar_width(frame) * projection.ratio)
    image = image_of(colored(opacity[np.newaxis, :], QColor(color).rgb() & 0xFFFFFF), 1.0)
    painter.drawImage(
        QRectF(projection.left, row.top + _AIR / 2, projection.width, row.height - _AIR),
        image,
        QRectF(image.rect()),
    )
