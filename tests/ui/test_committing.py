"""Drafts on their way into the store."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leftfold.model.stream import StreamId
from leftfold.ui.committing import Committing, Written
from leftfold.ui.document import Document
from leftfold.ui.tasks import Tasks
from tests.school import EVENTS
from tests.store_builders import make_native
from tests.ui.conftest import OpenStore
from tests.ui.proposals import opened, with_lesson


@pytest.fixture
def committing(tasks: Tasks, open_store: OpenStore, tmp_path: Path) -> Committing:
    open_store(make_native(tmp_path / "s.sqlite", {"student/1": EVENTS}), select="student/1")
    return Committing(tasks, tasks)


def test_a_draft_is_written_and_once_more_it_is_a_conflict(
    qtbot: QtBot, committing: Committing, document: Document
) -> None:
    session, _replay = opened(document)
    draft = with_lesson(document)
    session.unlock()
    with qtbot.waitSignal(committing.written) as told:
        committing.commit(session, draft)
        under_way = committing.is_under_way
    assert (under_way, committing.is_under_way) == (True, False)
    assert told.args == [Written(draft, 6)]
    with qtbot.waitSignal(committing.conflicted) as conflict:
        committing.commit(session, draft)
    assert conflict.args is not None
    assert conflict.args[0] == draft
    assert "lessonCompleted (version 6)" in conflict.args[1]


def test_what_the_store_refuses_is_said(qtbot: QtBot, committing: Committing, document: Document) -> None:
    session, _replay = opened(document)
    with qtbot.waitSignal(committing.failed) as told:
        committing.commit(session, with_lesson(document))
    assert told.args == ["The store is open read-only; unlock it before committing."]


def test_drafts_of_many_streams_are_written_or_none(
    qtbot: QtBot, committing: Committing, document: Document, tmp_path: Path
) -> None:
    session, _replay = opened(document)
    draft = with_lesson(document)
    late = replace(draft, stream=StreamId("student", "2"), base_version=9)
    session.unlock()
    with qtbot.waitSignal(committing.conflicted) as conflict:
        committing.commit(session, draft, late)
    assert conflict.args is not None
    assert conflict.args[0] == late
    new = replace(late, base_version=None)
    with qtbot.waitSignal(committing.written) as told:
        committing.commit(session, draft, new)
    assert told.args == [Written(draft, 6, (new,))]
    written: Written = told.args[0]
    assert written.drafts == (draft, new)
    assert written.told == "Written by Mira: 2 edits of 2 aggregates, all at once."
    assert Written(draft, 6).told.startswith("Written by Mira: event 6 appended.")
    assert (tmp_path / "s.sqlite").exists()
