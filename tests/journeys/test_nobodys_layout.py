"""A store that no library wrote: its columns are mapped once, and from then on it opens by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from leftfold.store.roles import Role
from leftfold.ui.mapping.dialog import MappingDialog
from tests.journeys.person import Person
from tests.store.found_layouts import run
from tests.store.unknown_stores import TALK
from tests.ui.finding import button, the


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    return run(tmp_path / "talk.sqlite", ";".join(TALK.script))


def _asks_to_map(person: Person, talk: Path) -> MappingDialog:
    person.window.opening.open(str(talk))
    person.reads("fits no layout that Leftfold knows")
    person.clicks(button("Map its columns…", person.window.welcome))
    dialog = the(MappingDialog, person.window)
    person.sees(dialog.open_button.isEnabled)
    return dialog


def test_columns_are_mapped_confirmed_and_kept(
    person: Person, talk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = talk.read_bytes()
    dialog = _asks_to_map(person, talk)
    person.reads("The first 3 events.")
    assert dialog.table.model().index(0, 3).data() == "Placed: lesson 6"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(tmp_path / "talk.toml"), ""))
    person.clicks(dialog.save_button)
    person.reads("This store opens by it from now on.")
    person.clicks(dialog.open_button)
    person.sees(lambda: person.document.session is not None)
    person.finds("3202")
    person.does("play.last")
    assert person.event() == "Completed: lesson 6"
    assert person.state("lesson") == 6
    assert "cannot be" not in person.window.banner.text

    person.document.close()
    person.waits()
    person.opens(talk, "3203")
    assert person.event() == "Placed: lesson 6"
    assert talk.read_bytes() == before


def test_a_wrong_guess_is_put_right_by_keyboard_alone(person: Person, talk: Path) -> None:
    run(talk, f"ALTER TABLE {TALK.table} RENAME COLUMN type TO label")
    person.window.opening.open(str(talk))
    person.reads("fits no layout that Leftfold knows")
    person.does("store.map")
    dialog = the(MappingDialog, person.window)
    person.sees(lambda: dialog.mapping.preview is not None)
    box = dialog.choices.box(Role.EVENT_TYPE)
    while box.currentText() != "payload":
        QTest.keyClick(box, Qt.Key.Key_Down)
    person.sees(lambda: not dialog.open_button.isEnabled())
    while box.currentText() != "label":
        QTest.keyClick(box, Qt.Key.Key_Up)
    person.sees(dialog.open_button.isEnabled)
    person.sees(lambda: bool(dialog.table.model().rowCount()))
    QTest.keyClick(box, Qt.Key.Key_Return)
    person.sees(lambda: person.document.session is not None)
    person.finds("3202")
    assert person.event() == "Completed: lesson 6"


def test_what_can_be_seen_of_a_store_that_was_mapped_cannot_be_written(person: Person, talk: Path) -> None:
    dialog = _asks_to_map(person, talk)
    person.clicks(dialog.open_button)
    person.sees(lambda: person.document.session is not None)
    person.finds("3202")
    person.window.actions_.refresh()
    for action in ("event.append", "event.soft-delete", "store.lock"):
        assert not person.window.actions_[action].isEnabled()
    assert "mapped by hand" in person.window.actions_["event.append"].toolTip()
