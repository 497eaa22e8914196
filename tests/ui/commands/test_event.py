"""The actions of the menu Event: when they are possible, and that they do what they say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leftfold.model.edits import SoftDelete
from leftfold.ui.theme.themes import Themes
from tests.journeys.person import Person
from tests.school import EVENTS
from tests.store_builders import make_eventsourcing, make_native
from tests.ui.windows import make_window, shown


@pytest.fixture
def person(qtbot: QtBot, themes: Themes, tmp_path: Path) -> Iterator[Person]:
    with shown(make_window(themes, tmp_path)) as window:
        yield Person(qtbot, window)


def against(person: Person) -> dict[str, str]:
    return {action.id: action.why_not() for action in person.window.actions_ if action.menu == "event"}


def test_what_is_possible_depends_on_where_the_cursor_is(person: Person, tmp_path: Path) -> None:
    found = against(person)
    assert found.pop("event.discard") == "Nothing is proposed."
    assert set(found.values()) == {"Select an aggregate first."}
    person.opens(make_native(tmp_path / "s.sqlite", {"student/1": EVENTS}), "1")
    person.does("play.first")
    found = against(person)
    assert found["event.append"] == found["event.command"] == ""
    for id_ in ("event.soft-delete", "event.restore", "event.batch", "event.copy-hex", "event.save-bytes"):
        assert found[id_] == "Step to an event first."
    assert found["event.discard"] == "Nothing is proposed."


def test_an_event_is_soft_deleted_and_the_draft_discarded(person: Person, tmp_path: Path) -> None:
    person.opens(make_native(tmp_path / "s.sqlite", {"student/1": EVENTS}), "1")
    person.does("play.last")
    person.does("event.soft-delete")
    draft = person.drafting.draft
    assert draft is not None
    assert [type(edit) for edit in draft.edits] == [SoftDelete]
    assert against(person)["event.discard"] == ""
    person.does("event.discard")
    assert not person.drafting.draft


def test_bytes_nothing_reads_are_copied_as_hexadecimal_and_as_base64(person: Person, tmp_path: Path) -> None:
    person.opens(make_eventsourcing(tmp_path / "s.db", [("x", 1, "m:Dog.Born", b"\xff\xfe")]), "Dog/x")
    person.does("play.last")
    clipboard = QApplication.clipboard()
    person.does("event.copy-hex")
    assert clipboard.text().replace(" ", "") == "fffe"
    person.does("event.copy-base64")
    assert clipboard.text() == "//4="
