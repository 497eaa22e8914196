"""The marks of snapshots hang from the ruler where there are any, and can be pointed at."""

from __future__ import annotations

import numpy as np
import pytest

from leftfold.ui.document import Document
from leftfold.ui.snapshots import Snapshots
from leftfold.ui.theme.tokens import DARK, LIGHT, Theme
from leftfold.ui.timeline.drawing.snapshots import DEPTH, draw_legend, draw_snapshots, snapshot_at
from leftfold.ui.timeline.model import TimelineModel
from leftfold.ui.timeline.rows import GUTTER, RULER
from leftfold.ui.timeline.viewport import Window
from tests.ui.timeline.drawing.frames import counted, drawn, framed
from tests.ui.timeline.made import made_index, show_made


def mark(model: TimelineModel, *ordinals: int) -> None:
    """Mark snapshots of the application after these events."""
    model.mark_snapshots(Snapshots(np.array(ordinals, np.int64), np.zeros(len(ordinals), np.bool_)))


@pytest.fixture
def hundred(model: TimelineModel, document: Document) -> TimelineModel:
    """A stream of a hundred events."""
    show_made(document, made_index(100))
    return model


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_each_has_its_mark_below_the_ruler(hundred: TimelineModel, theme: Theme) -> None:
    mark(hundred, 20, 80)
    frame = framed(hundred, theme=theme)
    image = drawn(draw_snapshots, frame)
    for ordinal in (20, 80):
        point = frame.projection.point_at(ordinal)
        assert counted(image, theme.muted, left=point - 5, right=point + 5, top=RULER) > 10
    assert counted(image, theme.muted, left=frame.projection.point_at(40), right=frame.projection.point_at(60)) == 0
    assert counted(image, theme.muted, top=RULER + DEPTH) == 0


def test_a_legend_says_what_they_are_where_there_are_any(hundred: TimelineModel) -> None:
    assert counted(drawn(draw_legend, framed(hundred)), LIGHT.muted) == 0
    assert counted(drawn(draw_snapshots, framed(hundred)), LIGHT.muted) == 0
    mark(hundred, 1)
    legend = drawn(draw_legend, framed(hundred))
    assert counted(legend, LIGHT.muted, right=GUTTER) > 10
    assert counted(legend, LIGHT.muted, left=GUTTER) == counted(legend, LIGHT.muted, top=RULER) == 0


def test_of_very_many_only_as_many_are_drawn_as_have_room(model: TimelineModel, document: Document) -> None:
    show_made(document, made_index(1_000_000))
    mark(model, *range(1, 1_000_000, 100))
    assert counted(drawn(draw_snapshots, framed(model)), LIGHT.muted) > 100
    near = framed(model, window=Window(500_000, 500_050))
    assert near.projection.point_at(500_001) > GUTTER
    assert counted(drawn(draw_snapshots, near), LIGHT.muted, left=GUTTER) > 10


def test_a_mark_is_pointed_at_in_the_strip_that_it_hangs_in(hundred: TimelineModel) -> None:
    assert snapshot_at(framed(hundred), 300, RULER + 1) is None
    mark(hundred, 20)
    frame = framed(hundred)
    point = frame.projection.point_at(20)
    assert snapshot_at(frame, point + 3, RULER + 1) == 20
    assert snapshot_at(frame, point + 30, RULER + 1) is None
    assert snapshot_at(frame, point, RULER - 1) is snapshot_at(frame, point, RULER + DEPTH) is None


def test_a_stream_without_events_has_none(model: TimelineModel, document: Document) -> None:
    show_made(document, made_index(0))
    assert snapshot_at(framed(model), 300, RULER + 1) is None
