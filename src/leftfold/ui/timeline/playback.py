"""Playback: the cursor moves by itself, at so many events a second, either way, up to an end."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from time import monotonic
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from leftfold.ui.selection import Selection

SPEEDS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
"""Events a second that can be chosen."""
_FIRST: Final = 5
_FRAME: Final = 16
"""Milliseconds of a frame: a faster playback passes several events at once."""


class Playback(QObject):
    """Moves the selection's cursor."""

    stopped = Signal(int)
    """It was stopped at the event with this ordinal, and rests."""
    changed = Signal()
    """It plays, pauses, or goes at another speed or the other way now."""

    def __init__(
        self, selection: Selection, parent: QObject | None = None, *, now: Callable[[], float] = monotonic
    ) -> None:
        super().__init__(parent)
        self._selection = selection
        self._now = now
        self.way: Callable[[int, int], tuple[int, bool]] = lambda _start, end: (end, False)
        """How far the cursor may go from an ordinal towards another, and whether it is stopped there."""
        self._direction = 0
        self._speed = _FIRST
        self._since = 0.0
        self._passed = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._advance)
        selection.stream_changed.connect(self.pause)

    @property
    def speed(self) -> int:
        """Events a second."""
        return self._speed

    @property
    def direction(self) -> int:
        """1 while it plays forward, -1 while backward, 0 while it rests."""
        return self._direction

    def set_speed(self, speed: int) -> None:
        """Play at so many events a second."""
        if speed != self._speed:
            self._speed = speed
            self._go(self._direction)

    def toggle(self) -> None:
        """Play forward, from the start where it stands at the end; or pause."""
        if self._direction:
            self.pause()
        else:
            if self._selection.ordinal == self._selection.length:
                self._selection.go_to(0)
            self._go(1)

    def forward(self) -> None:
        """Play forward; faster where it does so already."""
        self._play(1)

    def backward(self) -> None:
        """Play backward; faster where it does so already."""
        self._play(-1)

    def pause(self) -> None:
        """Rest."""
        if self._direction:
            self._go(0)

    def _play(self, direction: int) -> None:
        if self._direction == direction:
            self.set_speed(next((speed for speed in SPEEDS if speed > self._speed), self._speed))
        else:
            self._go(direction)

    def _go(self, direction: int) -> None:
        if self._is_at_end(direction):
            direction = 0
        self._direction = direction
        self._since, self._passed = self._now(), 0
        if direction:
            self._timer.start(max(_FRAME, ceil(1000 / self._speed)))
        else:
            self._timer.stop()
        self.changed.emit()

    def _advance(self) -> None:
        # By the clock and not by the tick, so that a busy moment is caught up with.
        due = round((self._now() - self._since) * self._speed) - self._passed
        if due > 0 and self._advance_by(due):
            self.pause()
            self.stopped.emit(self._selection.ordinal)
        elif self._is_at_end(self._direction):
            self.pause()

    def _advance_by(self, due: int) -> bool:
        """Pass so many events, or as many as may be passed; whether it is stopped then."""
        start = self._selection.ordinal
        end = max(0, min(start + due * self._direction, self._selection.length))
        reached, stops = self.way(start, end)
        # What may not be passed yet is not made up for later.
        self._passed += due
        self._selection.go_to(reached)
        return stops

    def _is_at_end(self, direction: int) -> bool:
        end = self._selection.length if direction > 0 else 0
        return direction != 0 and self._selection.ordinal == end
