"""The outline of a stream: how many events it has and which are soft-deleted, known without reading them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from leftfold.model.index import StreamIndex, Unread
from leftfold.model.stream import StreamId
from leftfold.model.times import NO_TIME
from leftfold.store.columns import INDEX_PAGE, ColumnReader
from leftfold.store.database import Database, Row
from leftfold.store.filling import Filling, Pages
from leftfold.store.indexes import indexes
from leftfold.store.ledger import stream_deletions
from leftfold.store.rows import RowReader
from leftfold.store.statements import Key, Statements

LONG: Final = 20_000
"""Events of a stream whose index is read as it is needed; that of a shorter one is there in some 30 ms."""


@dataclass(frozen=True, slots=True)
class Outline:
    """How a stream stands: while this is the same and no event is edited, so is all that is folded from it."""

    events: int
    first: int | None
    """The version of the first event; None where there is none, or where it is no whole number."""
    last: int | None
    deleted: frozenset[int]
    """The versions of the soft-deleted events."""

    @property
    def is_even(self) -> bool:
        """Whether the versions can be those from the first to the last without a gap."""
        return self.first is not None and self.last is not None and self.last - self.first + 1 == self.events

    def same_until(self, before: Outline) -> int:
        """So many events at the beginning are as they were before, where events only came and deletions changed."""
        if before.first is None or self.first != before.first or not (self.is_even and before.is_even):
            return 0
        if self.events < before.events:
            return 0
        places = (version - before.first for version in self.deleted ^ before.deleted)
        return min(before.events, *places) if self.deleted != before.deleted else before.events


def outline_of(index: StreamIndex) -> Outline:
    """The outline of a stream as its index has it."""
    first = int(index.versions[0]) if len(index) else None
    return Outline(len(index), first, index.last_version, frozenset(index.versions[index.deleted].tolist()))


class Outlines:
    """Tells the outlines of one store's streams."""

    def __init__(self, database: Database, statements: Statements, rows: RowReader, *, ledger: bool) -> None:
        self._database = database
        self._here = statements
        self._rows = rows
        self._ledger = ledger

    def of(self, key: Key) -> Outline:
        """The outline of a stream."""
        return self._marked(self._counted(key), key)

    def begin(self, stream: StreamId, key: Key) -> Filling | None:
        """The index of a long stream, with nothing of it read; None where it is to be read whole from the start."""
        counted = self._counted(key)
        if counted.events < LONG or self._here.numbered or not counted.is_even or not self.keeps_versions_apart:
            return None

        def rows(version: int, count: int) -> list[Row]:
            return self._database.rows(self._here.index, {**key, "after": version - 1, "limit": count})

        columns = ColumnReader(self._rows, self._database.name)
        return Filling(unread_index(stream, self._marked(counted, key)), Pages(columns, rows))

    def _counted(self, key: Key) -> Outline:
        ((events, first, last),) = self._database.rows(self._here.outline, key)
        if self._here.numbered and events:
            first, last = self._here.first_version, self._here.first_version + events - 1
        whole = type(first) is int and type(last) is int
        return Outline(events, first if whole else None, last if whole else None, frozenset())

    def _marked(self, counted: Outline, key: Key) -> Outline:
        deleted = frozenset[int]()
        if self._ledger:
            with self._database.connect() as connection:
                deleted = stream_deletions(connection, key)
        if self._here.deletions is not None:
            deleted |= {version for (version,) in self._database.rows(self._here.deletions, key)}
        return replace(counted, deleted=deleted)

    @cached_property
    def keeps_versions_apart(self) -> bool:
        """Whether the database itself sees to it that no two events of a stream have the same version."""
        here = self._here
        with self._database.connect() as connection:
            found = indexes(connection, here.table, here.schema)
        return any(index.is_unique and here.names_of_event.issuperset(index.columns) for index in found)


def unread_index(stream: StreamId, outline: Outline) -> StreamIndex:
    """The index of a stream of which only the outline is known; its versions are even."""
    assert outline.first is not None
    count = outline.events
    deleted = np.zeros(count, np.bool_)
    # One that came after the outline was drawn is no part of it.
    deleted[[version - outline.first for version in outline.deleted if version - outline.first < count]] = True
    return StreamIndex(
        stream=stream,
        versions=np.arange(outline.first, outline.first + count, dtype=np.int64),
        positions=np.full(count, -1, np.int64),
        type_codes=np.zeros(count, np.int32),
        type_names=(),
        times=np.full(count, NO_TIME, np.int64),
        deleted=deleted,
        unread=Unread(np.ones(-(-count // INDEX_PAGE), np.bool_), INDEX_PAGE),
    )
