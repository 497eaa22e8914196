"""What is asked about drafts: left ones are taken up, names given, all committed or given up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QInputDialog, QMessageBox
from pytestqt.qtbot import QtBot

from leftfold.draft.kept import kept_for
from leftfold.model.edits import Because, SoftDelete
from leftfold.model.errors import CannotOpen
from leftfold.ui.clock import Clock
from leftfold.ui.draft.commit_all_dialog import CommitAllDialog
from leftfold.ui.parts import Surroundings
from leftfold.ui.settings import Settings
from leftfold.ui.theme.themes import Themes
from leftfold.ui.window import Window
from tests.journeys.person import Person
from tests.school import EVENTS, RESET
from tests.store_builders import make_native
from tests.ui.finding import button, the


@pytest.fixture
def person(qtbot: QtBot, themes: Themes, clock: Clock, tmp_path: Path) -> Iterator[Person]:
    settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    window = Window(Surroundings(themes, clock, settings))
    window.show()
    yield Person(qtbot, window)
    window.close()
    window.deleteLater()


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return make_native(tmp_path / "school.sqlite", {"student/1": EVENTS, "student/2": EVENTS})


@pytest.fixture
def left(person: Person, school: Path) -> Person:
    """A person who proposed something, and opened the store anew."""
    person.opens(school, "1")
    person.drafting.soft_delete(RESET)
    person.drafting.explain(Because("Mira", "a bulk job"))
    person.waits()
    person.opens(school, "2")
    person.reads("You left a draft here on ")
    return person


def test_what_was_left_is_taken_up_and_kept_on(left: Person, school: Path) -> None:
    (before,) = kept_for(str(school), "native")
    left.clicks(left.window.dialogs.drafts.strip.take)
    left.reads("Taken up: 1 edit of student/1, drafted by Mira.")
    left.sees(lambda: left.drafting.draft is not None)
    assert left.drafting.draft is not None
    assert left.drafting.draft.edits == (SoftDelete(RESET),)
    assert left.drafting.draft.because == Because("Mira", "a bulk job")
    (after,) = kept_for(str(school), "native")
    assert after.path != before.path
    left.drafting.discard()
    left.sees(lambda: not [*kept_for(str(school), "native")])


def test_what_was_left_is_discarded_only_by_saying_so(left: Person, school: Path) -> None:
    left.clicks(button("Decide later", left.window.dialogs.drafts.strip))
    assert len([*kept_for(str(school), "native")]) == 1
    left.opens(school, "2")
    left.reads("You left a draft here on ")
    left.clicks(left.window.dialogs.drafts.strip.discard)
    assert [*kept_for(str(school), "native")] == []
    assert not left.window.dialogs.drafts.strip.isVisible()


def test_what_is_taken_up_and_cannot_be_kept_stays_where_it_was(
    left: Person, school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_path: Path, _saved: object) -> None:
        raise CannotOpen("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr("leftfold.ui.keeping.keep", fail)
        left.clicks(left.window.dialogs.drafts.strip.take)
        left.reads("The disk is full.")
        assert len([*kept_for(str(school), "native")]) == 1
        left.drafting.discard()
        left.waits()


def test_all_drafts_are_named_and_given_up(person: Person, school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("1", "2"):
        person.opens(school, name) if name == "1" else person.finds(name)
        person.drafting.soft_delete(RESET)
        person.waits()
    monkeypatch.setattr(QInputDialog, "getText", lambda *_arguments, **_more: (" Resets ", True))
    person.does("draft.name")
    person.reads("“Resets”:")
    monkeypatch.setattr(QInputDialog, "getText", lambda *_arguments, **_more: ("other", False))
    person.does("draft.name")
    assert person.drafting.drafts.name == "Resets"
    monkeypatch.setattr(QMessageBox, "question", lambda *_arguments: QMessageBox.StandardButton.Cancel)
    person.does("draft.discard-all")
    assert _drafted(person) == ["student/1", "student/2"]
    monkeypatch.setattr(QMessageBox, "question", lambda *_arguments: QMessageBox.StandardButton.Discard)
    person.does("draft.discard-all")
    assert _drafted(person) == []
    person.does("edit.undo")
    assert _drafted(person) == ["student/2"]
    person.drafting.discard()
    person.waits()


def _drafted(person: Person) -> list[str]:
    return [str(stream) for stream in person.drafting.drafted]


def test_all_drafts_are_previewed_together(person: Person, school: Path) -> None:
    person.opens(school, "1")
    person.drafting.soft_delete(RESET)
    person.waits()
    person.does("draft.commit-all")
    dialog = the(CommitAllDialog, person.window)
    person.sees(lambda: len(dialog.lines) == 1)
    dialog.reject()
    person.drafting.discard()
    person.waits()
