"""The visible stretch of the timeline: zoomed, moved, and kept within what there is to see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_AHEAD: Final = 0.15
"""Where in the window the cursor stands after the window turned to it like a page: most of it lies ahead."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of an axis."""

    start: float
    end: float

    @property
    def span(self) -> float:
        """How long the stretch is."""
        return self.end - self.start

    @property
    def middle(self) -> float:
        """Its middle."""
        return (self.start + self.end) / 2

    def __contains__(self, position: float) -> bool:
        return self.start <= position <= self.end


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a window keeps to."""

    whole: Window
    """All there is to see."""
    closest: float
    """The shortest stretch worth looking at; never longer than the whole."""

    def fitted(self, window: Window) -> Window:
        """The window nearest to one that shows nothing but what there is."""
        span = min(max(window.span, self.closest), self.whole.span)
        start = min(max(window.middle - span / 2, self.whole.start), self.whole.end - span)
        return self.whole if span >= self.whole.span else Window(start, start + span)

    def zoomed(self, window: Window, factor: float, *, at: float) -> Window:
        """The window showing `factor` times as much, the position `at` staying where it is on the screen."""
        span = min(max(window.span * factor, self.closest), self.whole.span)
        start = at - (at - window.start) * (span / window.span)
        return self.fitted(Window(start, start + span))

    def moved(self, window: Window, by: float) -> Window:
        """The window moved along, up to an end."""
        by = min(max(by, self.whole.start - window.start), self.whole.end - window.end)
        return self.fitted(Window(window.start + by, window.end + by))

    def following(self, window: Window, position: float) -> Window:
        """The window with a position in it: as it is if it can be, turned like a page if it is near, else around it."""
        if position in window:
            return window
        if window.end < position <= window.end + window.span:
            return self.moved(window, position - window.start - _AHEAD * window.span)
        if window.start - window.span <= position < window.start:
            return self.moved(window, position - window.end + _AHEAD * window.span)
        return self.moved(window, position - window.middle)
