"""The actions of the menu Draft: when they are possible, and that they do what they say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from leftfold.model.edits import Append
from leftfold.ui.clock import Clock
from leftfold.ui.parts import Surroundings
from leftfold.ui.settings import Settings
from leftfold.ui.theme.themes import Themes
from leftfold.ui.window import Window
from tests.journeys.person import Person
from tests.school import EVENTS, RESET
from tests.store_builders import make_native
from tests.ui.windows import shown


@pytest.fixture
def person(qtbot: QtBot, themes: Themes, clock: Clock, tmp_path: Path) -> Iterator[Person]:
    settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    with shown(Window(Surroundings(themes, clock, settings))) as window:
        yield Person(qtbot, window)


def against(person: Person) -> dict[str, str]:
    return {action.id: action.why_not() for action in person.window.actions_ if action.menu == "draft"}


def test_what_is_possible_depends_on_what_is_proposed(person: Person, tmp_path: Path) -> None:
    assert set(against(person).values()) == {"Open a store first.", "Nothing is proposed."}
    person.opens(make_native(tmp_path / "s.sqlite", {"student/1": EVENTS}), "1")
    found = against(person)
    assert found.pop("draft.open") == ""
    assert set(found.values()) == {"Nothing is proposed."}
    person.drafting.soft_delete(RESET)
    person.waits()
    found = against(person)
    stuck = "There is no edit to change places with."
    assert {found.pop("draft.move-up"), found.pop("draft.move-down")} == {stuck}
    assert set(found.values()) == {""}


def test_edits_are_put_in_another_order_and_back(person: Person, tmp_path: Path) -> None:
    person.opens(make_native(tmp_path / "s.sqlite", {"student/1": EVENTS}), "1")
    for lesson in (3, 4):
        person.drafting.append("lessonCompleted", {"lesson": lesson})
        person.waits()

    def lessons() -> list[object]:
        edits = person.drafting.draft.edits if person.drafting.draft else ()
        return [edit.data["lesson"] for edit in edits if isinstance(edit, Append)]

    edits = person.window.parts.draft.body.edits
    edits.setCurrentRow(1)
    person.does("draft.move-up")
    assert (lessons(), edits.currentRow()) == ([4, 3], 0)
    assert "lesson 4" in edits.item(0).text()
    person.does("draft.move-down")
    assert (lessons(), edits.currentRow()) == ([3, 4], 1)
    person.does("edit.undo")
    assert lessons() == [4, 3]
    person.does("edit.redo")
    assert lessons() == [3, 4]


def test_files_are_asked_for(person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(_parent: object, title: str, *_more: object) -> tuple[str, str]:
        asked.append(title)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", ask)
    person.opens(make_native(tmp_path / "s.sqlite", {"student/1": EVENTS}), "1")
    person.drafting.soft_delete(RESET)
    person.waits()
    for name in ("save", "open", "review", "script-sql", "script-cli"):
        person.does(f"draft.{name}")
    assert asked == [
        "Save the draft",
        "Open a draft",
        "Export the draft for review",
        "Export the draft as a script",
        "Export the draft as a script",
    ]
