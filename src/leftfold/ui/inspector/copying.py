"""Copies values of any size: their text is made off the GUI thread and put on the clipboard when it is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from leftfold.ui.tasks import Lane, Request, Tasks

_COPY: Final = "copy"


class Copying(QObject):
    """The way to the clipboard."""

    copied = Signal(str)
    """This text is on the clipboard now."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks

    def copy(self, text: Callable[[], str]) -> None:
        """Put a text on the clipboard once it is made."""
        self._tasks.run(
            Request(
                lane=Lane.ROWS,
                key=_COPY,
                work=lambda _job: text(),
                done=self._put,
                failed=lambda _error: None,
            )
        )

    def _put(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(text)
