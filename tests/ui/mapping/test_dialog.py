"""The dialog that maps the columns of a store of nobody's layout."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from leftfold.store.mapped import Mapped
from leftfold.store.roles import Role
from leftfold.ui.clock import Clock
from leftfold.ui.mapping.dialog import MappingDialog
from leftfold.ui.parts import Surroundings
from leftfold.ui.settings import Settings
from leftfold.ui.tasks import Tasks
from leftfold.ui.theme.themes import Themes
from tests.store.found_layouts import run
from tests.store.unknown_stores import TALK
from tests.ui.conftest import WAIT

Open = Callable[[str], MappingDialog]


@pytest.fixture
def open_(qtbot: QtBot, tasks: Tasks, themes: Themes, clock: Clock, tmp_path: Path) -> Iterator[Open]:
    opened: list[MappingDialog] = []

    def open_(target: str) -> MappingDialog:
        kept = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
        dialog = MappingDialog(target, tasks, Surroundings(themes, clock, Settings(kept)))
        qtbot.addWidget(dialog)
        opened.append(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)
        return dialog

    yield open_
    for dialog in opened:
        dialog.close()


@pytest.fixture
def dialog(open_: Open, talk: Path) -> MappingDialog:
    return open_(str(talk))


def _says(dialog: MappingDialog, words: str) -> bool:
    return any(words in label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def _choose(dialog: MappingDialog, role: Role, column: str) -> None:
    box = dialog.choices.box(role)
    box.setCurrentIndex(box.findData(column))
    box.activated.emit(box.currentIndex())


def test_the_guess_is_preselected_and_its_events_are_shown(dialog: MappingDialog) -> None:
    assert dialog.windowTitle() == "Map the columns of talk.sqlite"
    assert dialog.tables.currentText() == TALK.table
    assert {role: name for role, name in dialog.choices.roles.items() if name} == TALK.roles
    assert dialog.table.isVisible()
    assert dialog.table.model().rowCount() == 3
    assert _says(dialog, "The first 3 events.")
    assert dialog.open_button.isEnabled()


def test_opening_gives_the_mapping_as_it_is(qtbot: QtBot, dialog: MappingDialog) -> None:
    with qtbot.waitSignal(dialog.open_asked) as asked:
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert isinstance(asked.args[0], Mapped)
    assert asked.args[0].table == TALK.table
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_what_is_missing_is_said_and_nothing_can_be_opened(qtbot: QtBot, dialog: MappingDialog) -> None:
    with qtbot.waitSignal(dialog.mapping.previewed):
        _choose(dialog, Role.EVENT_TYPE, "")
    assert _says(dialog, "No column of events_of_students is known for the event type; choose one.")
    assert not dialog.open_button.isEnabled()
    assert not dialog.save_button.isEnabled()
    with qtbot.assertNotEmitted(dialog.open_asked):
        dialog.accept()
    with qtbot.waitSignal(dialog.mapping.previewed):
        _choose(dialog, Role.EVENT_TYPE, "type")
    assert dialog.open_button.isEnabled()
    assert dialog.table.isVisible()


def test_a_saved_layout_is_what_the_store_is_opened_by(
    qtbot: QtBot, dialog: MappingDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed: list[str] = []

    def choose(_parent: object, _title: str, place: str, _filter: str) -> tuple[str, str]:
        proposed.append(place)
        return str(tmp_path / "talk"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    with qtbot.waitSignal(dialog.layout_saved) as saved:
        dialog.save_button.click()
    file = str(tmp_path / "talk.toml")
    assert proposed == [str(tmp_path / "events_of_students.toml")]
    assert saved.args == [file]
    assert _says(dialog, f"Saved as {file}. This store opens by it from now on.")
    dialog.save_button.click()
    assert _says(dialog, f"{file} exists already; choose another name.")
    with qtbot.waitSignal(dialog.open_asked) as asked:
        dialog.open_button.click()
    assert asked.args == [file]


def test_a_layout_that_was_changed_after_it_was_saved_is_opened_as_it_is(
    qtbot: QtBot, dialog: MappingDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(tmp_path / "talk.toml"), ""))
    with qtbot.waitSignal(dialog.layout_saved):
        dialog.save_button.click()
    with qtbot.waitSignal(dialog.mapping.previewed):
        _choose(dialog, Role.AGGREGATE_ID, "type")
    with qtbot.waitSignal(dialog.open_asked) as asked:
        dialog.open_button.click()
    assert isinstance(asked.args[0], Mapped)


def test_a_save_that_is_thought_better_of_or_fails(
    qtbot: QtBot, dialog: MappingDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: ("", ""))
    with qtbot.assertNotEmitted(dialog.layout_saved):
        dialog.save_button.click()
    absent = tmp_path / "absent" / "talk.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(absent), ""))
    with qtbot.waitSignal(dialog.mapping.failed):
        dialog.save_button.click()
    assert _says(dialog, "cannot be written")
    assert dialog.open_button.isEnabled()


def test_another_table_is_chosen(qtbot: QtBot, dialog: MappingDialog) -> None:
    assert [dialog.tables.itemText(at) for at in range(dialog.tables.count())] == [TALK.table, "", "people"]
    with qtbot.waitSignal(dialog.mapping.previewed):
        dialog.tables.setCurrentIndex(2)
        dialog.tables.activated.emit(2)
    assert _says(dialog, "No column of people is known for the")
    assert dialog.choices.box(Role.DATA).findData("email") > 0


def test_payloads_that_cannot_be_read_are_counted(open_: Open, talk: Path) -> None:
    run(talk, f"UPDATE {TALK.table} SET payload = CAST(payload AS BLOB); UPDATE {TALK.table} SET payload = x'00ff'")
    dialog = open_(str(talk))
    assert _says(dialog, "The first 3 events, 3 with a payload that cannot be read.")
    assert dialog.open_button.isEnabled()


def test_an_empty_table_can_be_opened(open_: Open, tmp_path: Path) -> None:
    path = run(tmp_path / "s.db", f"CREATE TABLE {TALK.table} ({TALK.columns})")
    dialog = open_(str(path))
    assert _says(dialog, "No events yet")
    assert dialog.open_button.isEnabled()


def test_a_database_without_tables(open_: Open, tmp_path: Path) -> None:
    dialog = open_(str(run(tmp_path / "s.db", "CREATE TABLE t (x); DROP TABLE t")))
    assert _says(dialog, "There are no tables in it")
    assert not dialog.open_button.isEnabled()


def test_what_cannot_be_looked_at(open_: Open, tmp_path: Path) -> None:
    dialog = open_(str(tmp_path / "absent.sqlite"))
    assert _says(dialog, "There is no file")
    assert not dialog.open_button.isEnabled()


def test_nothing_is_written_to_the_store(qtbot: QtBot, dialog: MappingDialog, talk: Path, tasks: Tasks) -> None:
    before = talk.read_bytes()
    _choose(dialog, Role.AGGREGATE_ID, "type")
    dialog.reject()
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)
    assert talk.read_bytes() == before
    assert [file.name for file in talk.parent.iterdir() if file.name.startswith("talk")] == ["talk.sqlite"]
