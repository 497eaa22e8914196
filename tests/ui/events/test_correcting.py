"""What is done with the event at the cursor."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from leftfold.model.edits import Append, Restore, SoftDelete
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.events.correcting import Correcting
from leftfold.ui.events.offers import NO_EVENT
from tests.school import EVENTS, RESET
from tests.store_builders import make_native
from tests.ui.conftest import WAIT, OpenStore
from tests.ui.events.made import LISA, long_replay
from tests.ui.events.test_fetching import BrokenSource


@pytest.fixture
def correcting(document: Document, drafting: Drafting) -> Correcting:
    return Correcting(document, drafting)


@pytest.fixture
def student(document: Document, correcting: Correcting, open_store: OpenStore, tmp_path: Path) -> Correcting:
    open_store(make_native(tmp_path / "s.sqlite", {"student/1": EVENTS}), select="student/1")
    document.selection.go_to(RESET)
    return correcting


def edits(drafting: Drafting) -> list[str]:
    return [] if drafting.draft is None else [type(edit).__name__ for edit in drafting.draft.edits]


def test_an_event_is_proposed_for_deletion_and_taken_back(student: Correcting, drafting: Drafting) -> None:
    assert student.why_no_soft_delete == ""
    student.soft_delete()
    assert drafting.draft is not None
    assert drafting.draft.edits == (SoftDelete(RESET),)
    assert student.why_no_restore == ""
    student.restore()
    assert edits(drafting) == []


def test_a_deleted_event_is_proposed_for_restoring(student: Correcting, document: Document, drafting: Drafting) -> None:
    assert document.shown is not None
    document.shown.replay.index.deleted[RESET - 1] = True
    student.restore()
    assert drafting.draft is not None
    assert drafting.draft.edits == (Restore(RESET),)


def test_a_proposed_event_is_taken_out(student: Correcting, document: Document, drafting: Drafting) -> None:
    for lesson in (3, 4):
        drafting.append("lessonCompleted", {"lesson": lesson})
    proposed = []
    for ordinal in (0, RESET, RESET + 1):
        document.selection.go_to(ordinal)
        proposed.append(student.is_proposed)
    assert proposed == [False, False, True]
    student.soft_delete()
    assert drafting.draft is not None
    left = drafting.draft.edits
    assert [edit.data for edit in left if isinstance(edit, Append)] == [{"lesson": 4}]


def test_withdrawing_leaves_a_stored_event_alone(student: Correcting, document: Document, drafting: Drafting) -> None:
    drafting.append("lessonCompleted", {"lesson": 3})
    document.selection.go_to(RESET)
    student.withdraw()
    assert edits(drafting) == ["Append"]


def test_what_cannot_be_done_is_refused_with_its_reason(
    qtbot: QtBot, student: Correcting, document: Document, drafting: Drafting
) -> None:
    with qtbot.waitSignal(drafting.refused) as refused:
        student.restore()
    assert refused.args == ["The event is not soft-deleted."]
    document.selection.go_to(0)
    for act in (student.soft_delete, student.restore, student.copy_json):
        with qtbot.waitSignal(drafting.refused) as refused:
            act()
        assert refused.args == [NO_EVENT]


def test_the_event_is_copied_as_json_and_as_a_sentence(qtbot: QtBot, student: Correcting) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("")
    student.copy_json()
    qtbot.waitUntil(lambda: bool(clipboard.text()), timeout=WAIT)
    assert json.loads(clipboard.text())["version"] == RESET
    student.copy_sentence()
    qtbot.waitUntil(lambda: clipboard.text().startswith("Progress was reset to lesson 3"), timeout=WAIT)


def test_an_event_that_cannot_be_read_is_not_copied(
    qtbot: QtBot, correcting: Correcting, document: Document, drafting: Drafting
) -> None:
    document.selection.select(LISA)
    with qtbot.waitSignals([document.survey_failed, document.moment_failed], timeout=WAIT):
        document.show_replay(long_replay(10, BrokenSource()))
    with qtbot.waitSignal(drafting.refused, timeout=WAIT) as refused:
        correcting.copy_sentence()
    assert refused.args == ["The database is gone; open it again."]
