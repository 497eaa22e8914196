"""The band of what is usual, faint behind the track: shaded from low to high, the median in dashes."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from leftfold.replay.survey import Numbers
from leftfold.ui.timeline.drawing.frame import Frame
from leftfold.ui.timeline.drawing.layer import image_of
from leftfold.ui.timeline.drawing.raster import Opacity, colored, lines, thickened
from leftfold.ui.timeline.drawing.tracks import scale_of, seen
from leftfold.ui.timeline.rows import Row
from leftfold.ui.timeline.usual import Usual

_SHADE: Final = 52
"""The opacity of the band."""
_MEDIAN: Final = 150
_LEAST: Final = 3.0
"""Points that a band is high where low and high are the same."""
_DASH: Final = 5
"""Points of ink, then as many without."""


def draw_usual(painter: QPainter, frame: Frame, _place: QRectF) -> None:
    """Draw the bands of all tracks that have one."""
    color = QColor(frame.theme.muted).rgb() & 0xFFFFFF
    for track, row in enumerate(frame.rows.tracks):
        usual = frame.model.usual_of(track)
        if usual is not None:
            image = image_of(colored(_ink(frame, track, row, usual), color), frame.projection.ratio)
            painter.drawImage(QPointF(frame.projection.left, row.top), image)


def _ink(frame: Frame, track: int, row: Row, usual: Usual) -> Opacity:
    projection, scale = frame.projection, scale_of(frame, track)
    ratio = projection.ratio
    height = max(1, round(row.height * ratio))

    def heights(values: Numbers) -> Numbers:
        return scale.height_of(values) * ratio

    low, high = heights(seen(projection, usual.low).low), heights(seen(projection, usual.high).high)
    band = lines(*thickened(low, high, _LEAST * ratio), height)
    middle = heights(seen(projection, usual.median).high)
    dashed = np.arange(projection.columns) // max(1, round(_DASH * ratio)) % 2 == 0
    top, bottom = thickened(middle, middle, ratio)
    median = lines(np.where(dashed, top, np.nan), bottom, height)
    both: Opacity = np.maximum(
        band.astype(np.uint16) * _SHADE // 255, median.astype(np.uint16) * _MEDIAN // 255
    ).astype(np.uint8)
    return both
