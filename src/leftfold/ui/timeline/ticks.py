"""The labelled places of a version axis, and lengths of time in words."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final

import numpy as np

from leftfold.model.index import Ints
from leftfold.ui.timeline.viewport import Window

_UNITS: Final = (
    (365 * 86_400_000_000, "year"),
    (30 * 86_400_000_000, "month"),
    (86_400_000_000, "day"),
    (3_600_000_000, "hour"),
    (60_000_000, "minute"),
    (1_000_000, "second"),
)


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled place of an axis."""

    position: float
    label: str
    context: str = ""
    """What the label is part of: the day of a time of day, the year of a day."""


def round_step(step: float) -> int:
    """The least of 1, 2, 5, 10, 20, 50 and so on that is at least `step`."""
    if step <= 1:
        return 1
    power = 10 ** floor(log10(step))
    return next(int(power * digit) for digit in (1, 2, 5, 10) if power * digit >= step)


def version_ticks(versions: Ints, window: Window, room: int) -> tuple[Tick, ...]:
    """At most about `room` ticks at round versions; at round ordinals where versions have gaps."""
    if not len(versions):
        return ()
    step = round_step(window.span / max(1, room))
    first = max(1, ceil(window.start))
    last = min(len(versions), floor(window.end))
    shift = int(versions[0]) - 1
    if int(versions[-1]) - shift != len(versions):
        shift = 0
    begin = ceil((first + shift) / step) * step - shift
    ordinals = np.arange(begin, last + 1, step)
    return tuple(Tick(float(ordinal), f"{versions[ordinal - 1]:,}") for ordinal in ordinals.tolist())


def length_text(microseconds: int) -> str:
    """A length of time in its largest unit: `3 days`."""
    for unit, name in _UNITS:
        # From 1½ units on, so that 23 hours are no day and 40 hours are.
        if microseconds >= unit * (1.5 if name != "second" else 1):
            return _counted(round(microseconds / unit), name)
    return _counted(round(microseconds / 1000), "millisecond")


def _counted(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"
