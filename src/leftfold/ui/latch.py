"""A latch: something to do once the last of several threads has come this far."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock


class Latch:
    """Calls once it was reached a number of times, in the thread that came last."""

    def __init__(self, times: int, call: Callable[[], None]) -> None:
        self._left = times
        self._call = call
        self._counting = Lock()

    def arrive(self) -> None:
        """One more has come this far."""
        with self._counting:
            self._left -= 1
            is_last = self._left == 0
        if is_last:
            self._call()
