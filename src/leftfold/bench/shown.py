"""A window as `leftfold` shows it, driven and waited for by the bench."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QObject, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from leftfold.model.errors import LeftfoldError
from leftfold.ui.app import show_window
from leftfold.ui.clock import Clock
from leftfold.ui.parts import Surroundings
from leftfold.ui.settings import Settings
from leftfold.ui.theme.themes import Themes
from leftfold.ui.theme.type import dress

BEAT: Final = 5
"""Milliseconds between two beats of the heart."""
_PATIENCE: Final = 600
"""Seconds after which what was waited for is given up."""


class Heartbeat(QObject):
    """A timer on the GUI thread; how late it beats is how long the thread was held up."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[float] = []
        """Milliseconds that each beat came late."""
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=BEAT, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def stop(self) -> None:
        """Beat no more."""
        self._timer.stop()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.late.append(max(0.0, (now - self._last) * 1_000 - BEAT))
        self._last = now


class ShownWindow:
    """A shown window with settings of its own in a folder."""

    def __init__(self, folder: Path) -> None:
        self.application = QApplication.instance() or QApplication(sys.argv[:1])
        dress(self.application)  # type: ignore[arg-type]
        settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
        around = Surroundings(Themes(self.application, settings.mode), Clock(in_utc=True), settings)  # type: ignore[arg-type]
        self.window = show_window(around)
        self.parts = self.window.parts
        self.heart = Heartbeat()

    def wait(self, reached: Callable[[], bool]) -> None:
        """Let the window work until something is reached. Raises `LeftfoldError` where it never is."""
        given_up = time.monotonic() + _PATIENCE
        while not reached():
            # The heart wakes it up at the latest.
            self.application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.monotonic() > given_up:
                raise LeftfoldError("The window did not come to an end with what it was asked for.")

    def rest(self) -> None:
        """Let the window finish all it has to do, and some beats more."""
        beats = len(self.heart.late)
        self.wait(lambda: self.parts.document.tasks.is_idle and len(self.heart.late) > beats + 3)

    def frame(self, act: Callable[[], object]) -> float:
        """Milliseconds that an act takes until what it changes is painted."""
        start = time.perf_counter()
        act()
        self.application.processEvents()
        return (time.perf_counter() - start) * 1_000

    def close(self) -> None:
        """Close the window, and the store in it."""
        self.heart.stop()
        self.window.close()
