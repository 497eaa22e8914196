"""The window as a whole: what it shows from the first moment on, and what it says where something is wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from leftfold.model.edits import Because
from leftfold.model.errors import CannotOpen
from leftfold.ui.clock import Clock
from leftfold.ui.dialogs import dropped_file
from leftfold.ui.parts import Surroundings
from leftfold.ui.settings import Settings
from leftfold.ui.theme.themes import Themes
from leftfold.ui.window import Window
from tests.journeys.person import Person
from tests.school import EVENTS, RESET
from tests.store_builders import make_native
from tests.ui.windows import shown


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def person(qtbot: QtBot, themes: Themes, clock: Clock, settings: Settings) -> Iterator[Person]:
    with shown(Window(Surroundings(themes, clock, settings))) as window:
        yield Person(qtbot, window)


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return make_native(tmp_path / "school.sqlite", {"student/3202": EVENTS, "student/7": EVENTS[:3]})


def test_without_a_store_it_says_how_to_open_one(person: Person) -> None:
    assert person.window.welcome.isVisible()
    person.reads("See why the state is what it is")


def test_an_opened_store_is_named_and_read_only(person: Person, school: Path) -> None:
    person.opens(school, "3202")
    assert person.window.windowTitle() == "school.sqlite – Leftfold"
    person.reads("state at 5 of 5")
    assert not person.drafting.lock.is_open
    assert person.window.workspace.isVisible()


def test_a_file_that_is_no_store_is_told_and_the_welcome_stays(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database", "utf-8")
    person.window.opening.open(str(path))
    person.reads("notes.txt is not a SQLite database")
    assert person.window.welcome.isVisible()


def test_a_second_store_that_fails_leaves_the_first_one_open(person: Person, school: Path, tmp_path: Path) -> None:
    person.opens(school, "3202")
    person.window.opening.open(str(tmp_path / "absent.sqlite"))
    person.reads("There is no file")
    assert person.window.workspace.isVisible()
    person.reads("state at 5 of 5")


def test_an_unknown_aggregate_is_told(person: Person, school: Path) -> None:
    person.opens(school, "32o2")
    person.reads('has no aggregate "32o2"')


def test_keys_step_through_the_events(person: Person, school: Path) -> None:
    person.opens(school, "3202")
    person.does("play.back")
    person.reads("state at 4 of 5")
    person.does("play.first")
    person.reads("state at 0 of 5")
    person.does("play.forward")
    person.reads("state at 1 of 5")
    person.does("play.last")
    person.reads("state at 5 of 5")


def test_what_cannot_be_done_says_why(person: Person, school: Path) -> None:
    soft_delete = person.window.actions_["event.soft-delete"]
    assert not soft_delete.isEnabled()
    assert soft_delete.toolTip() == "Select an aggregate first."
    person.opens(school, "3202")
    person.does("play.first")
    person.sees(lambda: soft_delete.toolTip() == "Step to an event first.")


def test_a_menu_has_its_icons_once_it_opens(person: Person) -> None:
    window = person.window
    assert not window.actions_["store.open"].icon().isNull(), "the header shows it"
    assert window.actions_["play.toggle"].icon().isNull()
    (menu,) = (one for one in window.menuBar().findChildren(QMenu) if one.title() == "&Play")
    menu.aboutToShow.emit()
    assert not window.actions_["play.toggle"].icon().isNull()


def test_a_change_from_outside_is_told_and_reloaded_on_demand(person: Person, school: Path) -> None:
    person.opens(school, "3202")
    with closing(sqlite3.connect(school)) as other, other:
        other.execute(
            "INSERT INTO events (aggregate_type, aggregate_id, version, event_type, payload, recorded_at) VALUES "
            "('student', '3202', 6, 'lessonCompleted', '{\"lesson\": 3}', '2024-05-02T08:00:00.000000Z')"
        )
    person.reads("The store has changed.")
    person.does("store.reload")
    person.reads("state at 6 of 6")


def test_a_database_file_is_dropped_on_it(person: Person, school: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(school))])
    assert dropped_file(data) == str(school)
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    person.window.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, none))
    person.sees(lambda: person.document.session is not None)
    data.setUrls([QUrl("https://example.org/a.sqlite")])
    assert dropped_file(data) == ""


def test_proposed_edits_are_not_dropped_unasked(person: Person, school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    person.opens(school, "3202")
    person.drafting.soft_delete(RESET)
    person.waits()
    asked: list[str] = []

    def answer(_parent: object, _title: str, text: str, *_buttons: object) -> QMessageBox.StandardButton:
        asked.append(text)
        return QMessageBox.StandardButton.Cancel

    def cannot_keep(_path: Path, _saved: object) -> None:
        raise CannotOpen("The disk is full.")

    monkeypatch.setattr("leftfold.ui.keeping.keep", cannot_keep)
    monkeypatch.setattr(QMessageBox, "question", answer)
    person.drafting.explain(Because("Mira", "typed last"))
    assert not person.window.close()
    assert asked == [
        "The disk is full.\n\n1 edit of student/3202 would be lost. Close and discard it?",
    ]
    assert person.window.isVisible()


def test_the_theme_and_the_zone_are_switched_and_remembered(person: Person, settings: Settings) -> None:
    themes, clock = person.window.parts.around.themes, person.window.parts.around.clock
    was_dark, was_utc = themes.current.dark, clock.in_utc
    person.does("view.theme")
    person.does("view.utc")
    assert themes.current.dark is not was_dark
    assert clock.in_utc is not was_utc
    assert settings.in_utc is not was_utc
    person.does("view.theme")
    person.does("view.utc")
