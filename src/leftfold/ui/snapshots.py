"""Where the snapshots of the shown stream are, fetched off the GUI thread once its events are there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QObject, Signal

from leftfold.model.index import Flags, Ints, StreamIndex
from leftfold.model.ordinals import after, before, place_of
from leftfold.model.snapshot import SnapshotMark, maker
from leftfold.model.stream import StreamId
from leftfold.ui.document import Document
from leftfold.ui.tasks import Lane, Request

_MARKS: Final = "snapshot marks"
_NONE: Final = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Snapshots:
    """The snapshots of a stream, by the events after which they hold the state."""

    ordinals: Ints
    """Ascending."""
    ours: Flags
    """For each whether Leftfold made it, and not the application."""

    def text_at(self, ordinal: int) -> str:
        """Whose snapshot there is after an event; empty where there is none."""
        place = place_of(self.ordinals, ordinal)
        return "" if place is None else f"Snapshot of {maker(is_ours=bool(self.ours[place]))}"

    def before(self, ordinal: int) -> int | None:
        """The event of the last snapshot before one."""
        return before(self.ordinals, ordinal)

    def after(self, ordinal: int) -> int | None:
        """The event of the first snapshot after one."""
        return after(self.ordinals, ordinal)

    def __len__(self) -> int:
        return len(self.ordinals)


NO_SNAPSHOTS: Final = Snapshots(_NONE, _NONE.astype(np.bool_))
"""The snapshots of a stream that has none, or of which nothing is known yet."""


class StreamSnapshots(QObject):
    """Knows where the snapshots of the shown stream are; a draft has none of its own."""

    changed = Signal(object)
    """The `Snapshots` of what is shown are others."""
    failed = Signal(str)
    """They cannot be read: the sentence that says why."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document
        self._stream: StreamId | None = None
        self.known = NO_SNAPSHOTS
        document.loaded.connect(self._fetch)
        document.shown_changed.connect(self._clear)

    def to_previous(self) -> None:
        """Move the cursor to the last event before it that has a snapshot."""
        self._go_to(self.known.before(self._document.selection.ordinal))

    def to_next(self) -> None:
        """Move the cursor to the first event after it that has a snapshot."""
        self._go_to(self.known.after(self._document.selection.ordinal))

    def _go_to(self, ordinal: int | None) -> None:
        if ordinal is not None:
            self._document.selection.go_to(ordinal)

    def _clear(self) -> None:
        shown = self._document.shown
        stream = shown.replay.stream if shown else None
        if stream != self._stream:
            self._stream = stream
            self._document.tasks.cancel(_MARKS)
            self._take(NO_SNAPSHOTS)

    def _fetch(self) -> None:
        self._clear()
        session, shown = self._document.session, self._document.shown
        if session is None or shown is None or shown.replay.is_projection:
            return
        stream, index, store = shown.replay.stream, shown.replay.index, session.store
        if store.capability("snapshots").allowed:
            self._document.tasks.run(
                Request(
                    lane=Lane.LIST,
                    key=_MARKS,
                    work=lambda _job: placed(index, store.snapshot_marks(stream)),
                    done=self._take,
                    failed=lambda error: self.failed.emit(str(error)),
                )
            )

    def _take(self, found: Snapshots) -> None:
        before, self.known = self.known, found
        if len(found) or len(before):
            self.changed.emit(found)


def placed(index: StreamIndex, marks: tuple[SnapshotMark, ...]) -> Snapshots:
    """The snapshots by a stream's events; those of versions that it does not have are left out."""
    versions = np.array([mark.version for mark in marks], np.int64)
    ours = np.array([mark.is_ours for mark in marks], np.bool_)
    rows = np.searchsorted(index.versions, versions)
    there = rows < len(index)
    there[there] = index.versions[rows[there]] == versions[there]
    return Snapshots(rows[there] + 1, ours[there])
