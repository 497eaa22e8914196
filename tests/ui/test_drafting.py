"""The draft of the shown stream: staged, shown, kept while others are looked at, and refused where it must be."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leftfold.model.edits import Append, Because, ChangeSet, Edit, SoftDelete
from leftfold.model.stream import StreamId
from leftfold.model.times import EPOCH
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from tests.school import EVENTS, RESET
from tests.store_builders import make_native, opened, stream_id
from tests.ui.conftest import OpenStore


@pytest.fixture
def school(tmp_path: Path, open_store: OpenStore) -> Path:
    path = make_native(tmp_path / "school.sqlite", {"student/1": EVENTS, "student/2": EVENTS[:2]})
    open_store(path, select="student/1")
    return path


def _settle(qtbot: QtBot, document: Document) -> None:
    qtbot.waitUntil(lambda: document.tasks.is_idle)


def _edits(drafting: Drafting) -> list[Edit]:
    """What is proposed for the shown aggregate."""
    return list(drafting.draft.edits) if drafting.draft else []


def _drafted(drafting: Drafting) -> list[StreamId]:
    """The streams that something is proposed for."""
    return list(drafting.drafted)


def _deleted(document: Document) -> list[int]:
    """The versions that are shown as soft-deleted."""
    assert document.shown is not None
    index = document.shown.index
    return [int(version) for version in index.versions[index.deleted]]


@pytest.mark.usefixtures("school")
def test_an_edit_is_shown_as_if_it_were_stored(qtbot: QtBot, document: Document, drafting: Drafting) -> None:
    with qtbot.waitSignal(drafting.previewed, check_params_cb=lambda preview: preview is not None) as told:
        drafting.soft_delete(RESET)
    assert told.args is not None
    assert told.args[0].after["currentPosition"] == 7
    assert document.shown is not None
    assert document.shown.index.deleted.tolist() == [False] * 4 + [True]
    assert document.shown.history.standing(RESET).state.lesson == 7


@pytest.mark.usefixtures("school")
def test_a_draft_is_kept_while_another_aggregate_is_looked_at(
    qtbot: QtBot, document: Document, drafting: Drafting
) -> None:
    drafting.soft_delete(RESET)
    _settle(qtbot, document)
    document.select("student/2")
    _settle(qtbot, document)
    assert _edits(drafting) == []
    assert _drafted(drafting) == [stream_id("student/1")]
    document.select("student/1")
    _settle(qtbot, document)
    assert _deleted(document) == [RESET]
    drafting.discard()
    _settle(qtbot, document)
    assert _drafted(drafting) == []
    assert not _deleted(document)


@pytest.mark.usefixtures("school")
def test_undoing_the_edit_of_another_aggregate_leaves_what_is_shown_alone(
    qtbot: QtBot, document: Document, drafting: Drafting
) -> None:
    drafting.soft_delete(RESET)
    _settle(qtbot, document)
    document.select("student/2")
    _settle(qtbot, document)
    with qtbot.assertNotEmitted(document.shown_changed):
        drafting.undo_stack.undo()
    assert _drafted(drafting) == []


@pytest.mark.usefixtures("school")
def test_what_cannot_be_staged_is_refused_with_its_reason(qtbot: QtBot, drafting: Drafting) -> None:
    with qtbot.waitSignal(drafting.refused) as told:
        drafting.restore(RESET)
    assert told.args is not None
    assert "is not soft-deleted" in told.args[0]
    with qtbot.waitSignal(drafting.refused) as told:
        drafting.soft_delete(99)
    assert told.args is not None
    assert "no stored event with version 99" in told.args[0]
    assert drafting.draft is None


@pytest.mark.usefixtures("school")
def test_a_command_is_decided_on_the_drafted_state(qtbot: QtBot, document: Document, drafting: Drafting) -> None:
    with qtbot.waitSignal(drafting.rejected) as told:
        drafting.command("complete-lesson", {"lesson": 7})
    assert told.args is not None
    assert "the student is at activity 1 of lesson 3" in told.args[0]
    drafting.soft_delete(RESET)
    drafting.command("complete-lesson", {"lesson": 7})
    _settle(qtbot, document)
    assert [edit.data for edit in _edits(drafting) if isinstance(edit, Append)] == [{"lesson": 7}]


def test_a_change_of_the_store_keeps_the_draft_and_says_so(
    qtbot: QtBot, document: Document, drafting: Drafting, school: Path
) -> None:
    drafting.append("lessonCompleted", {"lesson": 3})
    drafting.soft_delete(RESET)
    _settle(qtbot, document)
    with opened(school, write=True) as store:
        from_app = Append("quizTaken", {"quiz": "Q1"}, EPOCH)
        store.commit(ChangeSet(stream_id("student/1"), 5, (from_app, SoftDelete(RESET)), Because("app", "its own")))
    with qtbot.waitSignal(drafting.conflicted) as told:
        document.reload()
    assert told.args == ["student/1 changed since the draft was made."]
    assert drafting.drafted
    with qtbot.waitSignal(drafting.refused) as lost:
        drafting.rebase()
    assert lost.args is not None
    assert "already soft-deleted" in lost.args[0]
    _settle(qtbot, document)
    assert drafting.preview is not None
    assert [type(edit) for edit in _edits(drafting)] == [Append]


def test_a_commit_without_unlocking_is_refused_and_writes_nothing(
    qtbot: QtBot, drafting: Drafting, school: Path
) -> None:
    before = school.read_bytes()
    drafting.explain(Because("tester", "why"))
    drafting.soft_delete(RESET)
    with qtbot.waitSignal(drafting.commit_failed) as told:
        drafting.commit()
    assert told.args is not None
    assert "read-only" in told.args[0]
    assert school.read_bytes() == before
    assert drafting.draft is not None


@pytest.mark.usefixtures("school")
def test_the_author_is_the_computers_user_unless_named(drafting: Drafting) -> None:
    drafting.soft_delete(RESET)
    assert drafting.draft is not None
    assert drafting.draft.because.author
    drafting.explain(Because("Mira", "why", "SUP-1"))
    assert drafting.draft.because == Because("Mira", "why", "SUP-1")
