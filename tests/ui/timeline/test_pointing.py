"""The event a person points at."""

from __future__ import annotations

import numpy as np
import pytest

from leftfold.ui.document import Document
from leftfold.ui.snapshots import Snapshots
from leftfold.ui.timeline.panel import TimelinePanel
from leftfold.ui.timeline.plot import Plot
from leftfold.ui.timeline.pointing import event_at, idle_at
from leftfold.ui.timeline.rows import RULER
from leftfold.ui.timeline.ticks import length_text
from tests.ui.finding import the
from tests.ui.timeline.made import SESSION, made_chunk, made_index, show_made


@pytest.fixture
def plot(told_panel: TimelinePanel, document: Document) -> Plot:
    show_made(document, made_index(60))
    return the(Plot, told_panel)


def test_on_a_track_it_is_the_nearest_of_all(plot: Plot) -> None:
    frame = plot.frame
    y = frame.rows.tracks[0].top + 5
    for ordinal in (1, 17, 60):
        assert event_at(frame, frame.projection.point_at(ordinal) + 1, y) == ordinal
    assert event_at(frame, frame.projection.left, y) == 0


def test_on_a_lane_it_is_the_lane_s_own_within_reach(plot: Plot) -> None:
    frame = plot.frame
    lane = frame.model.lanes.lanes[2]
    own = int(lane.ordinals[3])
    y = frame.rows.lanes[2].top + 4
    assert event_at(frame, frame.projection.point_at(own) + 5, y) == own
    assert event_at(frame, frame.projection.point_at(own + 2), y) == own + 2


def test_a_mark_is_meant_before_what_lies_beside_it(plot: Plot, document: Document) -> None:
    show_made(document, made_index(4000))
    document.surveyed.emit(made_chunk(1, 4000, failed=(2001,)))
    frame = plot.frame
    lane = frame.model.lanes.place_of(2001)
    assert lane is not None
    point, y = frame.projection.point_at(2001), frame.rows.lanes[lane].top + 4
    assert event_at(frame, point + 4, y) == 2001
    assert event_at(frame, point + 30, y) != 2001


def test_a_fold_tells_how_long_nothing_happened(plot: Plot, told_panel: TimelinePanel) -> None:
    told_panel.set_axis(by_time=True)
    told_panel.viewing.show(told_panel.viewing.bounds.whole)
    frame = plot.frame
    left, right = (frame.projection.point_at(SESSION + step) for step in (0, 1))
    assert right - left > 20, "the fold is wide enough to be pointed at"
    assert length_text(idle_at(frame, (left + right) / 2)) == "24 hours"
    assert idle_at(frame, left + 2) == 0
    assert idle_at(frame, frame.projection.point_at(SESSION - 5)) == 0
    assert idle_at(frame, frame.projection.left + frame.projection.width) == 0


def test_the_mark_of_a_snapshot_is_meant_before_the_nearest_event(plot: Plot, document: Document) -> None:
    show_made(document, made_index(4000))
    plot.frame.model.mark_snapshots(Snapshots(np.array([2000], np.int64), np.array([False], np.bool_)))
    frame = plot.frame
    assert event_at(frame, frame.projection.point_at(2000) + 4, RULER + 2) == 2000
