"""Tracks are drawn where their values are, and nowhere where none is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from leftfold.draft.draft import new_draft, with_append, with_soft_delete
from leftfold.draft.overlay import what_if
from leftfold.model.edits import Append, Because
from leftfold.model.times import from_microseconds
from leftfold.ui.document import Document
from leftfold.ui.theme.tokens import LIGHT
from leftfold.ui.timeline.drawing.tracks import PAD, draw_tracks, ink_of, scale_of, seen
from leftfold.ui.timeline.model import TimelineModel
from tests.ui.timeline.drawing.frames import counted, drawn, framed
from tests.ui.timeline.made import START, made_chunk, made_index, show_made

LENGTH = 40


@pytest.fixture
def rising(model: TimelineModel, document: Document) -> TimelineModel:
    """A model whose first track rises to 40, of which 30 are known, and whose second has no value."""
    show_made(document, made_index(LENGTH))
    rows = np.array([np.arange(1.0, 31.0), np.full(30, np.nan)])
    document.surveyed.emit(replace(made_chunk(1, 30), tracks=rows))
    return model


def test_a_scale_spans_all_values_and_stays_as_one_zooms(rising: TimelineModel) -> None:
    scale = scale_of(framed(rising), 0)
    assert (scale.low, scale.high) == (1.0, 30.0)
    heights = scale.height_of(np.array([30.0, 1.0, np.nan]))
    np.testing.assert_array_equal(heights, [PAD, scale.row.height - PAD, np.nan])


def test_one_value_lies_in_the_middle(rising: TimelineModel) -> None:
    scale = replace(scale_of(framed(rising), 0), low=4.0, high=4.0)
    np.testing.assert_array_equal(scale.height_of(np.array([4.0, np.nan])), [scale.row.height / 2, np.nan])


def test_a_column_shows_what_holds_where_it_begins_and_what_comes_in_it(rising: TimelineModel) -> None:
    projection = framed(rising).projection
    values = seen(projection, rising.stored.tracks[0])
    column = int(np.searchsorted(projection.edges, 5)) - 1
    assert (values.low[column], values.high[column]) == (4.0, 5.0)
    assert (values.low[column + 1], values.high[column + 1]) == (5.0, 5.0)
    assert np.isnan(values.low[projection.edges[:-1] > 30]).all()


def test_nothing_is_drawn_beyond_the_end(rising: TimelineModel, document: Document) -> None:
    document.surveyed.emit(made_chunk(31, 10))
    projection = framed(rising).projection
    high = seen(projection, rising.stored.tracks[0]).high
    assert not np.isnan(high[-20])
    assert np.isnan(high[-1])


def test_what_is_not_known_is_hatched_and_never_a_value(rising: TimelineModel) -> None:
    frame = framed(rising)
    image = drawn(draw_tracks, frame)
    pending = frame.projection.point_at(31) + 2
    assert counted(image, LIGHT.tracks[0], left=pending) == 0
    assert counted(image, LIGHT.border, left=pending) > 50
    assert counted(image, LIGHT.tracks[0], right=pending) > 200
    assert counted(image, LIGHT.tracks[1]) == 0


def test_at_any_distance_there_is_ink_in_each_known_column(rising: TimelineModel, document: Document) -> None:
    show_made(document, made_index(100_000))
    document.surveyed.emit(made_chunk(1, 100_000))
    frame = framed(rising)
    values = seen(frame.projection, rising.stored.tracks[0])
    ink = ink_of(frame.projection, scale_of(frame, 0), values)
    np.testing.assert_array_equal(ink.any(axis=0), ~np.isnan(values.low))


def test_a_draft_is_drawn_beside_what_is_stored_where_they_differ(rising: TimelineModel, document: Document) -> None:
    document.surveyed.emit(replace(made_chunk(31, 10), tracks=np.array([np.arange(31.0, 41.0), np.full(10, np.nan)])))
    assert document.shown is not None
    replay = document.shown.replay
    draft = with_soft_delete(new_draft(replay.index, Because("a", "b")), replay.index, 20)
    document.show_what_if(what_if(draft, replay.index, replay.history, first_version=1))
    pending = drawn(draw_tracks, framed(rising))
    assert counted(pending, LIGHT.draft) == 0, "where the draft leads is not known yet"
    document.surveyed.emit(replace(made_chunk(20, 21), tracks=np.array([np.arange(19.0, 40.0), np.full(21, np.nan)])))
    frame = framed(rising)
    image = drawn(draw_tracks, frame)
    edit = frame.projection.point_at(20)
    assert counted(image, LIGHT.draft, right=edit - 2) == 0
    assert counted(image, LIGHT.draft, left=edit) > 100
    stored = counted(image, LIGHT.tracks[0], left=edit + 2)
    assert 30 < stored < counted(image, LIGHT.draft, left=edit)


def test_what_a_draft_adds_is_the_draft_s(rising: TimelineModel, document: Document) -> None:
    document.surveyed.emit(replace(made_chunk(31, 10), tracks=np.array([np.arange(31.0, 41.0), np.full(10, np.nan)])))
    assert document.shown is not None
    replay = document.shown.replay
    draft = with_append(new_draft(replay.index, Because("a", "b")), Append("moved", {}, from_microseconds(START)))
    document.show_what_if(what_if(draft, replay.index, replay.history, first_version=1))
    document.surveyed.emit(replace(made_chunk(41, 1), tracks=np.array([[20.0], [np.nan]])))
    frame = framed(rising)
    image = drawn(draw_tracks, frame)
    added = frame.projection.point_at(41)
    assert counted(image, LIGHT.draft, left=added) > 5
    assert counted(image, LIGHT.draft, right=added - 2) == 0
    assert counted(image, LIGHT.tracks[0], left=added + 1) == 0


def test_what_is_stored_is_seen_below_the_draft_s_line_too(rising: TimelineModel, document: Document) -> None:
    document.surveyed.emit(replace(made_chunk(31, 10), tracks=np.array([np.full(10, 5.0), np.full(10, np.nan)])))
    assert document.shown is not None
    replay = document.shown.replay
    draft = with_soft_delete(new_draft(replay.index, Because("a", "b")), replay.index, 31)
    document.show_what_if(what_if(draft, replay.index, replay.history, first_version=1))
    document.surveyed.emit(replace(made_chunk(31, 10), tracks=np.array([np.full(10, 30.0), np.full(10, np.nan)])))
    frame = framed(rising)
    image = drawn(draw_tracks, frame)
    edit = frame.projection.point_at(31)
    assert counted(image, LIGHT.draft, left=edit) > 30
    assert counted(image, LIGHT.tracks[0], left=edit + 2) > 15
