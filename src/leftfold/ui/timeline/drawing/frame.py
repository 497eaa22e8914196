"""Everything one picture of the timeline is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from leftfold.model.index import Ints
from leftfold.model.times import EPOCH
from leftfold.ui.clock import Clock
from leftfold.ui.theme.tokens import Theme
from leftfold.ui.timeline.axis import Axis
from leftfold.ui.timeline.model import TimelineModel
from leftfold.ui.timeline.projection import Projection
from leftfold.ui.timeline.rows import GUTTER, RULER, Rows
from leftfold.ui.timeline.ticks import Tick, version_ticks
from leftfold.ui.timeline.time_ticks import time_ticks

_LABEL: Final = 84
"""Points between two ticks, so that their labels do not touch."""
_FLAG: Final = 17.0
_SMALL: Final = 11


@dataclass(frozen=True, slots=True, eq=False)
class Marked:
    """A row of marks: the watched field with the events that change it, or the breakpoints with those they hit at."""

    name: str
    ordinals: Ints
    """As far as they are known, ascending."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What is shown, where, and in which colours."""

    model: TimelineModel
    projection: Projection
    rows: Rows
    theme: Theme
    ticks: tuple[Tick, ...]
    zone: str
    """The zone of the ticks' times; empty where the axis goes by version."""
    ordinal: int
    """Where the cursor stands."""
    watched: Marked | None
    hits: Marked | None
    hover: float | None = None
    """Where the pointer is, in points from the left; None where it is elsewhere."""

    def lane_color(self, lane: int) -> str:
        """The colour of a lane: those that the tracks have left come first."""
        colors = self.theme.tracks
        return colors[(lane + len(self.model.tracks)) % len(colors)]

    def track_color(self, track: int) -> str:
        """The colour of a track."""
        return self.theme.tracks[track % len(self.theme.tracks)]


def ticks_of(model: TimelineModel, projection: Projection, clock: Clock) -> tuple[Tick, ...]:
    """The labelled places of a projection."""
    room = max(1, int(projection.width / _LABEL))
    if projection.axis.times is None:
        return version_ticks(model.index.versions, projection.window, room)
    return time_ticks(projection.axis, projection.window, room, lambda us: clock.local(us) or EPOCH)


def zone_of(axis: Axis, clock: Clock) -> str:
    """The zone of an axis' times; empty where it goes by version."""
    at = clock.local(int(axis.times[-1])) if axis.times is not None else None
    return f"{at:%Z}" if at else ""


def flag_text(frame: Frame) -> str:
    """What the cursor's flag says: the version it stands on."""
    return f"{frame.model.index.versions[frame.ordinal - 1]:,}" if frame.ordinal else "start"


def flag_of(frame: Frame, metrics: QFontMetricsF, right: float) -> QRectF:
    """Where the cursor's flag is: at the ruler's foot, within what is seen."""
    point = frame.projection.point_at(frame.ordinal)
    if not GUTTER - 1 <= point <= right:
        return QRectF()
    wide = metrics.horizontalAdvance(flag_text(frame)) + 12
    left = min(max(point - wide / 2, GUTTER + 1), right - wide - 1)
    return QRectF(left, RULER - _FLAG - 1, wide, _FLAG)


def small(font: QFont) -> QFont:
    """The typeface for what stands beside and under what is looked at."""
    small = QFont(font)
    small.setPixelSize(_SMALL)
    return small
