"""The index of a long stream while it is read: page by page, in any order, by whoever needs a page first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from threading import Lock
from typing import TypeAlias

from leftfold.model.event import Event
from leftfold.model.index import StreamIndex, Unread
from leftfold.store.columns import ColumnReader
from leftfold.store.database import Row

ReadEvents: TypeAlias = Callable[[StreamIndex, int, int], Iterator[Event]]
"""Gives the events with the ordinals first to last that an index names."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Where the pages of one index come from."""

    columns: ColumnReader
    rows: Callable[[int, int], Sequence[Row]]
    """Gives rows of version, position, event type, time: from a version on, so many of them."""


class Filling:
    """An index as far as it is read. Threads may share it: each reads the pages it needs, and none twice but by chance.

    What it gives are values: an index never says of a row that it is read before all of the row is there.
    """

    def __init__(self, index: StreamIndex, pages: Pages | None = None) -> None:
        """An index of which all is read needs no pages; for another, `ValueError`."""
        if index.unread is not None and pages is None:
            raise ValueError(f"not all of the index of {index.stream} is read, and there is nothing to read it from")
        self._index = index
        self._pages = pages
        self._lock = Lock()

    @property
    def index(self) -> StreamIndex:
        """The index as far as it is read by now."""
        return self._index

    def covering(self, first: int, last: int) -> StreamIndex:
        """The index with the rows of the events with the ordinals first to last read. Raises `StoreFailed`."""
        unread = self._index.unread
        if unread is not None and unread.any(first - 1, last - 1):
            for page in range((first - 1) // unread.size, (last - 1) // unread.size + 1):
                self._fill(page)
        return self._index

    def walk(self, *, near: Callable[[], int] = lambda: 1) -> Iterator[StreamIndex]:
        """Read what is still to be read, the first page and the last one first; after each, the index as it is then.

        Before each of them comes the page of the event whose ordinal `near` gives. Raises `StoreFailed`.
        """
        unread = self._index.unread
        if unread is not None:
            count = len(unread.pages)
            for page in dict.fromkeys((0, count - 1, *range(count))):
                for one in ((near() - 1) // unread.size, page):
                    if self._fill(one):
                        yield self._index

    def events(self, read: ReadEvents, first: int, last: int) -> Iterator[Event]:
        """The events with the ordinals first to last, each read once its row of the index is."""
        return chain.from_iterable(read(self.covering(*part), *part) for part in self._parts(first, last))

    def grown(self, index: StreamIndex) -> Filling | None:
        """The same with the versions and deletions of `index`, and the events at its end that are new.

        What is read of the others already is not read again. None where it was read whole: it has no pages to read.
        """
        if self._pages is None or index.unread is None:
            return None
        with self._lock:
            old, columns = self._index, self._pages.columns.copy()
        size, unread = index.unread.size, index.unread.pages.copy()
        # A last page that is not full has more rows now.
        full = len(old) // size
        known = slice(0, full * size)
        index.positions[known] = old.positions[known]
        index.type_codes[known] = old.type_codes[known]
        index.times[known] = old.times[known]
        unread[:full] = False if old.unread is None else old.unread.pages[:full]
        begun = replace(index, type_names=old.type_names, unread=Unread(unread, size))
        return Filling(begun, replace(self._pages, columns=columns))

    def _parts(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """The ordinals that are read at once: all of them where their rows are read, else a page's."""
        while first <= last:
            unread, stop = self._index.unread, last
            if unread is not None and unread.any(first - 1, last - 1):
                stop = min(last, ((first - 1) // unread.size + 1) * unread.size)
            yield first, stop
            first = stop + 1

    def _fill(self, page: int) -> bool:
        """Read a page, unless that is done; whether it was done here."""
        index, unread, pages = self._index, self._index.unread, self._pages
        if unread is None or pages is None or not unread.pages[page]:
            return False
        here = slice(page * unread.size, min(len(index), (page + 1) * unread.size))
        versions = index.versions[here]
        # Read outside the lock: one who walks on without a pause would hold it nearly always, and others starve.
        rows = pages.rows(int(versions[0]), len(versions))
        with self._lock:
            return self._take(page, here, rows, pages.columns)

    def _take(self, number: int, here: slice, rows: Sequence[Row], columns: ColumnReader) -> bool:
        index, unread = self._index, self._index.unread
        if unread is None or not unread.pages[number]:
            return False
        page = columns.expected(rows, index.versions[here])
        index.positions[here], index.type_codes[here], index.times[here] = page.positions, page.type_codes, page.times
        index.deleted[here] |= page.deleted
        pages = unread.pages.copy()
        pages[number] = False
        still = replace(unread, pages=pages) if pages.any() else None
        self._index = replace(index, type_names=columns.type_names, unread=still)
        return True
