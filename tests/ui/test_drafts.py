"""The drafts of a window, and the way back and forth through their edits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from leftfold.draft.correction import Correction
from leftfold.draft.draft import Draft, with_soft_delete
from leftfold.model.edits import Because, SoftDelete
from leftfold.model.errors import Refused
from leftfold.model.stream import StreamId
from leftfold.session import Session, computer_user
from leftfold.ui.drafts import Drafts
from tests.school import EVENTS, RESET
from tests.store_builders import make_native

ONE, OTHER = StreamId("student", "1"), StreamId("student", "2")
WHY = Because("tester", "why")
EMPTY = Draft(ONE, 5, frozenset(), WHY)
FIRST = replace(EMPTY, edits=(SoftDelete(5),))
SECOND = replace(EMPTY, edits=(SoftDelete(5), SoftDelete(4)))
ELSEWHERE = replace(FIRST, stream=OTHER)


@pytest.fixture
def drafts(qapp: QObject) -> Iterator[Drafts]:
    owner = QObject(qapp)
    drafts = Drafts(owner)
    for stream in (ONE, OTHER):
        drafts.explain(stream, WHY)
    drafts.turn_to(ONE)
    yield drafts
    owner.deleteLater()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with closing(Session.open(str(make_native(tmp_path / "s.sqlite", {"student/1": EVENTS})))) as session:
        yield session


def test_edits_are_undone_and_redone(qtbot: QtBot, drafts: Drafts) -> None:
    with qtbot.waitSignal(drafts.changed) as told:
        drafts.put(FIRST, text="first")
    assert told.args == [ONE]
    drafts.put(SECOND, text="second")
    assert drafts.undo_stack.undoText() == "second"
    drafts.undo_stack.undo()
    assert drafts.of(ONE) == FIRST
    drafts.undo_stack.undo()
    assert drafts.of(ONE) is None
    drafts.undo_stack.redo()
    assert drafts.of(ONE) == FIRST


def test_only_the_edits_of_the_stream_that_is_looked_at_are_undone(drafts: Drafts) -> None:
    drafts.put(FIRST, text="first")
    drafts.put(ELSEWHERE, text="another's")
    assert list(drafts.streams) == [ONE, OTHER]
    drafts.undo_stack.undo()
    assert list(drafts.streams) == [OTHER]
    drafts.undo_stack.undo()
    assert list(drafts.streams) == [OTHER]
    drafts.turn_to(None)
    assert not drafts.undo_stack.canRedo()
    drafts.turn_to(OTHER)
    drafts.undo_stack.undo()
    assert list(drafts.streams) == []
    drafts.turn_to(ONE)
    drafts.undo_stack.redo()
    assert list(drafts.streams) == [ONE]


def test_a_draft_without_edits_is_none(drafts: Drafts) -> None:
    drafts.put(FIRST, text="first")
    drafts.put(EMPTY, text="nothing left")
    assert drafts.of(ONE) is None
    assert list(drafts.streams) == []


def test_each_stream_has_its_own_reason_and_the_author_stays(drafts: Drafts) -> None:
    drafts.put(FIRST, text="first")
    drafts.explain(ONE, Because("Mira", "a wrong reset", "SUP-1"))
    draft = drafts.of(ONE)
    assert draft is not None
    assert draft.because == Because("Mira", "a wrong reset", "SUP-1")
    assert drafts.because(OTHER) == WHY
    assert drafts.because(StreamId("student", "3")) == Because("Mira", "")


def test_the_author_is_the_computers_user_at_first(qapp: QObject) -> None:
    owner = QObject(qapp)
    assert Drafts(owner).because(ONE) == Because(computer_user(), "")
    owner.deleteLater()


def test_a_reason_survives_undoing_and_a_discarded_draft_comes_back_with_its_own(drafts: Drafts) -> None:
    drafts.put(FIRST, text="first")
    drafts.explain(ONE, Because("Mira", "typed later"))
    drafts.undo_stack.undo()
    drafts.undo_stack.redo()
    assert drafts.because(ONE).reason == "typed later"
    drafts.drop(ONE, text="discard")
    assert (drafts.of(ONE), drafts.because(ONE).reason) == (None, "")
    drafts.undo_stack.undo()
    draft = drafts.of(ONE)
    assert draft is not None
    assert draft.because.reason == "typed later"


def test_an_edit_is_staged_on_what_is_there(drafts: Drafts, session: Session) -> None:
    replay = session.open_stream(ONE)
    drafts.stage(session, replay, lambda draft, index: with_soft_delete(draft, index, RESET), "first")
    drafts.stage(session, replay, lambda draft, index: with_soft_delete(draft, index, 4), "second")
    draft = drafts.of(ONE)
    assert draft is not None
    assert draft.edits == (SoftDelete(RESET), SoftDelete(4))
    with pytest.raises(Refused, match="already soft-deleted"):
        drafts.stage(session, replay, lambda draft, index: with_soft_delete(draft, index, 4), "again")
    assert drafts.of(ONE) == draft


def test_nothing_is_added_to_a_draft_that_was_made_on_another_stream_than_it_is_now(
    drafts: Drafts, session: Session
) -> None:
    replay = session.open_stream(ONE)
    old = replace(FIRST, base_version=4)
    drafts.put(old, text="made before")
    with pytest.raises(Refused, match="as it is now"):
        drafts.stage(session, replay, lambda draft, index: with_soft_delete(draft, index, 3), "more")
    assert drafts.of(ONE) == old
    assert drafts.rebase(replay) == ()
    assert drafts.of(ONE) == FIRST
    assert not drafts.undo_stack.canUndo()


def test_an_edit_that_no_longer_applies_is_told_when_the_draft_is_laid_anew(drafts: Drafts, session: Session) -> None:
    replay = session.open_stream(ONE)
    drafts.put(replace(FIRST, base_version=98, edits=(SoftDelete(98), SoftDelete(5))), text="made before")
    assert drafts.rebase(replay) == ("student/1 has no stored event with version 98; nothing was changed.",)
    assert drafts.of(ONE) == FIRST
    drafts.finish(ONE)
    assert drafts.rebase(replay) == ()


def test_a_written_draft_is_gone_for_good(drafts: Drafts) -> None:
    drafts.put(FIRST, text="first")
    drafts.put(ELSEWHERE, text="another's")
    drafts.finish(ONE)
    assert list(drafts.streams) == [OTHER]
    assert drafts.because(ONE).reason == ""
    assert not drafts.undo_stack.canUndo()
    drafts.clear()
    assert list(drafts.streams) == []
    assert drafts.because(OTHER).reason == ""


def test_all_of_them_are_one_correction_with_the_reason_that_was_given_last(qtbot: QtBot, drafts: Drafts) -> None:
    drafts.put(FIRST, text="first")
    drafts.explain(ONE, Because("Mira", "", "SUP-1"))
    drafts.put(ELSEWHERE, text="another's")
    drafts.explain(OTHER, Because("Mira", "a bulk job"))
    drafts.name = "Resets"
    found = drafts.correction
    assert (found.name, found.streams, found.because) == ("Resets", (ONE, OTHER), Because("Mira", "a bulk job"))
    assert [draft.because.reason for draft in found] == ["a bulk job", "a bulk job"]
    with qtbot.waitSignal(drafts.explained):
        drafts.explain_all(Because("Ann", "told at last"))
    assert [draft.because for draft in drafts.correction] == [
        Because("Ann", "told at last"),
        Because("Mira", "a bulk job"),
    ]
    for stream in (ONE, OTHER):
        drafts.drop(stream, text="discard")
    assert (drafts.name, drafts.correction) == ("", Correction("", Because("Mira", ""), ()))


def test_a_correction_is_taken_up_and_each_of_its_drafts_can_be_undone(drafts: Drafts) -> None:
    drafts.put(SECOND, text="mine")
    other = Because("Mira", "hers", committer="Tom")
    drafts.take_up(Correction("Hers", other, (replace(FIRST, because=other), replace(ELSEWHERE, because=other))))
    assert drafts.of(ONE) == replace(FIRST, because=other)
    assert (drafts.name, drafts.correction.drafted_by) == ("Hers", ("Mira",))
    drafts.explain(ONE, replace(other, reason="hers, and right"))
    assert drafts.because(StreamId("student", "3")).author == "tester", "the next draft is my own"
    drafts.undo_stack.undo()
    draft = drafts.of(ONE)
    assert draft is not None
    assert draft.edits == SECOND.edits
    drafts.turn_to(OTHER)
    drafts.undo_stack.undo()
    assert drafts.of(OTHER) is None
