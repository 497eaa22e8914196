"""What asks a person which store is opened, and by which layout."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from leftfold.draft.kept import kept_for
from leftfold.model.errors import CannotOpen
from leftfold.ui.mapping.dialog import MappingDialog
from leftfold.ui.theme.themes import Themes
from leftfold.ui.window import Window
from tests.school import EVENTS, RESET
from tests.store.found_layouts import run, shipped
from tests.store.unknown_stores import TALK
from tests.store_builders import make_eventsourcing, make_native
from tests.ui.finding import the
from tests.ui.windows import make_window, shown


@pytest.fixture
def window(qtbot: QtBot, themes: Themes, tmp_path: Path) -> Iterator[Window]:
    with shown(make_window(themes, tmp_path)) as window:
        yield window
    qtbot.wait(0)


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return make_native(tmp_path / "school.sqlite", {"student/3202": EVENTS})


def _open(qtbot: QtBot, window: Window, path: Path) -> None:
    with qtbot.waitSignal(window.parts.document.loaded):
        window.opening.open(str(path), aggregate="3202")
    qtbot.waitUntil(lambda: window.parts.document.tasks.is_idle)


def _cannot_keep(_path: Path, _saved: object) -> None:
    raise CannotOpen("The disk is full.")


def test_a_file_is_asked_for_and_opened(
    qtbot: QtBot, window: Window, school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(school), ""))
    with qtbot.waitSignal(window.parts.document.opened):
        window.dialogs.stores.ask_for_store()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: ("", ""))
    with qtbot.assertNotEmitted(window.parts.document.opening):
        window.dialogs.stores.ask_for_store()


def test_the_demo_is_made_and_opened(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leftfold.ui.store_dialogs.demo_folder", lambda: tmp_path / "data")
    with qtbot.waitSignal(window.parts.document.loaded, timeout=20_000):
        window.dialogs.stores.open_demo()
    assert str(window.parts.document.selection.stream) == "student/3202"


def test_a_demo_that_cannot_be_made_is_told(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    monkeypatch.setattr("leftfold.ui.store_dialogs.demo_folder", lambda: tmp_path / "file" / "data")
    with qtbot.waitSignal(window.parts.document.open_failed) as told:
        window.dialogs.stores.open_demo()
    assert told.args is not None
    assert "cannot be made" in told.args[0]


def test_another_store_takes_the_place_of_one_with_proposed_edits_which_are_kept(
    qtbot: QtBot, window: Window, school: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = make_native(tmp_path / "other.sqlite", {"student/1": EVENTS})
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(other), ""))
    _open(qtbot, window, school)
    window.parts.drafting.soft_delete(RESET)
    with qtbot.waitSignal(window.parts.document.opened):
        window.dialogs.stores.ask_for_store()
    assert window.parts.drafting.drafted == ()
    assert len([*kept_for(str(school), "native")]) == 1
    assert [*kept_for(str(other), "native")] == []


def test_the_columns_of_a_store_of_nobodys_layout_are_mapped_and_it_is_opened(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    path = run(tmp_path / "talk.sqlite", ";".join(TALK.script))
    assert window.dialogs.stores.nothing_named() == "Open a store first."
    with qtbot.waitSignal(window.parts.document.open_failed):
        window.opening.open(str(path))
    window.actions_.refresh()
    window.actions_["store.map"].trigger()
    dialog = the(MappingDialog, window)
    qtbot.waitUntil(dialog.open_button.isEnabled)
    with qtbot.waitSignals([window.parts.document.opened, dialog.destroyed]):
        dialog.open_button.click()
    assert window.header.store.layout_button.text().startswith("Events in events_of_students")


def test_a_layout_file_is_asked_for_and_forgotten_again(
    qtbot: QtBot, window: Window, school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "own.toml"
    file.write_text(shipped("native").replace("Leftfold's own layout", "My own layout"), "utf-8")
    settings = window.parts.around.settings
    _open(qtbot, window, school)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: ("", ""))
    with qtbot.assertNotEmitted(window.parts.document.opening):
        window.dialogs.stores.ask_for_layout()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(file), ""))
    with qtbot.waitSignal(window.parts.document.opened):
        window.dialogs.stores.ask_for_layout()
    assert settings.store_layout(str(school)) == str(file)
    assert window.header.store.layout_button.text().startswith("My own layout")
    with qtbot.waitSignal(window.parts.document.opened):
        window.dialogs.stores.find_layout()
    assert settings.store_layout(str(school)) is None
    assert window.header.store.layout_button.text().startswith("Leftfold's own layout")


def test_another_store_of_the_database_is_opened_from_the_menu(qtbot: QtBot, window: Window, school: Path) -> None:
    make_eventsourcing(school, [])
    _open(qtbot, window, school)
    (other,) = [one for one in window.header.store.menu.actions() if one.text().startswith("stored_events")]
    with qtbot.waitSignal(window.parts.document.opened):
        other.trigger()
    assert window.header.store.layout_button.text().startswith("Python eventsourcing")


def test_proposed_edits_that_cannot_be_kept_keep_a_store_from_being_opened_by_another_layout(
    qtbot: QtBot, window: Window, school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _open(qtbot, window, school)
    window.parts.drafting.soft_delete(RESET)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(tmp_path / "own.toml"), ""))
    monkeypatch.setattr("leftfold.ui.keeping.keep", _cannot_keep)
    monkeypatch.setattr(QMessageBox, "question", lambda *_arguments: QMessageBox.StandardButton.Cancel)
    with qtbot.assertNotEmitted(window.parts.document.opening):
        window.dialogs.stores.ask_for_layout()
        window.dialogs.stores.find_layout()
        window.dialogs.stores.open_table("stored_events")
        window.dialogs.stores.open_by("native")
