"""Reads streams by keyset pages: their indexes first, then the events an index names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from operator import itemgetter
from typing import Any, Final, TypeAlias

import numpy as np
from sqlalchemy import Executable

from leftfold.model.errors import NotFound
from leftfold.model.event import Event
from leftfold.model.index import StreamIndex
from leftfold.model.stream import StreamId
from leftfold.store.codec import Stored
from leftfold.store.columns import INDEX_PAGE, ColumnReader, IndexPage, gone, index_of
from leftfold.store.database import Database
from leftfold.store.ledger import deleted_positions
from leftfold.store.rows import RowReader
from leftfold.store.statements import Key, Statements

FIRST_PAGE: Final = 256
"""Events read at first: what lies between two keyframes of a long stream, so that a jump asks once."""
MOST_PAGE: Final = 512
"""Most events read at once: what is decoded is still in the processor's cache when folded."""
PAGE_BYTES: Final = 1_048_576
"""Bytes of documents read at once, as far as can be foreseen: enough that asking costs little beside reading."""

Column: TypeAlias = Sequence[Any]
"""A column of a page."""

_BEFORE_ALL: Final = -(2**63)
_SAMPLE: Final = 32


@dataclass(frozen=True, slots=True)
class StoredEvents:
    """The events that an index names, read in pages."""

    _read: Callable[[int, int], Iterator[Event]]

    def read(self, first: int, last: int) -> Iterator[Event]:
        """The events with the ordinals first to last, both included, in order."""
        return self._read(first, last)


class Reader:
    """Reads the events of one store."""

    def __init__(self, database: Database, statements: Statements, rows: RowReader, *, ledger: bool) -> None:
        self._database = database
        self._page = database.prepared(statements.page)
        self._dense_page = database.prepared(statements.dense_page)
        self._statements = statements
        self._rows = rows
        self._ledger = ledger

    def index(self, stream: StreamId, key: Key, progress: Callable[[int], None]) -> StreamIndex:
        """The index of a stream. Raises `NotFound` where it has no events."""
        here = self._statements
        pages, type_names = self._gathered(here.index, key, progress)
        if not pages:
            raise NotFound(f"{stream} has no events in {self._database.name}.")
        first = here.first_version if here.numbered else None
        return self._marked(index_of(stream, pages, type_names, count_from=first))

    def projection_index(
        self, stream: StreamId, types: tuple[str, ...], progress: Callable[[int], None]
    ) -> StreamIndex:
        """The index of all events of some aggregate types, in the order of the store."""
        stored = [one for type_ in types for one in self._rows.types.stored(type_) if isinstance(one, str)]
        pages, type_names = self._gathered(self._statements.projection, {"types": stored}, progress)
        if not pages:
            raise NotFound(f"{self._database.name} has no events of {' or '.join(types)}, so {stream} has nothing.")
        return self._marked(index_of(stream, pages, type_names, count_from=1))

    def stream_events(self, index: StreamIndex, key: Key, first: int, last: int) -> Iterator[Event]:
        """The events with the ordinals first to last of a stream's index."""
        pages = _pages(first, last, lambda here: self._stream_page(index, key, here))
        return chain.from_iterable(
            self._rows.events(index, here, documents, repeat(index.stream)) for here, documents in pages
        )

    def projected_events(self, index: StreamIndex, first: int, last: int) -> Iterator[Event]:
        """The events with the ordinals first to last of a projection's index, their ordinals as versions."""
        streams = _Streams(self._rows)
        pages = _pages(first, last, lambda here: self._projected_page(index, here))
        return chain.from_iterable(
            self._rows.events(index, here, documents, map(streams.__getitem__, zip(types, ids, strict=True)))
            for here, (types, ids, *documents) in pages
        )

    def _stream_page(self, index: StreamIndex, key: Key, here: slice) -> Sequence[Column]:
        # Where versions are counted, events are sought by what they are counted by.
        versions = (index.positions if self._statements.numbered else index.versions)[here].tolist()
        bound = {**key, "low": versions[0], "high": versions[-1]}
        if versions[-1] - versions[0] == len(versions) - 1:
            rows = self._dense_page(bound)
            if len(rows) != len(versions):
                raise gone(self._database.name)
            # A third faster than `zip`, and of a page's reading a twentieth.
            return [list(map(itemgetter(at), rows)) for at in range(len(rows[0]))]
        rows = self._page(bound)
        found, *documents = zip(*rows, strict=True) if rows else ((),)
        self._check(found, versions)
        return documents

    def _projected_page(self, index: StreamIndex, here: slice) -> Sequence[Column]:
        positions = index.positions[here].tolist()
        rows = self._database.rows(self._statements.projected, {"positions": positions})
        found, *columns = zip(*rows, strict=True) if rows else ((),)
        self._check(found, positions)
        return columns

    def _gathered(
        self, statement: Executable, bound: Mapping[str, object], progress: Callable[[int], None]
    ) -> tuple[list[IndexPage], tuple[str, ...]]:
        """The pages of an index, and the names of its types."""
        columns, pages = ColumnReader(self._rows, self._database.name), list[IndexPage]()
        after, done = _BEFORE_ALL, 0
        while True:
            rows = self._database.rows(statement, {**bound, "after": after, "limit": INDEX_PAGE})
            if rows:
                pages.append(columns.page(rows))
                after, done = rows[-1][0], done + len(rows)
                progress(done)
            if len(rows) < INDEX_PAGE:
                return pages, columns.type_names

    def _marked(self, index: StreamIndex) -> StreamIndex:
        if self._ledger:
            first, last = int(index.positions.min()), int(index.positions.max())
            with self._database.connect() as connection:
                deleted = deleted_positions(connection, first, last)
            index.deleted[:] |= np.isin(index.positions, list(deleted))
        return index

    def _check(self, found: Column, expected: list[int]) -> None:
        if list(found) != expected:
            raise gone(self._database.name)


class _Streams(dict[tuple[Stored, Stored], StreamId]):
    """The stream for each stored type and id, made once each."""

    def __init__(self, rows: RowReader) -> None:
        super().__init__()
        self._rows = rows

    def __missing__(self, key: tuple[Stored, Stored]) -> StreamId:
        self[key] = stream = self._rows.stream(*key)
        return stream


def _pages(
    first: int, last: int, read: Callable[[slice], Sequence[Column]]
) -> Iterator[tuple[slice, Sequence[Column]]]:
    """The rows of an index for these ordinals with the columns read of each; as many at once as are light enough."""
    low, size = first - 1, FIRST_PAGE
    while low < last:
        here = slice(low, min(last, low + size))
        columns = read(here)
        yield here, columns
        size = max(1, min(MOST_PAGE, 2 * size, PAGE_BYTES // max(1, _weight(columns))))
        low = here.stop


def _weight(columns: Sequence[Column]) -> int:
    """About how many bytes a row of a page has: looking at each would cost more than knowing it is worth."""
    step = max(1, len(columns[0]) // _SAMPLE)
    sampled = [column[::step] for column in columns]
    return sum(map(len, filter(None, chain.from_iterable(sampled)))) // len(sampled[0])
