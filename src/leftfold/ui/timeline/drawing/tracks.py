"""The tracks: each a step line over what it covers, as stored and, where it differs, as the draft would leave it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QColor, QPainter, Qt

from leftfold.replay.survey import Numbers
from leftfold.ui.timeline.drawing.frame import Frame
from leftfold.ui.timeline.drawing.layer import image_of
from leftfold.ui.timeline.drawing.raster import SOLID, Mask, Opacity, Pixels, colored, lines, over, thickened, widened
from leftfold.ui.timeline.projection import Projection
from leftfold.ui.timeline.pyramid import Range
from leftfold.ui.timeline.rows import Row
from leftfold.ui.timeline.track import TrackValues

PAD: Final = 5
"""Points between a line at its highest and the row's edge."""
_LINE: Final = 2.0
_THIN: Final = 1.0
_FILL: Final = 26
"""The opacity of what a line covers."""
_BAND: Final = 4.0
"""Points from where on the lowest and highest of a column are the ends of a band, calmer than a line."""
_CALM: Final = 170
_DASH: Final = 3
"""Points of ink, then as many without."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Values of a track to heights in its row."""

    low: float
    high: float
    row: Row

    def height_of(self, value: Numbers) -> Numbers:
        """How far from the row's top values lie, in points."""
        room = self.row.height - 2 * PAD
        if self.high == self.low:
            return PAD + np.where(np.isnan(value), np.nan, room / 2)
        return PAD + (self.high - value) * (room / (self.high - self.low))


def scale_of(frame: Frame, track: int, row: Row | None = None) -> Scale:
    """The scale of a track in its row, or in another: from the lowest to the highest of all, so that it stays."""
    model = frame.model
    low, high = model.stored.tracks[track].extremes
    if model.proposed is not None:
        lowest, highest = model.proposed.tracks[track].extremes
        low, high = float(np.fmin(low, lowest)), float(np.fmax(high, highest))
    if (usual := model.usual_of(track)) is not None:
        low, high = float(np.fmin(low, usual.extremes[0])), float(np.fmax(high, usual.extremes[1]))
    return Scale(low, high, row or frame.rows.tracks[track])


def draw_tracks(painter: QPainter, frame: Frame, _place: QRectF) -> None:
    """Draw all tracks, and what of them is not known yet."""
    for track, row in enumerate(frame.rows.tracks):
        image = image_of(_pixels(frame, track), frame.projection.ratio)
        painter.drawImage(QPointF(frame.projection.left, row.top), image)
        _draw_pending(painter, frame, row)


def _draw_pending(painter: QPainter, frame: Frame, row: Row) -> None:
    projection, known = frame.projection, frame.model.surveyed.known
    if known >= projection.axis.length:
        return
    right = projection.left + projection.width
    left = max(projection.left, projection.point_at(known))
    if left < right:
        # Hatching, so that what is not known yet is never taken for a value.
        brush = QBrush(QColor(frame.theme.border), Qt.BrushStyle.BDiagPattern)
        painter.fillRect(QRectF(left, row.top + PAD, right - left, row.height - 2 * PAD), brush)


def _pixels(frame: Frame, track: int) -> Pixels:
    projection, model = frame.projection, frame.model
    scale = scale_of(frame, track)
    color = _rgb(frame.track_color(track))
    shown = seen(projection, model.surveyed.tracks[track])
    ink = ink_of(projection, scale, shown)
    if model.proposed is None:
        return colored(ink, color)
    stored = seen(projection, model.stored.tracks[track])
    differs = _differs(frame, shown, stored)
    colors = np.where(differs, _rgb(frame.theme.draft), color).astype(np.uint32)
    dashes, line = _dashes(projection, scale, stored, differs, color), np.where(ink > _FILL, ink, 0).astype(np.uint8)
    # What is stored is seen through what the draft's line covers, and not through the line.
    return over(over(colored(ink, colors), dashes), colored(line, colors))


def seen(projection: Projection, values: TrackValues) -> Range:
    """The values in each column of pixels, the one that holds where it begins included; none beyond the stream."""
    found = values.ranges(projection.edges[:-1], projection.edges[1:] + 1)
    end = (projection.axis.bounds.whole.end - projection.window.start) * projection.columns / projection.window.span
    beyond = max(0, round(min(end, projection.columns)))
    found.low[beyond:] = found.high[beyond:] = np.nan
    return found


def _differs(frame: Frame, shown: Range, stored: Range) -> Mask:
    """Where the draft leads elsewhere, as far as that is known, and where it goes on beyond what is stored."""
    model, until = frame.model, frame.projection.edges[1:]
    same = _equal(shown.low, stored.low) & _equal(shown.high, stored.high)
    known: Mask = until <= min(model.surveyed.known, model.stored.known)
    return (known & ~same) | (until > model.stored_length)


def _equal(one: Numbers, other: Numbers) -> Mask:
    equal: Mask = (one == other) | (np.isnan(one) & np.isnan(other))
    return equal


def ink_of(projection: Projection, scale: Scale, values: Range) -> Opacity:
    """A line through the values of each column of pixels, and what it covers, fainter."""
    ratio = projection.ratio
    height = max(1, round(scale.row.height * ratio))
    low, high = scale.height_of(values.low) * ratio, scale.height_of(values.high) * ratio
    top, bottom = thickened(low, high, _LINE * ratio)
    strength = np.full(projection.columns, SOLID, np.uint16)
    if projection.events * 3 < projection.columns:
        top, bottom = widened(top, bottom, max(1, round(ratio)))
    else:
        strength[bottom - top > _BAND * ratio] = _CALM
    ink = lines(top, bottom, height) * strength // SOLID
    covered = np.arange(height)[:, None] >= bottom
    both: Opacity = np.maximum(ink, np.where(covered, _FILL, 0)).astype(np.uint8)
    return both


def _dashes(projection: Projection, scale: Scale, values: Range, where: Mask, color: int) -> Pixels:
    ratio = projection.ratio
    low, high = scale.height_of(values.low) * ratio, scale.height_of(values.high) * ratio
    top, bottom = thickened(low, high, _THIN * ratio)
    dash = max(1, round(_DASH * ratio))
    rising = bottom - top > 2 * ratio
    inked = where & (rising | (np.arange(projection.columns) // dash % 2 == 0))
    ink = lines(np.where(inked, top, np.nan), bottom, max(1, round(scale.row.height * ratio)))
    return colored(np.where(ink > 0, SOLID, 0).astype(np.uint8), color)


def _rgb(color: str) -> int:
    return QColor(color).rgb() & 0xFFFFFF
