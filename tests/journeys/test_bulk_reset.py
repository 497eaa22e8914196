"""“A bulk job reset 500 of our students yesterday”: found, mended in all, reported, and one taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from leftfold.ui.batch.dialog import COMMIT, FOUND, WHAT, BatchDialog
from leftfold.ui.batch.which_page import WhichPage
from tests.batch.bulk_reset import lesson_of, make_school
from tests.journeys.person import Person
from tests.ui.finding import button

_STUDENTS, _WRONG = 5_000, 500
_ACTIONS = 13
"""Clicks and lines typed until all is mended and reported: at five seconds each, hardly more than a minute."""

_LONG = 120_000
"""Milliseconds for 500 transactions, each on the disk: a second or two, or many where the machine is busy."""


class Counted:
    """A person whose every click, key and typed line is counted."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.count = 0

    def clicks(self, widget: QWidget) -> None:
        """Click on a widget."""
        self.count += 1
        self.person.sees(lambda: widget.isVisible() and widget.isEnabled(), within=_LONG)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def does(self, action: str) -> None:
        """Choose an action from its menu."""
        # A menu, and the line in it.
        self.count += 2
        self.person.does(action)

    def types(self, field: QLineEdit, text: str) -> None:
        """Type a line."""
        self.count += 1
        self.person.types(field, text)

    def confirms(self, widget: QWidget) -> None:
        """Click on a widget, and confirm what is asked then."""
        QTimer.singleShot(0, self.person.window, self.person.confirm)
        self.clicks(widget)
        self.count += 1

    def once(self, act: Callable[[], None]) -> None:
        """Do something that takes one click, key or line."""
        self.count += 1
        act()


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return make_school(tmp_path / "school.sqlite", _STUDENTS, wrong=_WRONG, active=20)


def test_a_wrong_bulk_reset_is_mended_in_all_students_reported_and_taken_back_for_one(
    person: Person, school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = Counted(person)
    person.opens(school)
    # The student whose mother wrote; her last event is the reset.
    hand.once(lambda: person.finds("0123"))
    assert person.state("currentPosition") == 1

    hand.does("event.batch")
    dialog = _dialog(person)
    assert isinstance(dialog.which, WhichPage)
    assert "nightly-reset" in dialog.which.where
    hand.clicks(dialog.next)
    assert dialog.step == WHAT
    hand.clicks(dialog.what.restore)
    person.sees(lambda: "currentPosition 1 → 4" in dialog.what.effect)
    hand.clicks(dialog.next)
    person.sees(lambda: dialog.step == FOUND and dialog.found.model.rowCount() == _WRONG, within=_LONG)
    # Those who went on since come first: they lose what they did.
    assert "; 20 are unlike the others and come first" in dialog.found.said
    hand.clicks(dialog.next)

    assert dialog.step == COMMIT
    reason = next(one for one in dialog.commit.findChildren(QLineEdit) if one.accessibleName() == "Reason")
    hand.types(reason, "The nightly job reset the wrong students")
    hand.confirms(dialog.commit.unlock)
    hand.clicks(dialog.commit.commit)
    person.sees(lambda: f"{_WRONG} of {_WRONG} are corrected" in dialog.commit.said, within=_LONG)

    report = tmp_path / "for the teacher.html"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(report), ""))
    hand.clicks(dialog.commit.report)
    person.sees(report.exists)
    hand.clicks(dialog.close_button)
    assert hand.count == _ACTIONS

    # One was right after all: what was written for her is taken back.
    person.finds("0042")
    assert person.state("currentPosition") == lesson_of(42)
    person.does("event.soft-delete")
    person.explains("This one had asked for it")
    person.commits()
    person.does("play.last")
    assert person.state("currentPosition") == 1
    person.finds("0043")
    assert person.state("currentPosition") == lesson_of(43)


def test_one_is_looked_at_in_the_window_and_left_out(person: Person, school: Path) -> None:
    person.opens(school)
    person.finds("0123")
    person.does("event.batch")
    dialog = _dialog(person)
    person.clicks(dialog.next)
    person.clicks(dialog.next)
    person.sees(lambda: dialog.found.model.rowCount() == _WRONG, within=_LONG)
    dialog.found.table.setCurrentIndex(dialog.found.model.index(0, 0))
    person.clicks(dialog.found.open_button)
    # He went on since: to undo the reset changes nothing in his last state.
    person.sees(lambda: person.drafting.draft is not None)
    assert person.effect() == ()
    dialog.found.table.setFocus()
    QTest.keyClick(dialog.found.table, Qt.Key.Key_Space)
    person.clicks(dialog.next)
    assert button(f"Commit {_WRONG - 1}", dialog).isVisible()
    assert "1 left out" in dialog.commit.said
    person.clicks(dialog.close_button)


def _dialog(person: Person) -> BatchDialog:
    person.sees(lambda: bool(person.window.findChildren(BatchDialog)))
    return person.window.findChildren(BatchDialog)[0]
