"""The field that finds aggregates by a part of their id."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes

_PAUSE: Final = 120
"""Milliseconds without a key after which is searched: longer than between two keys, too short to be felt."""


class FindField(QLineEdit):
    """Says what to find once typing pauses."""

    asked = Signal(str)
    """What to find now; empty for everything."""
    entered = Signal(str)
    """The exact id to go to."""
    left_down = Signal()
    """The person wants to go on in the list."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._sign = QAction(self)
        self.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        self.setPlaceholderText("Find an ID")
        self.setAccessibleName("Find an aggregate by its ID")
        self.setToolTip("Part of an ID lists those that have it. Enter opens the aggregate with exactly this ID.")
        self.setClearButtonEnabled(True)
        self._pause.timeout.connect(self._ask)
        self.textChanged.connect(self._wait)
        themes.changed.connect(self._paint)
        self._paint()

    def reset(self) -> None:
        """Empty the field without asking for anything."""
        self._pause.stop()
        self.blockSignals(True)
        self.clear()
        self.blockSignals(False)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.text().strip():
                self.entered.emit(self.text().strip())
            case Qt.Key.Key_Down:
                self.left_down.emit()
            case _:
                super().keyPressEvent(event)

    def _wait(self, text: str) -> None:
        # A field that was emptied is not about to be typed in; everything is listed at once.
        self._pause.start() if text else self._ask()

    def _ask(self) -> None:
        self._pause.stop()
        self.asked.emit(self.text().strip())

    def _paint(self) -> None:
        self._sign.setIcon(icon("search", self._themes.current.muted))
