"""The actions of breakpoints and of comparing: possible where they make sense, and the panels come when asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from leftfold.ui.clock import Clock
from leftfold.ui.parts import Surroundings
from leftfold.ui.settings import Settings
from leftfold.ui.theme.themes import Themes
from leftfold.ui.window import Window
from tests.journeys.person import Person
from tests.school import EVENTS
from tests.store_builders import make_native


@pytest.fixture
def person(qtbot: QtBot, themes: Themes, clock: Clock, tmp_path: Path) -> Iterator[Person]:
    kept = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    window = Window(Surroundings(themes, clock, Settings(kept)))
    window.show()
    yield Person(qtbot, window)
    window.close()
    window.deleteLater()


def _against(person: Person, action: str) -> str:
    person.window.actions_.refresh()
    made = person.window.actions_[action]
    return "" if made.isEnabled() else made.toolTip()


def test_one_runs_to_breakpoints_only_where_there_are_any(person: Person, tmp_path: Path) -> None:
    assert _against(person, "play.breakpoints") == "Open a store first."
    assert _against(person, "play.next-breakpoint") == "Select an aggregate first."
    person.opens(make_native(tmp_path / "s.sqlite", {"student/3202": EVENTS}), "3202")
    assert _against(person, "play.next-breakpoint") == "Add a breakpoint first."
    docks = person.window.workspace.docks
    assert not docks["breakpoints"].isVisible()
    person.does("play.breakpoints")
    assert docks["breakpoints"].isVisible()
    person.window.parts.breakpoints.add("fell(currentPosition)")
    person.waits()
    person.does("play.first")
    person.does("play.next-breakpoint")
    assert person.document.selection.ordinal == 5
    person.does("play.last")
    assert person.window.banner.text == "Stopped at version 5: fell(currentPosition)"


def test_what_is_compared_is_pinned_once(person: Person, tmp_path: Path) -> None:
    person.opens(make_native(tmp_path / "s.sqlite", {"student/3202": EVENTS}), "3202")
    person.document.selection.go_to(4)
    person.waits()
    person.does("view.compare")
    assert person.window.workspace.docks["compare"].isVisible()
    person.does("play.forward")
    person.does("view.compare")
    compared = person.window.parts.comparing.compared
    assert compared is not None
    assert (compared.one.label, compared.other.label) == ("student/3202@4", "student/3202@5")
    person.does("view.pin")
    compared = person.window.parts.comparing.compared
    assert compared is not None
    assert compared.one.label == "student/3202@5"


def test_what_is_usual_is_switched(person: Person, tmp_path: Path) -> None:
    person.opens(make_native(tmp_path / "s.sqlite", {"student/3202": EVENTS}), "3202")
    person.does("view.cohort")
    assert person.window.actions_["view.cohort"].isChecked()
    person.reads("too few others")
    person.does("view.cohort")
    assert not person.window.parts.timeline.departures.isVisible()
