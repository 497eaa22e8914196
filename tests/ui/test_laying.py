"""The draft laid on the shown stream."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from leftfold.model.edits import Because
from leftfold.ui.document import Document
from leftfold.ui.laying import Laying
from leftfold.ui.previewing import PREVIEW
from leftfold.ui.tasks import Lane, Tasks
from tests.school import EVENTS, RESET
from tests.store_builders import make_native, stream_id
from tests.ui.conftest import HoldLane, OpenStore
from tests.ui.proposals import opened, with_lesson, without_reset


@pytest.fixture
def laying(document: Document, open_store: OpenStore, tmp_path: Path) -> Laying:
    laying = Laying(document, document)
    open_store(make_native(tmp_path / "s.sqlite", {"student/1": EVENTS, "student/2": EVENTS}), select="student/1")
    return laying


def _shown(document: Document) -> tuple[int, list[int]]:
    """How many events are shown, and which of them as soft-deleted."""
    assert document.shown is not None
    index = document.shown.index
    return len(index), [int(version) for version in index.versions[index.deleted]]


def test_a_draft_is_shown_as_if_it_were_stored_and_taken_off_again(
    qtbot: QtBot, laying: Laying, document: Document
) -> None:
    _session, replay = opened(document)
    laying.lay(without_reset(document), replay)
    assert _shown(document) == (5, [RESET])
    qtbot.waitUntil(lambda: laying.previewing.preview is not None)
    laying.lay(None, replay)
    assert _shown(document) == (5, [])
    assert (laying.proposed, laying.previewing.preview) == (None, None)


def test_what_is_stored_can_be_looked_at_while_a_draft_is_laid(
    qtbot: QtBot, laying: Laying, document: Document
) -> None:
    _session, replay = opened(document)
    laying.show_stored(True)
    assert not laying.shows_stored
    laying.lay(with_lesson(document), replay)
    with qtbot.waitSignal(laying.shows_stored_changed) as told:
        laying.show_stored(True)
    assert told.args == [True]
    assert _shown(document) == (5, [])
    laying.lay(without_reset(document), replay)
    assert _shown(document) == (5, [])
    laying.show_stored(False)
    assert _shown(document) == (5, [RESET])
    laying.show_stored(True)
    with qtbot.waitSignal(laying.shows_stored_changed) as told:
        laying.lay(None, replay)
    assert told.args == [False]


def test_a_draft_that_was_made_before_the_stream_changed_is_not_laid_on_it(laying: Laying, document: Document) -> None:
    _session, replay = opened(document)
    laying.lay(replace(with_lesson(document), base_version=4), replay)
    assert laying.proposed is None
    assert _shown(document) == (5, [])


def test_a_reason_is_carried_by_events_that_are_appended(qtbot: QtBot, laying: Laying, document: Document) -> None:
    _session, replay = opened(document)
    draft = with_lesson(document)
    laying.lay(draft, replay)
    before = laying.proposed
    laying.explain(replace(draft, because=Because("Mira", "another reason")))
    qtbot.waitUntil(lambda: laying.proposed is not before)
    assert document.shown is not None
    event = document.shown.history.step(6).event
    assert event.metadata == {"leftfold": {"author": "Mira", "reason": "another reason"}}


def test_a_reason_leaves_what_is_deleted_as_it_is_shown(qtbot: QtBot, laying: Laying, document: Document) -> None:
    _session, replay = opened(document)
    draft = without_reset(document)
    laying.lay(draft, replay)
    before = laying.proposed
    with qtbot.waitSignal(laying.findChildren(QTimer)[0].timeout):
        laying.explain(replace(draft, because=Because("Mira", "another reason")))
    assert laying.proposed is before


def test_what_is_shown_stays_where_the_draft_is_left(laying: Laying, document: Document) -> None:
    _session, replay = opened(document)
    laying.lay(without_reset(document), replay)
    laying.leave()
    assert laying.proposed is None
    assert _shown(document) == (5, [RESET])


def test_turning_to_another_stream_gives_up_the_preview(
    laying: Laying, document: Document, tasks: Tasks, held: HoldLane
) -> None:
    _session, replay = opened(document)
    with held(Lane.STREAM):
        laying.lay(without_reset(document), replay)
        assert tasks.is_under_way(PREVIEW)
        document.selection.select(stream_id("student/2"))
        assert not tasks.is_under_way(PREVIEW)
