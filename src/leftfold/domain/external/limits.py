"""What a reducer in a process of its own may take: of time, of memory, of patience."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The bounds within which a reducer answers, and beyond which its process is ended."""

    answer: float = 3.0
    """Seconds for one answer: no honest event takes so long, and a person still waits."""
    start: float = 10.0
    """Seconds until its first answer: on a busy machine an interpreter with large libraries takes some."""
    memory: int = 2**30
    """Bytes of data it may hold, where the system can bound that."""
    line: int = 32 * 2**20
    """Bytes of one line it may print: far more than a state that is worth looking at."""
    in_a_row: int = 5
    """Events of one aggregate that may end its process one after the other; then it is given up there."""
    longest_pause: float = 1.0
    """Seconds, at most, between its end and its next start."""
    children: int = 3
    """Processes of it at once: one for a pass over a history, one for the cursor, one for the list."""


LIMITS: Final = Limits()
"""What holds unless told."""
