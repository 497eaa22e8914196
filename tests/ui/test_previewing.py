"""What the draft would do, worked out off the GUI thread."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from leftfold.draft.preview import Preview
from leftfold.model.edits import Append, Because, Restore, SoftDelete
from leftfold.model.errors import StoreFailed
from leftfold.model.times import EPOCH
from leftfold.session import Session
from leftfold.ui.document import Document
from leftfold.ui.previewing import Previewing
from leftfold.ui.tasks import Lane, Tasks
from tests.school import EVENTS
from tests.store_builders import make_native
from tests.ui.conftest import HoldLane, OpenStore
from tests.ui.proposals import proposed, with_lesson, without_reset


@pytest.fixture
def previewing(tasks: Tasks, open_store: OpenStore, tmp_path: Path) -> Previewing:
    open_store(make_native(tmp_path / "s.sqlite", {"student/1": EVENTS}), select="student/1")
    return Previewing(tasks, tasks)


def _there(qtbot: QtBot, previewing: Previewing) -> Preview:
    qtbot.waitUntil(lambda: previewing.preview is not None)
    assert previewing.preview is not None
    return previewing.preview


def test_the_effect_and_each_edit_in_a_sentence(qtbot: QtBot, previewing: Previewing, document: Document) -> None:
    previewing.begin(proposed(document, without_reset(document)))
    assert (previewing.preview, previewing.told) == (None, ())
    assert _there(qtbot, previewing).after == _there(qtbot, previewing).before | {  # type: ignore[operator]
        "currentPosition": 7
    }
    assert previewing.told[0].startswith("Soft-delete event 5: Progress was reset to lesson 3")


def test_the_newest_counts(qtbot: QtBot, previewing: Previewing, document: Document, held: HoldLane) -> None:
    with held(Lane.STREAM):
        previewing.begin(proposed(document, without_reset(document)))
        previewing.begin(proposed(document, with_lesson(document)))
    _there(qtbot, previewing)
    assert previewing.told == ("Append event 6: Completed lesson 3",)


def test_with_another_reason_the_preview_stays_until_it_is_worked_out_anew(
    qtbot: QtBot, previewing: Previewing, document: Document
) -> None:
    draft = with_lesson(document)
    previewing.begin(proposed(document, draft))
    before = _there(qtbot, previewing)
    with qtbot.waitSignal(previewing.changed):
        previewing.renew(proposed(document, replace(draft, because=Because("Mira", "another"))))
        assert previewing.preview is before
    assert previewing.preview is not before
    assert previewing.preview == before


def test_it_is_stopped(qtbot: QtBot, previewing: Previewing, document: Document, tasks: Tasks) -> None:
    previewing.begin(proposed(document, without_reset(document)))
    previewing.stop()
    qtbot.waitUntil(lambda: tasks.is_idle)
    assert (previewing.preview, previewing.told, previewing.failure) == (None, (), "")
    with qtbot.assertNotEmitted(previewing.changed):
        previewing.try_again()


def test_what_cannot_be_worked_out_says_why_and_can_be_tried_again(
    qtbot: QtBot, previewing: Previewing, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: Any, **_named: Any) -> Preview:
        raise StoreFailed("The disk is gone.")

    with monkeypatch.context() as broken:
        broken.setattr(Session, "preview", fail)
        previewing.begin(proposed(document, without_reset(document)))
        qtbot.waitUntil(lambda: bool(previewing.failure))
    assert (previewing.preview, previewing.failure) == (None, "The disk is gone.")
    previewing.try_again()
    _there(qtbot, previewing)
    assert previewing.failure == ""


@pytest.mark.usefixtures("previewing")
def test_where_the_event_of_an_edit_stands(document: Document) -> None:
    new = Append("lessonCompleted", {"lesson": 3}, EPOCH)
    draft = replace(without_reset(document), edits=(new, SoftDelete(2), new, Restore(99)))
    # A what-if is made of edits that apply; where one does not, there is no event to show.
    laid = replace(proposed(document, without_reset(document)), draft=draft)
    assert [laid.ordinal_of(place) for place in range(4)] == [6, 2, 7, 0]
