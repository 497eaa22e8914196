"""The draft of the shown stream: staged, shown, kept while others are looked at, and refused where it must be."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leftfold.model.edits import Append, Because, ChangeSet, Edit, SoftDelete
from leftfold.model.stream import StreamId
from leftfold.model.times import EPOCH
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.tasks import Lane
from tests.school import EVENTS, RESET
from tests.store_builders import make_native, opened, stream_id
from tests.ui.conftest import HoldLane, OpenStore


@pytest.fixture
def school(tmp_path: Path, open_store: OpenStore) -> Path:
    path = make_native(tmp_path / "school.sqlite", {"student/1": EVENTS, "student/2": EVENTS[:2]})
    open_store(path, select="student/1")
    return path


@pytest.fixture
def unlocked(qtbot: QtBot, drafting: Drafting, school: Path) -> Drafting:
    """The drafting of a store that may be written, with a reason."""
    assert school.exists()
    drafting.explain(Because("Mira", "a wrong reset"))
    with qtbot.waitSignal(drafting.lock.changed):
        drafting.lock.unlock()
    return drafting


def _meanwhile(school: Path) -> None:
    """Another program appends an event."""
    with opened(school, write=True) as store:
        from_app = Append("quizTaken", {"quiz": "Q1"}, EPOCH)
        store.commit(ChangeSet(stream_id("student/1"), 5, (from_app,), Because("app", "its own")))


def _settle(qtbot: QtBot, document: Document) -> None:
    qtbot.waitUntil(lambda: document.tasks.is_idle)


def _edits(drafting: Drafting) -> list[Edit]:
    """What is proposed for the shown aggregate."""
    return list(drafting.draft.edits) if drafting.draft else []


def _drafted(drafting: Drafting) -> list[StreamId]:
    """The streams that something is proposed for."""
    return list(drafting.drafted)


def _length(document: Document) -> int:
    """How many events are shown."""
    return 0 if document.shown is None else len(document.shown.index)


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
def test_the_edits_of_an_aggregate_are_undone_only_while_it_is_looked_at(
    qtbot: QtBot, document: Document, drafting: Drafting
) -> None:
    drafting.soft_delete(RESET)
    _settle(qtbot, document)
    document.select("student/2")
    _settle(qtbot, document)
    assert not drafting.undo_stack.canUndo()
    document.select("student/1")
    _settle(qtbot, document)
    drafting.undo_stack.undo()
    _settle(qtbot, document)
    assert not _deleted(document)
    drafting.undo_stack.redo()
    _settle(qtbot, document)
    assert _deleted(document) == [RESET]


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
    assert told.args == [drafting.conflict]
    assert drafting.conflict == (
        "student/1 changed since the draft was made: 1 event arrived, quizTaken (version 6); event 5 was soft-deleted."
    )
    _settle(qtbot, document)
    assert len(_edits(drafting)) == 2
    assert [drafting.preview] == [None]
    assert document.shown is not None
    assert document.shown.what_if is None
    with qtbot.waitSignal(drafting.refused) as refusal:
        drafting.soft_delete(1)
    assert refusal.args is not None
    assert "as it is now" in refusal.args[0]
    with qtbot.waitSignal(drafting.refused) as lost:
        drafting.rebase()
    assert lost.args is not None
    assert "already soft-deleted" in lost.args[0]
    _settle(qtbot, document)
    assert drafting.preview is not None
    assert [type(edit) for edit in _edits(drafting)] == [Append]
    assert _length(document) == 7
    assert not drafting.conflict


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


def test_an_edit_of_a_draft_in_conflict_lays_it_on_nothing_until_it_is_told_to(
    qtbot: QtBot, document: Document, drafting: Drafting, school: Path
) -> None:
    drafting.append("lessonCompleted", {"lesson": 3})
    drafting.append("lessonCompleted", {"lesson": 4})
    _settle(qtbot, document)
    _meanwhile(school)
    document.reload()
    _settle(qtbot, document)
    drafting.remove(1)
    _settle(qtbot, document)
    assert document.shown is not None
    assert document.shown.index.versions.tolist() == [1, 2, 3, 4, 5, 6]
    drafting.undo_stack.undo()
    drafting.rebase()
    _settle(qtbot, document)
    assert document.shown.index.versions.tolist() == [1, 2, 3, 4, 5, 6, 7, 8]


def test_a_draft_is_laid_anew_only_while_its_stream_is_looked_at(
    qtbot: QtBot, document: Document, drafting: Drafting, school: Path, held: HoldLane
) -> None:
    drafting.soft_delete(RESET)
    _settle(qtbot, document)
    _meanwhile(school)
    with qtbot.waitSignal(drafting.conflicted):
        document.reload()
    with held(Lane.STREAM):
        drafting.rebase()
        document.selection.select(None)
    _settle(qtbot, document)
    assert document.shown is None
    with qtbot.waitSignal(drafting.conflicted):
        document.select("student/1")
    assert _edits(drafting) == [SoftDelete(RESET)]


def test_a_conflict_that_a_commit_meets_says_what_arrived_and_is_over_once_the_draft_is_laid_anew(
    qtbot: QtBot, document: Document, unlocked: Drafting, school: Path
) -> None:
    unlocked.soft_delete(RESET)
    _settle(qtbot, document)
    _meanwhile(school)
    with qtbot.waitSignal(unlocked.conflicted) as told:
        unlocked.commit()
    assert told.args is not None
    assert "quizTaken (version 6)" in told.args[0]
    assert _edits(unlocked) == [SoftDelete(RESET)]
    assert unlocked.undo_stack.canUndo()
    unlocked.rebase()
    _settle(qtbot, document)
    assert unlocked.conflict == ""
    with qtbot.waitSignal(unlocked.committed) as written:
        unlocked.commit()
    _settle(qtbot, document)
    assert written.args is not None
    assert (written.args[0].last_version, written.args[0].draft.edits) == (6, (SoftDelete(RESET),))
    assert _deleted(document) == [RESET]


def test_a_conflict_is_over_once_the_draft_is_discarded_and_told_again_once_it_is_back(
    qtbot: QtBot, document: Document, drafting: Drafting, school: Path
) -> None:
    drafting.soft_delete(RESET)
    _settle(qtbot, document)
    _meanwhile(school)
    with qtbot.waitSignal(drafting.conflicted):
        document.reload()
    drafting.discard()
    assert drafting.conflict == ""
    drafting.undo_stack.undo()
    assert "quizTaken (version 6)" in drafting.conflict


def test_what_is_being_written_can_be_neither_changed_nor_undone(
    qtbot: QtBot, document: Document, unlocked: Drafting, held: HoldLane
) -> None:
    unlocked.soft_delete(RESET)
    _settle(qtbot, document)
    with held(Lane.STREAM), qtbot.waitSignals([unlocked.refused] * 4) as told:
        unlocked.commit()
        assert unlocked.is_committing
        assert not unlocked.undo_stack.canUndo()
        unlocked.append("lessonCompleted", {"lesson": 7})
        unlocked.remove(0)
        unlocked.discard()
        unlocked.rebase()
        unlocked.commit()
    assert all("being written" in one.args[0] for one in told.all_signals_and_args)
    _settle(qtbot, document)
    assert _drafted(unlocked) == []
    assert _deleted(document) == [RESET]


def test_a_commit_that_fails_gives_the_draft_back(
    qtbot: QtBot, document: Document, unlocked: Drafting, school: Path
) -> None:
    unlocked.soft_delete(RESET)
    _settle(qtbot, document)
    with closing(sqlite3.connect(school, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with qtbot.waitSignal(unlocked.commit_failed) as told:
            unlocked.commit()
        other.execute("ROLLBACK")
    assert told.args is not None
    assert "is locked by another program" in told.args[0]
    assert _edits(unlocked) == [SoftDelete(RESET)]
    assert unlocked.undo_stack.canUndo()


def test_a_draft_that_is_written_while_another_aggregate_is_looked_at(
    qtbot: QtBot, document: Document, unlocked: Drafting, school: Path
) -> None:
    unlocked.soft_delete(RESET)
    _settle(qtbot, document)
    unlocked.commit()
    document.select("student/2")
    _settle(qtbot, document)
    unlocked.soft_delete(1)
    unlocked.explain(Because("Mira", "another reason"))
    _settle(qtbot, document)
    assert _drafted(unlocked) == [stream_id("student/2")]
    assert unlocked.because.reason == "another reason"
    document.select("student/1")
    _settle(qtbot, document)
    assert _deleted(document) == [RESET]
    assert unlocked.because.reason == ""
    with opened(school) as store:
        assert [entry.because.reason for entry in store.audit(stream_id("student/1"))] == ["a wrong reset"]


@pytest.mark.usefixtures("school")
def test_a_command_is_not_staged_on_another_aggregate_than_it_was_decided_for(
    qtbot: QtBot, document: Document, drafting: Drafting, held: HoldLane
) -> None:
    document.select("student/2")
    _settle(qtbot, document)
    document.select("student/1")
    _settle(qtbot, document)
    with held(Lane.STREAM), qtbot.waitSignal(drafting.rejected):
        drafting.command("complete-lesson", {"lesson": 3})
        drafting.soft_delete(RESET)
    _settle(qtbot, document)
    assert _edits(drafting) == [SoftDelete(RESET)]


@pytest.mark.usefixtures("school")
def test_a_new_reason_is_carried_by_the_drafted_events_and_blanks_no_preview(
    qtbot: QtBot, document: Document, drafting: Drafting
) -> None:
    drafting.append("lessonCompleted", {"lesson": 3})
    _settle(qtbot, document)
    preview = drafting.preview
    assert preview is not None
    drafting.explain(Because("Mira", "why", "SUP-1"))
    assert drafting.preview is preview

    def note() -> object:
        assert document.shown is not None
        metadata = document.shown.history.step(6).event.metadata
        return metadata["leftfold"] if isinstance(metadata, dict) else None

    qtbot.waitUntil(lambda: note() == {"author": "Mira", "reason": "why", "ticket": "SUP-1"})
    _settle(qtbot, document)
    assert drafting.preview == preview


@pytest.mark.usefixtures("school")
def test_nothing_is_drafted_once_nothing_is_shown(qtbot: QtBot, document: Document, drafting: Drafting) -> None:
    drafting.soft_delete(RESET)
    _settle(qtbot, document)
    with qtbot.waitSignal(drafting.changed):
        document.selection.select(None)
    assert drafting.draft is None
    assert drafting.preview is None
    assert not drafting.undo_stack.canUndo()
    assert _drafted(drafting) == [stream_id("student/1")]


@pytest.mark.usefixtures("school")
def test_another_store_has_no_drafts(
    document: Document, drafting: Drafting, open_store: OpenStore, tmp_path: Path
) -> None:
    drafting.soft_delete(RESET)
    open_store(make_native(tmp_path / "other.sqlite", {"student/1": EVENTS}), select="student/1")
    assert _drafted(drafting) == []
    assert not _deleted(document)


@pytest.mark.usefixtures("school")
def test_an_edit_is_seen_even_where_what_is_stored_was_shown(
    qtbot: QtBot, document: Document, drafting: Drafting
) -> None:
    drafting.soft_delete(RESET)
    _settle(qtbot, document)
    drafting.laying.show_stored(True)
    assert not _deleted(document)
    drafting.soft_delete(1)
    assert _deleted(document) == [1, RESET]
    drafting.laying.show_stored(True)
    drafting.undo_stack.undo()
    assert _deleted(document) == [RESET]


@pytest.mark.usefixtures("school")
def test_the_author_is_the_computers_user_unless_named(drafting: Drafting) -> None:
    drafting.soft_delete(RESET)
    assert drafting.draft is not None
    assert drafting.draft.because.author
    drafting.explain(Because("Mira", "why", "SUP-1"))
    assert drafting.draft.because == Because("Mira", "why", "SUP-1")


@pytest.mark.usefixtures("school")
def test_edits_are_put_in_another_order_and_back(qtbot: QtBot, document: Document, drafting: Drafting) -> None:
    for lesson in (3, 4, 5):
        drafting.append("lessonCompleted", {"lesson": lesson})
    first, second, third = _edits(drafting)
    drafting.reorder(2, 0)
    _settle(qtbot, document)
    assert _edits(drafting) == [third, first, second]
    assert document.shown is not None
    told = [step.event.data for step in document.shown.history.steps(6, 8)]
    assert told == [{"lesson": 5}, {"lesson": 3}, {"lesson": 4}]
    drafting.undo_stack.undo()
    assert _edits(drafting) == [first, second, third]
    drafting.reorder(1, 1)
    assert not drafting.undo_stack.canRedo() or drafting.undo_stack.redoText() == "reorder the edits"
    drafting.undo_stack.redo()
    assert _edits(drafting) == [third, first, second]
    _settle(qtbot, document)


def test_drafts_of_many_aggregates_are_committed_together(qtbot: QtBot, document: Document, unlocked: Drafting) -> None:
    unlocked.soft_delete(RESET)
    _settle(qtbot, document)
    with qtbot.waitSignal(document.loaded):
        document.select("student/2")
    with qtbot.waitSignal(unlocked.changed):
        unlocked.soft_delete(2)
    unlocked.drafts.explain_all(Because("Mira", "both"))
    with qtbot.waitSignal(unlocked.committed) as told:
        unlocked.commit_all(unlocked.drafts.correction)
    _settle(qtbot, document)
    assert told.args is not None
    assert [draft.stream for draft in told.args[0].drafts] == [stream_id("student/1"), stream_id("student/2")]
    assert _drafted(unlocked) == []
    assert _deleted(document) == [2]
    with qtbot.assertNotEmitted(unlocked.committed):
        unlocked.commit_all(())
