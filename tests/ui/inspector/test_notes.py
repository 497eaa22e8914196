"""What must be known of a step is said, in a sentence and with the way to where it began."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.inspector.notes import Note, note_on_draft, notes
from leftfold.ui.shown import Shown
from leftfold.ui.tasks import Tasks
from tests.ui.conftest import WAIT
from tests.ui.inspector.things import BROKEN, DELETED, LAST, shown_of


def _notes(shown: Shown, ordinal: int) -> list[Note]:
    return list(notes(shown, ordinal, shown.history.step(ordinal)))


def test_of_most_events_nothing_need_be_said(things: Shown) -> None:
    assert _notes(things, 1) == []


def test_a_failed_event_says_why(things: Shown) -> None:
    (note,) = _notes(things, BROKEN)
    assert note.text.startswith("This event could not be applied: the payload is not JSON")
    assert note.text.endswith("; the state is as before.")
    assert note.go_to is None


def test_what_follows_a_failure_leads_to_it(things: Shown) -> None:
    (note,) = _notes(things, LAST)
    assert note.text.startswith(f"Stands on a failure at version {BROKEN}: the payload is not JSON")
    assert (note.go_to, note.way) == (BROKEN, f"Go to version {BROKEN}")


def test_a_soft_deleted_event_says_so(things: Shown) -> None:
    assert [note.text for note in _notes(things, DELETED)] == [
        "This event is soft-deleted; it does not count towards the state."
    ]


@pytest.mark.usefixtures("things")
def test_an_event_that_the_draft_touches_says_so(
    document: Document, drafting: Drafting, tasks: Tasks, qtbot: QtBot
) -> None:
    drafting.soft_delete(2)
    drafting.restore(DELETED)
    drafting.append("sized", {"size": 1})
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)
    drafted = shown_of(document)
    texts = {ordinal: [note.text for note in _notes(drafted, ordinal)] for ordinal in (1, 2, DELETED, LAST + 1)}
    assert texts[1] == []
    assert texts[2] == ["The draft would soft-delete this event."]
    assert texts[DELETED] == ["The draft would restore this event."]
    assert texts[LAST + 1][1:] == ["This event is proposed in the draft; it is not stored."]


def test_the_draft_says_whether_it_makes_a_difference() -> None:
    assert "differs from what is stored" in note_on_draft(differs=False).text
    assert note_on_draft(differs=True) != note_on_draft(differs=False)
