"""Drafts on their way into the store."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

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
