"""Notes stand one under the other, and lead where they say."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from leftfold.ui.inspector.note_lines import NoteLines
from leftfold.ui.inspector.notes import Note
from leftfold.ui.rows.cell import Sign, Tone
from leftfold.ui.theme.themes import Mode, Themes
from tests.ui.finding import button

FAILED = Note(Sign("circle-alert", Tone.DANGER), "It failed.", 12, "Go to version 12")
DELETED = Note(Sign("circle-x", Tone.DELETED), "It is deleted.")


@pytest.fixture
def lines(qtbot: QtBot, themes: Themes) -> NoteLines:
    """No notes yet."""
    lines = NoteLines(themes)
    qtbot.addWidget(lines)
    return lines


def test_without_notes_there_is_nothing(lines: NoteLines) -> None:
    assert lines.isHidden()
    assert lines.texts == []


def test_notes_come_and_go(lines: NoteLines, themes: Themes) -> None:
    lines.show_notes((FAILED, DELETED))
    lines.show()
    assert lines.texts == ["It failed.", "It is deleted."]
    themes.choose(Mode.DARK)
    assert lines.texts == ["It failed.", "It is deleted."]
    lines.show_notes((DELETED,))
    assert lines.texts == ["It is deleted."]
    lines.show_notes(())
    assert lines.isHidden()


def test_a_note_leads_to_the_event_it_speaks_of(lines: NoteLines, qtbot: QtBot) -> None:
    lines.show_notes((DELETED, FAILED))
    lines.show()
    with qtbot.waitSignal(lines.asked) as asked:
        button("Go to version 12", lines).click()
    assert asked.args == [12]
