"""Which event a person points at."""

from __future__ import annotations

from typing import Final

from leftfold.ui.timeline.drawing.frame import Frame
from leftfold.ui.timeline.drawing.glyphs import HALF
from leftfold.ui.timeline.drawing.lanes import SLOT
from leftfold.ui.timeline.drawing.snapshots import snapshot_at

_REACH: Final = 8.0
"""Points beside an event of a lane that still mean it."""


def event_at(frame: Frame, x: float, y: float) -> int:
    """The ordinal of the event under a point: a mark before an event of the lane before the nearest of all."""
    snapshot = snapshot_at(frame, x, y)
    if snapshot is not None:
        return snapshot
    nearest = frame.projection.axis.nearest(frame.projection.position_at(x))
    lane = frame.rows.lane_at(y)
    if lane is None:
        return nearest
    marked = frame.model.marking.in_slots(frame.projection.slots(SLOT), lane).ordinals.tolist()
    own = frame.model.lanes.lanes[lane].around(nearest)
    for candidates, reach in ((marked, HALF + 1), (own, _REACH)):
        near = min(candidates, key=lambda ordinal: abs(frame.projection.point_at(ordinal) - x), default=0)
        if near and abs(frame.projection.point_at(near) - x) <= reach:
            return int(near)
    return nearest


def idle_at(frame: Frame, x: float) -> int:
    """How many microseconds the fold under a point hides; 0 where there is none."""
    axis = frame.projection.axis
    after = axis.ordinal_at(frame.projection.position_at(x)) + 1
    place = int(axis.breaks.searchsorted(after))
    if place == len(axis.breaks) or int(axis.breaks[place]) != after:
        return 0
    left, right = frame.projection.point_at(after - 1), frame.projection.point_at(after)
    return int(axis.idle_before(axis.breaks[place : place + 1])[0]) if left + _REACH < x < right - _REACH else 0
