"""What a process printed and nobody has read yet, in lines: filled by one thread, emptied by another."""

from __future__ import annotations

from collections import deque
from itertools import takewhile
from threading import Condition
from typing import Final

_MOST: Final = 2**22
"""Bytes that lie unread: what prints more without being asked has to wait, and takes no memory of ours."""


class Inbox:
    """Lines on their way from a pipe to whoever waits for them."""

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._lines: deque[bytes] = deque()
        self._rest = b""
        self._held = 0
        self._too_long = False
        self._ended = False
        self._changed = Condition()

    @property
    def too_long(self) -> bool:
        """Whether a line came that is longer than any may be; nothing is taken in after it."""
        return self._too_long

    def put(self, printed: bytes) -> bool:
        """Take in what was printed next, once there is room; False where nothing more is wanted."""
        with self._changed:
            self._changed.wait_for(lambda: self._held <= _MOST or self._ended)
            if self._ended:
                return False
            *lines, self._rest = (self._rest + printed if self._rest else printed).split(b"\n")
            # Those before one that is too long are answers like any other.
            taken = list(takewhile(lambda line: len(line) <= self._longest, lines))
            self._lines.extend(taken)
            self._held += sum(map(len, taken))
            self._too_long = len(taken) < len(lines) or len(self._rest) > self._longest
            self._ended = self._too_long
            self._changed.notify_all()
            return not self._ended

    def end(self) -> None:
        """Say that nothing more comes, or is wanted."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def take(self, seconds: float) -> bytes | None:
        """The next line; None where none came within so many seconds. Raises `EOFError` where none will."""
        with self._changed:
            self._changed.wait_for(lambda: self._lines or self._ended, seconds)
            if self._lines:
                line = self._lines.popleft()
                self._held -= len(line)
                self._changed.notify_all()
                return line
            if self._ended:
                raise EOFError
            return None
