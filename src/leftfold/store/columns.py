"""The columns of an index, taken from the rows that its statements give, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from leftfold.model.errors import StoreFailed
from leftfold.model.index import Codes, Flags, Ints, StreamIndex
from leftfold.model.stream import StreamId
from leftfold.store.codec import Stored
from leftfold.store.database import Row
from leftfold.store.rows import RowReader

INDEX_PAGE: Final = 4_096
"""Rows of an index read at once: some 6 ms, so that progress shows, a cancelled read ends at once and the rows are
still in the processor's cache when their columns are taken."""


@dataclass(frozen=True, slots=True, eq=False)
class IndexPage:
    """The columns of neighbouring rows."""

    places: Ints
    """The versions, or for a projection the positions."""
    positions: Ints
    type_codes: Codes
    times: Ints
    deleted: Flags


class ColumnReader:
    """Decodes the rows of one index, and numbers the types of its events as it meets them."""

    def __init__(self, rows: RowReader, database: str) -> None:
        self._rows = rows
        self._database = database
        self._codes: dict[str, int] = {}
        self._known: dict[Stored, int] = {}

    def copy(self) -> ColumnReader:
        """One that has met the same types, and goes on by itself."""
        copy = ColumnReader(self._rows, self._database)
        copy._codes, copy._known = dict(self._codes), dict(self._known)
        return copy

    @property
    def type_names(self) -> tuple[str, ...]:
        """The types met so far, by their codes."""
        return tuple(self._codes)

    def page(self, rows: Sequence[Row]) -> IndexPage:
        """The columns of rows of place, position, event type, time, whether it is deleted; there is at least one.

        Raises `StoreFailed` where a place or position is no whole number.
        """
        places, positions, kinds, times, deleted = zip(*rows, strict=True)
        for numbers in (places, positions):
            self._check(numbers)
        for kind in dict.fromkeys(kinds):
            if kind not in self._known:
                self._known[kind] = self._codes.setdefault(self._rows.names[kind], len(self._codes))
        return IndexPage(
            np.array(places, np.int64),
            np.array(positions, np.int64),
            np.fromiter(map(self._known.__getitem__, kinds), np.int32, len(rows)),
            self._rows.times.microseconds(times),
            np.array(deleted, np.bool_),
        )

    def expected(self, rows: Sequence[Row], places: Ints) -> IndexPage:
        """The columns of rows that have just these places. Raises `StoreFailed`, also where they have others."""
        page = self.page(rows) if rows else None
        if page is None or not np.array_equal(page.places, places):
            raise gone(self._database)
        return page

    def _check(self, numbers: tuple[object, ...]) -> None:
        if {*map(type, numbers)} != {int}:
            odd = next(number for number in numbers if type(number) is not int)
            raise StoreFailed(
                f"{self._database} has an event with {odd!r} in place of its version or position, so that the order is "
                "not known; have it corrected in the database."
            )


def index_of(
    stream: StreamId, pages: Sequence[IndexPage], type_names: tuple[str, ...], *, count_from: int | None = None
) -> StreamIndex:
    """The index of at least one page, with places as versions; or with versions that are counted from one on."""
    places = np.concatenate([page.places for page in pages])
    return StreamIndex(
        stream=stream,
        versions=places if count_from is None else np.arange(len(places), dtype=np.int64) + count_from,
        positions=np.concatenate([page.positions for page in pages]),
        type_codes=np.concatenate([page.type_codes for page in pages]),
        type_names=type_names,
        times=np.concatenate([page.times for page in pages]),
        deleted=np.concatenate([page.deleted for page in pages]),
    )


def gone(database: str) -> StoreFailed:
    """The error for events of which there was a row in the index, and is none in the database any more."""
    return StoreFailed(f"Events that were listed are gone from {database}; open it again.")
