"""How many things are laid out in a tree: the first hundred in the open, further ones in runs that can be opened.

Where a thing lies depends on its number alone, never on how many there are, so that a list may grow or shrink without
moving what is opened in it. No row ever has more than a few hundred rows under it, however long the list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FAN_OUT: Final = 100
"""Things of one run, and runs of one larger run: a few screens full."""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring things, counted from 0, kept together under one row."""

    first: int
    size: int

    def last(self, count: int) -> int:
        """The number of the last thing in it, of `count` things."""
        return min(self.first + self.size, count) - 1


Slot = int | Run
"""A thing by its number, or a run of things."""

ITSELF: Final = Run(0, 0)
"""Stands for a document in which nothing can be opened: the one row that shows it."""


def slots(count: int, run: Run | None = None) -> list[Slot]:
    """The rows for `count` things, or for those of them in a run."""
    return _open(count) if run is None else _within(count, run)


def slots_to(number: int) -> list[Slot]:
    """The runs that lead from outside to the thing with a number, outermost first, and the thing."""
    size = FAN_OUT
    while number >= size * FAN_OUT:
        size *= FAN_OUT
    way: list[Slot] = []
    while size > 1 and number >= FAN_OUT:
        way.append(Run(number - number % size, size))
        size //= FAN_OUT
    return [*way, number]


def _open(count: int) -> list[Slot]:
    found: list[Slot] = list(range(min(count, FAN_OUT)))
    size = FAN_OUT
    while size < count:
        found.extend(Run(first, size) for first in range(size, min(count, size * FAN_OUT), size))
        size *= FAN_OUT
    return found


def _within(count: int, run: Run) -> list[Slot]:
    size, beyond = run.size // FAN_OUT, min(count, run.first + run.size)
    if size > 1:
        return [Run(first, size) for first in range(run.first, beyond, size)]
    return list(range(run.first, beyond))
