"""A person at the window: looks and acts as a person does, and waits until what was asked for is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from leftfold.model.json import Json
from leftfold.model.paths import MISSING, value_at
from leftfold.ui.steady_label import SteadyLabel
from leftfold.ui.window import Window
from tests.ui.finding import button

WAIT = 10_000
"""Milliseconds for what must come: far more than it takes, for a slow machine under load."""


class Person:
    """Somebody who works with a window."""

    def __init__(self, qtbot: QtBot, window: Window) -> None:
        self._qtbot = qtbot
        self.window = window
        self.document = window.parts.document
        self.drafting = window.parts.drafting

    def opens(self, path: Path, aggregate: str | None = None) -> None:
        """Open a store, and an aggregate in it."""
        with self._qtbot.waitSignal(self.document.opened, timeout=WAIT):
            self.window.opening.open(str(path), aggregate=aggregate)
        self.waits()

    def finds(self, id_: str) -> None:
        """Type an id where aggregates are found, and press Enter."""
        self.does("edit.find-aggregate")
        field = self.window.parts.aggregates.field
        self.types(field, id_)
        QTest.keyClick(field, Qt.Key.Key_Return)
        self.sees(lambda: self.document.shown is not None and self.document.shown.replay.stream.id == id_)
        self.waits()

    def does(self, action: str) -> None:
        """Do an action of the table, where it is possible."""
        self.window.actions_.refresh()
        made = self.window.actions_[action]
        assert made.isEnabled(), made.toolTip()
        made.trigger()
        self.waits()

    def types(self, field: QLineEdit, text: str) -> None:
        """Type a text in place of what a field holds."""
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        self.waits()

    def seeks(self, text: str) -> None:
        """Look for a text or a condition in the events, and go to the first match after the cursor."""
        events = self.window.parts.events
        self.does("edit.find")
        self.types(events.bar.field, text)
        self.presses(Qt.Key.Key_Return)
        self.sees(lambda: not events.finder.is_running)

    def presses(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.waits()

    def clicks(self, widget: QWidget) -> None:
        """Click on a widget."""
        assert widget.isVisible()
        assert widget.isEnabled(), widget.toolTip()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.waits()

    def unlocks(self) -> None:
        """Press Unlock in the draft, and confirm it."""
        QTimer.singleShot(0, self.window, self.confirm)
        self.clicks(button("Unlock…", self.window.parts.draft))
        self.sees(lambda: self.drafting.lock.is_open)

    def explains(self, reason: str) -> None:
        """Say why the draft is proposed."""
        field = next(one for one in self.window.findChildren(QLineEdit) if one.accessibleName() == "Reason")
        self.types(field, reason)
        self.sees(lambda: not self.window.parts.draft.body.against)

    def commits(self) -> None:
        """Press Commit, and wait until it is written and read again."""
        with self._qtbot.waitSignal(self.drafting.committed, timeout=WAIT):
            QTest.mouseClick(self.window.parts.draft.body.commit, Qt.MouseButton.LeftButton)
        self.waits()

    def waits(self) -> None:
        """Wait until nothing is under way."""
        self._qtbot.waitUntil(lambda: self.document.tasks.is_idle, timeout=WAIT)

    def sees(self, truth: Callable[[], bool], *, within: int = WAIT) -> None:
        """Wait until something is so."""
        self._qtbot.waitUntil(truth, timeout=within)

    def reads(self, words: str) -> None:
        """Wait until a text with these words is visible."""
        self.sees(lambda: any(words in text for text in self.texts()))

    def texts(self) -> list[str]:
        """What the visible labels say."""
        texts = [label.text() for label in self.window.findChildren(QLabel) if label.isVisible()]
        return texts + [label.text for label in self.window.findChildren(SteadyLabel) if label.isVisible()]

    def state(self, *path: str | int) -> Json:
        """The value that the inspector shows at a path of the state."""
        self.waits()
        scene = self.window.parts.inspector.scene
        found = value_at(scene.moment.after, path) if scene is not None and scene.moment is not None else MISSING
        assert found is not MISSING
        return found  # type: ignore[return-value]

    def event(self) -> str:
        """The sentence of the event at the cursor, in the current row of the list."""
        self.sees(lambda: bool(self._told()))
        return self._told()

    def _told(self) -> str:
        events = self.window.parts.events
        row = events.model.row_of(self.document.selection.ordinal)
        # The list follows the cursor with the next frame, and is told what its rows say later still.
        if row is None or events.table.currentIndex().row() != row:
            return ""
        told = events.model.facts_at(row).told
        return told.sentence if told else ""

    def effect(self) -> tuple[tuple[str, str, str], ...]:
        """The fields that the draft would change: name, as stored, as proposed."""
        return self.window.parts.draft.body.effect.lines

    def confirm(self) -> None:
        """Press the button that confirms the question on the screen."""
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        box.button(QMessageBox.StandardButton.Ok).click()
