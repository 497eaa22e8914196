"""The table of everything a person can do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from leftfold.ui.clock import Clock
from leftfold.ui.commands.table import MENUS
from leftfold.ui.parts import Surroundings
from leftfold.ui.settings import Settings
from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes
from leftfold.ui.window import Window
from tests.store_builders import make_eventsourcing
from tests.ui.conftest import WAIT
from tests.ui.snapshotted import BARE, SAME, STUDENT, make_snapshotted


@pytest.fixture
def window(qtbot: QtBot, themes: Themes, clock: Clock, tmp_path: Path) -> Iterator[Window]:
    kept = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    window = Window(Surroundings(themes, clock, Settings(kept)))
    qtbot.addWidget(window)
    yield window
    window.close()


def test_each_action_stands_in_a_menu_and_no_key_is_given_twice(window: Window) -> None:
    table = list(window.actions_)
    menus = {name for name, _title in MENUS}
    assert {action.menu for action in table} == menus
    keys = Counter(QKeySequence(key).toString() for action in table for key in action.keys)
    assert "" not in keys
    assert [key for key, count in keys.items() if count > 1] == []


def test_the_keys_of_the_design_do_what_it_says(window: Window) -> None:
    keys = {key: action.id for action in window.actions_ for key in action.keys}
    assert {key: keys.get(key) for key in ("Left", "Right", "Home", "End", "Space", "J", "K", "L")} == {
        "Left": "play.back",
        "Right": "play.forward",
        "Home": "play.first",
        "End": "play.last",
        "Space": "play.toggle",
        "J": "play.backward",
        "K": "play.pause",
        "L": "play.faster",
    }
    assert (keys["Ctrl+K"], keys["Ctrl+F"]) == ("help.palette", "edit.find")
    assert (keys["Ctrl+D"], keys["Ctrl+N"]) == ("event.soft-delete", "event.append")
    assert (keys["Shift+Left"], keys["Shift+Right"]) == ("play.previous-change", "play.next-change")


def test_each_icon_is_there_and_titles_are_told_apart(window: Window) -> None:
    for action in window.actions_:
        if action.icon:
            assert not icon(action.icon, "#000000").isNull()
    titles = Counter(action.title for action in window.actions_)
    assert [title for title, count in titles.items() if count > 1] == []


def test_without_a_store_what_needs_one_says_so(window: Window) -> None:
    against = {action.id: action.why_not() for action in window.actions_}
    assert against["store.open"] == ""
    assert against["store.reload"] == "Open a store first."
    for id_ in ("event.soft-delete", "event.append", "play.back", "edit.find", "view.fit"):
        assert against[id_] == "Select an aggregate first."


def test_snapshots_and_bytes_can_be_acted_on_where_there_are_any(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    document = window.parts.document

    def against(*ids: str) -> list[str]:
        return [action.why_not() for id_ in ids for action in window.actions_ if action.id == id_]

    of_snapshots = ("view.snapshot", "play.previous-snapshot", "play.next-snapshot")
    assert against(*of_snapshots, "event.save-bytes") == ["Select an aggregate first."] * 4
    window.opening.open(str(make_snapshotted(tmp_path)), aggregate=STUDENT, at=SAME)
    qtbot.waitUntil(lambda: bool(len(window.parts.snapshots.known)) and document.tasks.is_idle, timeout=WAIT)
    assert against(*of_snapshots) == ["", "There is no snapshot before.", ""]
    assert against("event.copy-hex", "event.copy-base64", "event.save-bytes") == ["All of this event can be read."] * 3
    window.actions_["play.next-snapshot"].trigger()
    assert document.selection.ordinal == SAME + 1
    document.select(BARE)
    qtbot.waitUntil(lambda: not len(window.parts.snapshots.known) and document.tasks.is_idle, timeout=WAIT)
    assert against("view.snapshot") == ["This aggregate has no snapshots."]


def test_why_a_store_has_no_snapshots_is_said(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    path = make_eventsourcing(tmp_path / "s.db", [("x", 1, "m:Dog.Born", b"\xff\xfe")])
    window.opening.open(str(path), aggregate="Dog/x")
    inspector, tasks = window.parts.inspector, window.parts.document.tasks
    qtbot.waitUntil(lambda: inspector.unreadable and tasks.is_idle, timeout=WAIT)
    against = {action.id: action.why_not() for action in window.actions_}
    assert against["view.snapshot"].startswith("This store has no table of snapshots")
    assert against["event.copy-hex"] == ""
