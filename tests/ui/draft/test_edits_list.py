"""The list of proposed edits."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leftfold.model.edits import Append, Edit, Restore, SoftDelete
from leftfold.model.times import EPOCH
from leftfold.ui.draft.edits_list import EditsList
from leftfold.ui.theme.themes import Mode, Themes

EDITS: tuple[Edit, ...] = (SoftDelete(5), Restore(3), Append("lessonCompleted", {"lesson": 7}, EPOCH))


@pytest.fixture
def edits(qtbot: QtBot, themes: Themes) -> EditsList:
    edits = EditsList(themes)
    qtbot.addWidget(edits)
    edits.show()
    return edits


def _texts(edits: EditsList) -> list[str]:
    return [edits.item(row).text() for row in range(edits.count())]


def test_edits_are_shown_in_the_fewest_words_until_their_sentences_are_there(edits: EditsList) -> None:
    edits.show_edits(EDITS, ())
    assert _texts(edits) == ["Soft-delete event 5", "Restore event 3", 'Append lessonCompleted {"lesson":7}']
    edits.setCurrentRow(1)
    told = ["Soft-delete event 5: A reset", "Restore event 3: A quiz", "Append event 8: Completed lesson 7"]
    edits.show_edits(EDITS, told)
    assert _texts(edits) == told
    assert edits.item(2).toolTip() == told[2]
    assert edits.currentRow() == 1


def test_the_current_row_stays_as_far_as_there_are_rows(edits: EditsList) -> None:
    edits.show_edits(EDITS, ())
    edits.setCurrentRow(2)
    edits.show_edits(EDITS[:2], ())
    assert edits.currentRow() == 1
    edits.show_edits((), ())
    assert edits.currentRow() == -1


def test_an_edit_is_removed_with_the_key_and_visited_with_enter(qtbot: QtBot, edits: EditsList) -> None:
    edits.show_edits(EDITS, ())
    edits.setFocus()
    edits.setCurrentRow(1)
    with qtbot.waitSignal(edits.removal_asked) as told:
        QTest.keyClick(edits, Qt.Key.Key_Delete)
    assert told.args == [1]
    with qtbot.waitSignal(edits.visit_asked) as told:
        QTest.keyClick(edits, Qt.Key.Key_Return)
    assert told.args == [1]
    edits.show_edits((), ())
    with qtbot.assertNotEmitted(edits.removal_asked):
        edits.ask_for_removal()


def test_the_signs_follow_the_theme(edits: EditsList, themes: Themes) -> None:
    edits.show_edits(EDITS, ())
    before = [edits.item(row).icon().pixmap(14).toImage() for row in range(3)]
    assert all(one != other for one, other in pairwise(before))
    themes.choose(Mode.DARK)
    assert edits.item(0).icon().pixmap(14).toImage() != before[0]


def test_an_edit_is_moved_and_stays_the_current_one(qtbot: QtBot, edits: EditsList) -> None:
    edits.show_edits(EDITS, ())
    edits.setCurrentRow(0)
    assert not edits.can_move(-1)
    with qtbot.assertNotEmitted(edits.move_asked):
        edits.ask_for_move(-1)
    with qtbot.waitSignal(edits.move_asked) as told:
        edits.ask_for_move(1)
    assert told.args == [0, 1]
    edits.show_edits((EDITS[1], EDITS[0], EDITS[2]), ())
    assert edits.currentRow() == 1
    edits.show_edits((), ())
    assert not edits.can_move(1)


@pytest.mark.parametrize(("onto", "below", "wanted"), [(2, True, (0, 2)), (2, False, (0, 1)), (None, False, (0, 2))])
def test_an_edit_is_dragged(
    qtbot: QtBot,
    edits: EditsList,
    *,
    onto: int | None,
    below: bool,
    wanted: tuple[int, int],
) -> None:
    edits.resize(300, 300)
    edits.show_edits(EDITS, ())
    edits.setCurrentRow(0)
    indicator = EditsList.DropIndicatorPosition.BelowItem if below else EditsList.DropIndicatorPosition.AboveItem
    edits.dropIndicatorPosition = lambda: indicator  # type: ignore[method-assign]
    at = QPointF(5, 290) if onto is None else QPointF(edits.visualItemRect(edits.item(onto)).center())
    event = QDropEvent(
        at, Qt.DropAction.MoveAction, QMimeData(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    with qtbot.waitSignal(edits.move_asked) as told:
        edits.dropEvent(event)
    assert told.args == list(wanted)
    assert _texts(edits)[0] == "Soft-delete event 5", "the draft decides what is shown"
