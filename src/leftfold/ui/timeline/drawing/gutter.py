"""The gutter: the names of the rows, and over them what the tracks say at the cursor."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from leftfold.ui.timeline.drawing.frame import Frame, small
from leftfold.ui.timeline.drawing.tracks import scale_of
from leftfold.ui.timeline.rows import GUTTER, Row
from leftfold.ui.timeline.track import value_text

_LEFT: Final = 12.0
_RIGHT: Final = GUTTER - 8.0
_TWO_LINES: Final = 38
"""A row so high has room for a name above a value, and for the ends of its scale."""
_SWATCH: Final = 3.0
_SCALE: Final = 34.0
"""The room for the ends of a scale."""
_PENDING: Final = "…"
_END: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_START: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def draw_gutter(painter: QPainter, frame: Frame, place: QRectF) -> None:
    """Draw the names beside the rows: what stays where it is while the cursor moves."""
    painter.fillRect(place, QColor(frame.theme.surface))
    painter.setFont(small(painter.font()))
    for track, row in enumerate(frame.rows.tracks):
        painter.fillRect(QRectF(0, row.top + 4, _SWATCH, row.height - 8), QColor(frame.track_color(track)))
        if row.height >= _TWO_LINES:
            _draw_track(painter, frame, track, row)
    if frame.rows.watched and frame.watched is not None:
        _draw_lane(painter, frame, frame.rows.watched, (f"{frame.watched.name} changed", len(frame.watched.ordinals)))
    if frame.rows.hits and frame.hits is not None:
        _draw_lane(painter, frame, frame.rows.hits, (frame.hits.name, len(frame.hits.ordinals)))
    for number, row in enumerate(frame.rows.lanes):
        lane = frame.model.lanes.lanes[number]
        painter.fillRect(QRectF(0, row.top + 4, _SWATCH, row.height - 8), QColor(frame.lane_color(number)))
        _draw_lane(painter, frame, row, (lane.title, len(lane.ordinals)))
    painter.setPen(QColor(frame.theme.border))
    painter.drawLine(QLineF(GUTTER - 0.5, place.top(), GUTTER - 0.5, place.bottom()))


def draw_readings(painter: QPainter, frame: Frame, _place: QRectF) -> None:
    """Draw over the gutter what the tracks say at the cursor, and the name of the lane it is on."""
    plain, fine = QFont(painter.font()), small(painter.font())
    for track, row in enumerate(frame.rows.tracks):
        painter.setFont(plain)
        inside = _inside(row)
        if row.height >= _TWO_LINES:
            _draw_value(painter, frame, track, QRectF(_LEFT, inside.center().y(), inside.width(), 18), _START)
            continue
        wide = _draw_value(painter, frame, track, inside, _END)
        painter.setFont(fine)
        _draw_text(painter, inside.adjusted(0, 0, -wide - 8, 0), frame.model.tracks[track].title, frame.theme.muted)
    here = frame.model.lanes.place_of(frame.ordinal) if frame.ordinal else None
    if here is not None and here < len(frame.rows.lanes):
        row, lane = frame.rows.lanes[here], frame.model.lanes.lanes[here]
        painter.setFont(fine)
        painter.fillRect(_inside(row), QColor(frame.theme.surface))
        _draw_lane(painter, frame, row, (lane.title, len(lane.ordinals)), strong=True)


def _inside(row: Row) -> QRectF:
    return QRectF(_LEFT, row.top, _RIGHT - _LEFT, row.height)


def _draw_track(painter: QPainter, frame: Frame, track: int, row: Row) -> None:
    inside, title = _inside(row), frame.model.tracks[track].title
    above = QRectF(_LEFT, inside.center().y() - 16, inside.width() - _SCALE, 16)
    _draw_text(painter, above, title, frame.theme.muted)
    scale = scale_of(frame, track)
    if scale.low < scale.high:
        for value, top in ((scale.high, row.top + 2), (scale.low, row.bottom - 15)):
            end = QRectF(_LEFT, top, inside.width(), 13)
            _draw_text(painter, end, value_text(value, digits=3), frame.theme.muted, align=_END)


def _draw_value(painter: QPainter, frame: Frame, track: int, place: QRectF, align: Qt.AlignmentFlag) -> float:
    """Draw a track's value at the cursor, and beside it what is stored where the draft differs; gives the width."""
    model, metrics = frame.model, QFontMetricsF(painter.font())
    if frame.ordinal > model.surveyed.known:
        _draw_text(painter, place, _PENDING, frame.theme.muted, align=align)
        return metrics.horizontalAdvance(_PENDING)
    value = model.surveyed.value(track, frame.ordinal)
    stored = model.stored.value(track, frame.ordinal) if model.proposed else value
    text, beside = value_text(value), "" if stored in (value, None) else f"stored {value_text(stored)}"
    wide, more = metrics.horizontalAdvance(text), metrics.horizontalAdvance(beside) + _SWATCH * 2 if beside else 0.0
    left = place.left() if align is _START else place.right() - wide - more
    color = frame.theme.text if stored == value else frame.theme.draft
    painter.setPen(QColor(color))
    painter.drawText(QRectF(left, place.top(), wide + 1, place.height()), _START, text)
    if beside:
        _draw_text(painter, QRectF(left + wide + 6, place.top(), more, place.height()), beside, frame.theme.muted)
    return wide + more


def _draw_lane(painter: QPainter, frame: Frame, row: Row, lane: tuple[str, int], *, strong: bool = False) -> None:
    title, count = lane
    inside = _inside(row)
    number = f"{count:,}"
    _draw_text(painter, inside, number, frame.theme.muted, align=_END)
    wide = QFontMetricsF(painter.font()).horizontalAdvance(number)
    _draw_text(painter, inside.adjusted(0, 0, -wide - 8, 0), title, frame.theme.text if strong else frame.theme.muted)


def _draw_text(painter: QPainter, place: QRectF, text: str, color: str, *, align: Qt.AlignmentFlag = _START) -> None:
    painter.setPen(QColor(color))
    short = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideMiddle, place.width())
    painter.drawText(place, align, short)
