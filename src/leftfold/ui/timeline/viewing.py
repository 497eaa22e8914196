"""Which stretch of the timeline is looked at: the whole, until a person zooms; then it follows the cursor."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal

from leftfold.model.stream import StreamId
from leftfold.ui.selection import Selection
from leftfold.ui.timeline.axis import Axis
from leftfold.ui.timeline.model import TimelineModel
from leftfold.ui.timeline.viewport import Bounds, Window

_NEIGHBOURS: Final = 6
"""So many times the closest look: some ten events on each side."""
ZOOM: Final = 1.25
"""How much more one turn of the wheel shows: four turns more than double it, and none loses the thread."""
TURN: Final = 120
"""What Qt calls one notch of a wheel."""


class Viewing(QObject):
    """Owns the visible window."""

    changed = Signal()
    """Another stretch is visible."""

    def __init__(self, model: TimelineModel, selection: Selection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._selection = selection
        self._axis: Axis = model.axis
        self._stream: StreamId | None = None
        self.window: Window = self._axis.bounds.whole
        model.changed.connect(self._refit)
        selection.ordinal_changed.connect(self.follow)

    @property
    def bounds(self) -> Bounds:
        """What the window keeps to."""
        return self._axis.bounds

    @property
    def is_whole(self) -> bool:
        """Whether everything is visible."""
        return self.window == self.bounds.whole

    def show(self, window: Window) -> None:
        """Look at a stretch, as near as there is one."""
        fitted = self.bounds.fitted(window)
        if fitted != self.window:
            self.window = fitted
            self.changed.emit()

    def fit(self) -> None:
        """Look at everything."""
        self.show(self.bounds.whole)

    def zoom(self, factor: float, *, at: float | None = None) -> None:
        """Show `factor` times as much around a position, or around the cursor, else the middle."""
        cursor = self._axis.position_of(self._selection.ordinal)
        fixed = at if at is not None else cursor if cursor in self.window else self.window.middle
        self.show(self.bounds.zoomed(self.window, factor, at=fixed))

    def zoom_to(self, ordinal: int) -> None:
        """Look at an event and its neighbours, as large as they get."""
        bounds, position = self.bounds, self._axis.position_of(ordinal)
        near = _NEIGHBOURS * bounds.closest
        self.show(Window(position - near / 2, position + near / 2))

    def move(self, by: float) -> None:
        """Look further along, up to an end."""
        self.show(self.bounds.moved(self.window, by))

    def follow(self, ordinal: int) -> None:
        """Bring an event into sight."""
        # A cursor moves before the model of another stream is there.
        if ordinal <= self._axis.length:
            self.show(self.bounds.following(self.window, self._axis.position_of(ordinal)))

    def _refit(self) -> None:
        before, self._axis = self._axis, self.model.axis
        stream = self.model.shown.replay.stream if self.model.shown else None
        another, self._stream = stream != self._stream, stream
        if another or self.window == before.bounds.whole:
            self.window = self.bounds.whole
        elif (before.times is None) is (self._axis.times is None):
            self.window = self.bounds.fitted(self.window)
        else:
            self.window = self.bounds.fitted(_carried_over(self.window, before, self._axis))
        self.window = self.bounds.following(self.window, self._axis.position_of(self._cursor()))
        self.changed.emit()

    def _cursor(self) -> int:
        return min(self._selection.ordinal, self._axis.length)


def _carried_over(window: Window, before: Axis, after: Axis) -> Window:
    """The stretch with the same events on another axis."""
    first, last = (min(before.ordinal_at(place), after.length) for place in (window.start, window.end))
    return Window(after.position_of(first), after.position_of(last))
