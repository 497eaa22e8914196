"""The drafts of a window, and the way back and forth through their edits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from leftfold.draft.draft import Draft
from leftfold.model.edits import Because, SoftDelete
from leftfold.model.stream import StreamId
from leftfold.ui.drafts import Drafts

ONE, OTHER = StreamId("student", "1"), StreamId("student", "2")
EMPTY = Draft(ONE, 5, frozenset(), Because("tester", "why"))
FIRST = replace(EMPTY, edits=(SoftDelete(5),))
SECOND = replace(EMPTY, edits=(SoftDelete(5), SoftDelete(4)))


@pytest.fixture
def owner() -> QObject:
    return QObject()


def test_edits_are_undone_and_redone(qtbot: QtBot, owner: QObject) -> None:
    drafts = Drafts(owner)
    with qtbot.waitSignal(drafts.changed) as told:
        drafts.put(ONE, FIRST, text="first")
    assert told.args == [ONE]
    drafts.put(ONE, SECOND, text="second")
    drafts.put(OTHER, replace(FIRST, stream=OTHER), text="another's")
    assert drafts.streams == (ONE, OTHER)
    for expected in ((SECOND, None), (FIRST, None), (None, None)):
        drafts.undo_stack.undo()
        assert (drafts.of(ONE), drafts.of(OTHER)) == expected
    drafts.undo_stack.redo()
    assert drafts.of(ONE) == FIRST


def test_a_draft_without_edits_is_none(owner: QObject) -> None:
    drafts = Drafts(owner)
    drafts.put(ONE, FIRST, text="first")
    drafts.put(ONE, EMPTY, text="nothing left")
    assert drafts.of(ONE) is None
    assert drafts.streams == ()


def test_what_lies_behind_another_stream_cannot_be_undone(owner: QObject) -> None:
    drafts = Drafts(owner)
    drafts.put(ONE, FIRST, text="first")
    drafts.replace(ONE, SECOND)
    assert not drafts.undo_stack.canUndo()
    assert drafts.of(ONE) == SECOND
    drafts.clear()
    assert drafts.streams == ()
