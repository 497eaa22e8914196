"""Loads what draws the timeline's pictures, off the GUI thread and once the lists were read."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from leftfold.ui.tasks import Lane, Request, Tasks

PICTURES: Final = "leftfold.ui.timeline.pictures"
"""The module of the pictures. With pyqtgraph, which it alone needs, it takes 150 ms to load."""
_KEY: Final = "pictures"
_AFTER: Final = 100
"""Milliseconds that are left to the lists, which a person reads first, from when there is something to draw."""


class Loading(QObject):
    """Loads the pictures when they are first wanted."""

    loaded = Signal(object)
    """The module is there: handed over once."""

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._is_wanted = False
        self._after = QTimer(self, singleShot=True, interval=_AFTER)
        self._after.timeout.connect(self._load)

    def want(self) -> None:
        """Have the pictures loaded soon; where another window has them already, at once."""
        if self._is_wanted:
            return
        self._is_wanted = True
        if PICTURES in sys.modules:
            self.loaded.emit(import_module(PICTURES))
        else:
            self._after.start()

    def _load(self) -> None:
        self._tasks.run(
            Request(
                lane=Lane.LIBRARY,
                key=_KEY,
                work=lambda _job: import_module(PICTURES),
                done=self.loaded.emit,
                failed=_never,
            )
        )


def _never(error: Exception) -> None:
    """Importing raises none of our own errors; were it to, it is a bug and shown as one."""
    raise error
