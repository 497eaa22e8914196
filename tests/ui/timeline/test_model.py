"""The timeline's model follows what is shown, what is drafted and what is surveyed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from leftfold.draft.draft import new_draft, with_soft_delete
from leftfold.draft.overlay import WhatIf, what_if
from leftfold.model.edits import Because
from leftfold.ui.document import Document
from leftfold.ui.timeline.marking import Kind
from leftfold.ui.timeline.model import TimelineModel
from tests.ui.timeline.made import COUNTING, begun_index, made_chunk, made_index, made_replay, show_made


def _what_if(document: Document, *versions: int) -> WhatIf[int]:
    assert document.shown is not None
    index, history = document.shown.replay.index, document.shown.replay.history
    draft = new_draft(index, Because("a", "b"))
    for version in versions:
        draft = with_soft_delete(draft, index, version)
    return what_if(draft, index, history, first_version=1)


def test_nothing_is_shown_at_first_and_after_the_end(model: TimelineModel, document: Document) -> None:
    assert (len(model.index), model.tracks, model.axis.length) == (0, (), 0)
    show_made(document, made_index(50))
    assert (len(model.index), len(model.tracks), model.axis.length) == (50, 2, 50)
    document.close()
    document.selection.select(None)
    assert (len(model.index), model.tracks, model.axis.length) == (0, (), 0)
    assert model.surveyed.known == 0


def test_types_without_room_share_a_lane(model: TimelineModel, document: Document) -> None:
    show_made(document, made_index(50))
    model.set_most_lanes(3)
    assert [lane.title for lane in model.lanes.lanes] == ["Thing opened", "Thing moved", "closed"]
    model.set_most_lanes(2)
    assert [lane.title for lane in model.lanes.lanes] == ["Thing opened", "2 other types"]


def test_the_survey_is_told_as_it_comes(qtbot: QtBot, model: TimelineModel, document: Document) -> None:
    show_made(document, made_index(50, deleted=(9,)))
    with qtbot.waitSignal(model.grown):
        document.surveyed.emit(made_chunk(1, 20, failed=(7,), broken=(8,)))
        document.surveyed.emit(made_chunk(21, 30, failed=(21,)))
    assert model.surveyed.known == 50
    marked = {ordinal: model.marking.kinds_of(ordinal) for ordinal in (6, 7, 8, 9, 21)}
    assert marked == {6: (), 7: (Kind.FAILED,), 8: (Kind.BROKEN,), 9: (Kind.DELETED,), 21: (Kind.FAILED,)}


@pytest.mark.parametrize("known", [0, 10, 50])
def test_a_draft_shares_what_is_known_up_to_its_first_edit(
    model: TimelineModel, document: Document, known: int
) -> None:
    show_made(document, made_index(50))
    if known:
        document.surveyed.emit(made_chunk(1, known))
    document.show_what_if(_what_if(document, 30))
    assert model.surveyed is model.proposed
    assert model.surveyed.known == min(known, 29)
    assert model.stored.known == known
    document.surveyed.emit(made_chunk(model.surveyed.known + 1, 50 - model.surveyed.known))
    assert model.surveyed.known == 50
    assert model.stored.known == max(known, 29), "what the draft does not change is known of both"
    assert model.marking.kinds_of(30) == (Kind.PROPOSED_DELETION,)
    document.show_what_if(None)
    assert model.surveyed is model.stored
    assert model.marking.kinds_of(30) == ()


def test_what_is_known_stays_where_a_stream_only_grew(model: TimelineModel, document: Document) -> None:
    show_made(document, made_index(50))
    document.surveyed.emit(made_chunk(1, 50, failed=(4,)))
    document.show_replay(made_replay(made_index(60)))
    assert model.surveyed.known == 50
    assert model.marking.kinds_of(4) == (Kind.FAILED,)
    document.show_replay(made_replay(made_index(60, deleted=(2,))))
    assert model.surveyed.known == 0
    document.surveyed.emit(made_chunk(1, 60))
    document.show_replay(made_replay(made_index(60, deleted=(2,)), replace(COUNTING, tracks=())))
    assert (model.surveyed.known, model.tracks) == (0, ())


def test_the_axis_goes_by_time_where_there_are_times(model: TimelineModel, document: Document) -> None:
    model.set_by_time(by_time=True)
    assert not model.has_times
    show_made(document, made_index(50))
    assert (model.has_times, model.axis.length, len(model.axis.breaks)) == (True, 50, 2)
    timeless = made_index(50)
    show_made(document, replace(timeless, times=np.zeros(50, np.int64)))
    assert not model.has_times
    assert model.axis.times is None


def test_the_same_axis_again_changes_nothing(qtbot: QtBot, model: TimelineModel, document: Document) -> None:
    show_made(document, made_index(50))
    with qtbot.assertNotEmitted(model.changed):
        model.set_by_time(by_time=False)
    with qtbot.waitSignal(model.changed):
        model.set_by_time(by_time=True)


def test_what_is_read_is_in_its_lanes_and_the_rest_comes_later(
    qtbot: QtBot, model: TimelineModel, document: Document
) -> None:
    model.set_most_lanes(3)
    model.set_by_time(by_time=True)
    show_made(document, begun_index(40, deleted=(2, 15)))
    assert np.sort(np.concatenate([lane.ordinals for lane in model.lanes.lanes])).tolist() == [
        *range(1, 11), *range(31, 41),
    ]  # fmt: skip
    document.surveyed.emit(made_chunk(1, 40, failed=(7, 16)))
    marked = {ordinal: model.marking.kinds_of(ordinal) for ordinal in (2, 7, 15, 16)}
    assert marked == {2: (Kind.DELETED,), 7: (Kind.FAILED,), 15: (), 16: ()}
    assert (model.axis.length, model.axis.times, model.has_times) == (40, None, False)
    assert document.shown is not None
    whole = replace(document.shown.replay, index=replace(model.index, unread=None))
    with qtbot.waitSignal(model.changed):
        document._fill(whole)
    assert sum(len(lane.ordinals) for lane in model.lanes.lanes) == 40
    marked = {ordinal: model.marking.kinds_of(ordinal) for ordinal in (2, 7, 15, 16)}
    assert marked == {2: (Kind.DELETED,), 7: (Kind.FAILED,), 15: (Kind.DELETED,), 16: (Kind.FAILED,)}
    assert model.surveyed.known == 40, "what the survey told stays known"
    assert (model.axis.times is not None, model.has_times) == (True, True)


def test_what_is_looked_at_stays_while_more_is_read(qtbot: QtBot, model: TimelineModel, document: Document) -> None:
    show_made(document, begun_index(40))
    assert document.shown is not None
    whole = replace(document.shown.replay, index=replace(model.index, unread=None))
    with qtbot.waitSignal(model.grown), qtbot.assertNotEmitted(model.changed):
        document._fill(whole)
    assert model.has_times
