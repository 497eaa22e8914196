"""The bookmarks of the shown stream: fetched once its events are there, kept as they are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from PySide6.QtCore import QObject, Signal

from leftfold.casefile.bookmarks import Bookmark, Bookmarks, bookmarks_file
from leftfold.model.index import Ints, StreamIndex
from leftfold.model.ordinals import after, before, place_of
from leftfold.model.stream import StreamId
from leftfold.session import Session
from leftfold.ui.document import Document
from leftfold.ui.tasks import Job, Lane, Request

_FETCH: Final = "bookmarks"
_KEEP: Final = "keep bookmark"
_NONE: Final = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """The bookmarks of a stream, by the events that have them."""

    ordinals: Ints
    """Ascending."""
    notes: tuple[str, ...]

    def text_at(self, ordinal: int) -> str:
        """What is told of an event's bookmark; empty where it has none."""
        note = self.note_at(ordinal)
        return "" if note is None else f"Bookmark: {note}" if note else "Bookmark"

    def note_at(self, ordinal: int) -> str | None:
        """The note on an event's bookmark; None where it has none."""
        place = place_of(self.ordinals, ordinal)
        return None if place is None else self.notes[place]

    def before(self, ordinal: int) -> int | None:
        """The last marked event before one."""
        return before(self.ordinals, ordinal)

    def after(self, ordinal: int) -> int | None:
        """The first marked event after one."""
        return after(self.ordinals, ordinal)

    def __len__(self) -> int:
        return len(self.ordinals)


NO_MARKS: Final = Marks(_NONE, ())
"""The bookmarks of a stream that has none, or of which nothing is known yet."""


class StreamBookmarks(QObject):
    """Knows the bookmarks of the shown stream, and makes and drops them."""

    changed = Signal(object)
    """The `Marks` of what is shown are others."""
    failed = Signal(str)
    """They cannot be read or kept: the sentence that says why."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document
        self._stream: StreamId | None = None
        self.known = NO_MARKS
        document.loaded.connect(self._fetch)
        document.shown_changed.connect(self._clear)

    def put(self, note: str) -> None:
        """Mark the event at the cursor, or write another note on it."""
        self._keep(lambda kept, place, stream, version: kept.put(place, stream, version, note))

    def drop(self) -> None:
        """Mark the event at the cursor no more."""
        self._keep(lambda kept, place, stream, version: kept.drop(place, stream, version))

    def at_cursor(self) -> str | None:
        """The note on the event at the cursor; None where it has no bookmark."""
        return self.known.note_at(self._document.selection.ordinal)

    def to_previous(self) -> None:
        """Move the cursor to the last marked event before it."""
        self._go_to(self.known.before(self._document.selection.ordinal))

    def to_next(self) -> None:
        """Move the cursor to the first marked event after it."""
        self._go_to(self.known.after(self._document.selection.ordinal))

    def _go_to(self, ordinal: int | None) -> None:
        if ordinal is not None:
            self._document.selection.go_to(ordinal)

    def _clear(self) -> None:
        shown = self._document.shown
        stream = shown.replay.stream if shown else None
        if stream != self._stream:
            self._stream = stream
            self._document.tasks.cancel(_FETCH)
            self._take(NO_MARKS)

    def _fetch(self) -> None:
        self._clear()
        session, shown = self._document.session, self._document.shown
        if session is not None and shown is not None:
            stream, index = shown.replay.stream, shown.replay.index
            self._run(_FETCH, lambda _job: _marks(index, Bookmarks(bookmarks_file()).of(session.place, stream)))

    def _keep(self, change: Callable[[Bookmarks, str, StreamId, int], None]) -> None:
        session, shown, ordinal = self._document.session, self._document.shown, self._document.selection.ordinal
        if session is None or shown is None or not 0 < ordinal <= len(shown.replay.index):
            return
        self._run(_KEEP, _kept(session, shown.replay.index, ordinal, change))

    def _run(self, key: str, work: Callable[[Job], Marks]) -> None:
        stream = self._stream
        self._document.tasks.run(
            Request(
                lane=Lane.LIST,
                key=f"{key} {stream}" if key == _KEEP else key,
                work=work,
                done=lambda marks: self._take(marks) if stream == self._stream else None,
                failed=lambda error: self.failed.emit(str(error)),
            )
        )

    def _take(self, found: Marks) -> None:
        before, self.known = self.known, found
        if len(found) or len(before):
            self.changed.emit(found)


def _kept(
    session: Session, index: StreamIndex, ordinal: int, change: Callable[[Bookmarks, str, StreamId, int], None]
) -> Callable[[Any], Marks]:
    def work(_job: Any) -> Marks:
        kept, place, stream = Bookmarks(bookmarks_file()), session.place, index.stream
        change(kept, place, stream, int(index.versions[ordinal - 1]))
        return _marks(index, kept.of(place, stream))

    return work


def _marks(index: StreamIndex, found: Iterable[Bookmark]) -> Marks:
    """The bookmarks by a stream's events; those of versions that it does not have are left out."""
    placed = ((index.ordinal_of(bookmark.version), bookmark.note) for bookmark in found)
    there = [(ordinal, note) for ordinal, note in placed if ordinal is not None]
    return Marks(np.array([ordinal for ordinal, _note in there], np.int64), tuple(note for _ordinal, note in there))
