"""“Her lesson fell”: the event that did it, found in three actions, by the keyboard or the mouse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.journeys.person import Person

Key, Control, Shift = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
RESET = "Progress was reset to lesson 3"


class Counted:
    """Counts what a person does."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.actions = 0

    def does(self, act: Callable[[], object]) -> None:
        """Do something, and wait until its effect is seen."""
        self.actions += 1
        act()
        self.person.waits()


def _opened(person: Person, demo: Path) -> Counted:
    person.opens(demo, "student/3202")
    person.window.activateWindow()
    assert person.state("currentPosition") == 3
    assert RESET not in person.event()
    return Counted(person)


def _type(text: str) -> None:
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Key.Key_Return)


def test_a_breakpoint_leads_to_the_wrong_reset(person: Person, demo: Path) -> None:
    hand = _opened(person, demo)
    hand.does(lambda: QTest.keyClick(person.window, Key.Key_B, Control))
    hand.does(lambda: _type("fell(currentPosition)"))
    hand.does(lambda: QTest.keyClick(person.window, Key.Key_F8, Shift))
    assert RESET in person.event()
    assert hand.actions == 3
    person.reads("Stopped at version 92: fell(currentPosition)")
    timeline = person.window.parts.timeline
    assert person.window.parts.breakpoints.hits.ordinals.tolist() == [92]
    person.does("play.first")
    timeline.playback.set_speed(1000)
    person.does("play.toggle")
    person.sees(lambda: timeline.playback.direction == 0)
    assert RESET in person.event(), "playing stops there too"


def test_a_condition_in_the_list_leads_to_the_wrong_reset(person: Person, demo: Path) -> None:
    hand = _opened(person, demo)
    hand.does(lambda: QTest.keyClick(person.window, Key.Key_F, Control))
    hand.does(lambda: _type("fell(currentPosition)"))
    person.sees(lambda: RESET in person.event())
    assert hand.actions <= 3


def test_the_value_itself_leads_to_the_wrong_reset(person: Person, demo: Path) -> None:
    hand = _opened(person, demo)
    state = person.window.parts.inspector.state
    row = state.tree.visualRect(state.tree.tree.index_of(("currentPosition",)))
    became = state.field.became.field

    def click_value() -> None:
        QTest.mouseClick(state.tree.viewport(), Qt.MouseButton.LeftButton, pos=row.center())

    def click_field() -> None:
        QTest.mouseClick(became, Qt.MouseButton.LeftButton)
        became.setFocus()

    hand.does(click_value)
    person.sees(became.isVisible)
    hand.does(click_field)
    hand.does(lambda: _type("3"))
    assert RESET in person.event()
    assert hand.actions == 3
    person.reads("at version 92")


def test_what_the_reset_changed_is_told_by_comparing(person: Person, demo: Path) -> None:
    _opened(person, demo)
    person.does("view.compare")
    person.seeks("fell(currentPosition)")
    person.does("play.back")
    panel = person.window.parts.compare_panel.panel
    person.sees(lambda: panel.model.rowCount() > 0)
    cells = [tuple(panel.model.cell(row, column).text for column in range(3)) for row in range(panel.model.rowCount())]
    assert ("currentPosition", "3", "6") in cells
    panel.table.setCurrentIndex(panel.model.index(cells.index(("currentPosition", "3", "6")), 0))
    QTest.keyClick(panel.table, Key.Key_Return)
    person.waits()
    assert person.window.parts.inspector.state.tree.wanted == ("currentPosition",)


def test_who_is_usual_and_who_is_not(person: Person, demo: Path) -> None:
    _opened(person, demo)
    person.does("view.cohort")
    departures = person.window.parts.timeline.departures
    person.sees(lambda: "departs at version" in departures.text.text())
    person.does("view.cohort")
    assert not departures.isVisible()
