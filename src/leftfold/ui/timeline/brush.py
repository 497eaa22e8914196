"""Taking hold of the visible window on the map of the whole: its ends, its middle, or a place beside it."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from leftfold.ui.timeline.viewport import Bounds, Window

REACH: Final = 6.0
"""Points beside an end that still take hold of it."""
LEAST: Final = 12.0
"""Points the window is shown wide at least, so that it can be taken hold of however little it shows."""


class Grip(Enum):
    """What of the window is held."""

    START = auto()
    END = auto()
    BODY = auto()
    OUTSIDE = auto()


def shown_span(left: float, right: float, width: float) -> tuple[float, float]:
    """Where the window's ends are shown on a map so wide: apart enough to be seen, and on the map."""
    missing = max(0.0, LEAST - (right - left)) / 2
    left, right = left - missing, right + missing
    shift = max(0.0, -left) - max(0.0, right - width)
    return left + shift, right + shift


def grip_at(x: float, left: float, right: float) -> Grip:
    """What a point takes hold of; of two ends in reach the nearer."""
    to_start, to_end = abs(x - left), abs(x - right)
    if left + REACH < x < right - REACH or (left < x < right and right - left <= 2 * REACH):
        return Grip.BODY
    if min(to_start, to_end) <= REACH:
        return Grip.START if to_start <= to_end else Grip.END
    return Grip.BODY if left < x < right else Grip.OUTSIDE


def dragged(grip: Grip, window: Window, bounds: Bounds, by: float) -> Window:
    """The window as it was held, dragged by so much of the axis; an end stops before the other."""
    match grip:
        case Grip.START:
            start = min(max(window.start + by, bounds.whole.start), window.end - bounds.closest)
            return Window(start, window.end)
        case Grip.END:
            end = max(min(window.end + by, bounds.whole.end), window.start + bounds.closest)
            return Window(window.start, end)
        case Grip.BODY | Grip.OUTSIDE:
            return bounds.moved(window, by)
