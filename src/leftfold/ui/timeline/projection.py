"""The visible window laid onto the screen's pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from leftfold.model.index import Ints
from leftfold.replay.survey import Numbers
from leftfold.ui.timeline.axis import Axis
from leftfold.ui.timeline.viewport import Window

MARGIN: Final = 8.0
"""Points beyond both ends of the window that are seen too, so that marks there are whole."""


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """Positions of an axis to points on the screen, and back."""

    axis: Axis
    window: Window
    """What is seen: what is looked at, and the margin."""
    left: float
    """Where that begins, in points."""
    width: float
    ratio: float
    """Pixels a point."""
    edges: Ints
    """For the left edge of each column of pixels, and the right one of the last: how many events lie up to there."""

    @property
    def columns(self) -> int:
        """How many columns of pixels there are."""
        return len(self.edges) - 1

    @property
    def events(self) -> int:
        """How many events are visible."""
        return int(self.edges[-1] - self.edges[0])

    def point_of(self, position: float) -> float:
        """Where a position lies on the screen."""
        return self.left + (position - self.window.start) * self.width / self.window.span

    def point_at(self, ordinal: int) -> float:
        """Where an event lies on the screen."""
        return self.point_of(self.axis.position_of(ordinal))

    def pixels_of(self, ordinals: Ints) -> Numbers:
        """Where events lie, in pixels from the window's left."""
        scale = self.columns / self.window.span
        lies: Numbers = (self.axis.positions_of(ordinals) - self.window.start) * scale
        return lies

    def position_at(self, point: float) -> float:
        """The position under a point on the screen, held within the window."""
        share = (point - self.left) / self.width
        return self.window.start + min(max(share, 0.0), 1.0) * self.window.span

    def slots(self, points: float) -> Ints:
        """How many events lie up to each edge of slots that wide, which stay on the same events as the window moves."""
        wide = points * self.window.span / self.width
        first = np.floor(self.window.start / wide)
        last = np.ceil(self.window.end / wide)
        return self.axis.ordinals_at(np.arange(first, last + 1) * wide)


def project(axis: Axis, window: Window, *, left: float, width: float, ratio: float = 1.0) -> Projection:
    """The window, with a margin at both ends, laid over so many points from the left."""
    width = max(1.0, width)
    margin = window.span * MARGIN / max(1.0, width - 2 * MARGIN)
    seen = Window(window.start - margin, window.end + margin)
    columns = max(1, round(width * ratio))
    edges = axis.ordinals_at(np.linspace(seen.start, seen.end, columns + 1))
    return Projection(axis, seen, left, width, ratio, edges)
