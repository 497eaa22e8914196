"""The one selection: which aggregate, after how many of its events, and which field is watched."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from leftfold.model.paths import Path
from leftfold.model.stream import StreamId


class Selection(QObject):
    """Locators only; what they resolve to lives in the models that show it."""

    stream_changed = Signal(object)
    """The `StreamId` now selected, or None."""
    ordinal_changed = Signal(int)
    """How many events the shown state is folded from: 0 is before the first."""
    length_changed = Signal(int)
    """How many events there are to stand after."""
    watched_changed = Signal(object)
    """The `Path` of the watched field, or None."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stream: StreamId | None = None
        self._ordinal = 0
        self._length = 0
        self._watched: Path | None = None

    @property
    def stream(self) -> StreamId | None:
        """The selected aggregate or projection."""
        return self._stream

    @property
    def ordinal(self) -> int:
        """How many events the shown state is folded from."""
        return self._ordinal

    @property
    def length(self) -> int:
        """How many events there are."""
        return self._length

    @property
    def watched(self) -> Path | None:
        """The field whose changes are marked and stepped over."""
        return self._watched

    def select(self, stream: StreamId | None) -> None:
        """Select an aggregate; its length is known once it is loaded."""
        if stream != self._stream:
            self._stream = stream
            self.watch(None)
            self.stream_changed.emit(stream)

    def stand(self, ordinal: int, length: int) -> None:
        """Say how many events there are, and move the cursor, held within them; who is told of one finds both."""
        before = self._ordinal, self._length
        self._length = length
        self._ordinal = max(0, min(ordinal, length))
        if length != before[1]:
            self.length_changed.emit(length)
        if self._ordinal != before[0]:
            self.ordinal_changed.emit(self._ordinal)

    def go_to(self, ordinal: int) -> None:
        """Move the cursor, held within the events there are."""
        self.stand(ordinal, self._length)

    def step(self, by: int) -> None:
        """Move the cursor by so many events."""
        self.go_to(self._ordinal + by)

    def watch(self, path: Path | None) -> None:
        """Watch a field of the state, or none."""
        if path != self._watched:
            self._watched = path
            self.watched_changed.emit(path)
