"""A person at the window: looks and acts as a person does, and waits until what was asked for is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from leftfold.ui.window import Window

WAIT = 10_000


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

    def does(self, action: str) -> None:
        """Do an action of the table by its shortcut's way: only where it is possible."""
        self.window.actions_.refresh()
        made = self.window.actions_[action]
        assert made.isEnabled(), made.toolTip()
        made.trigger()
        self.waits()

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

    def waits(self) -> None:
        """Wait until nothing is under way."""
        self._qtbot.wait_until(lambda: self.document.tasks.is_idle, timeout=WAIT)

    def sees(self, truth: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self._qtbot.waitUntil(truth, timeout=WAIT)

    def reads(self, words: str) -> None:
        """Wait until a text with these words is visible."""
        self.sees(lambda: any(words in text for text in self.texts()))

    def texts(self) -> list[str]:
        """What the visible labels say."""
        return [label.text() for label in self.window.findChildren(QLabel) if label.isVisible()]
