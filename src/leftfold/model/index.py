"""The index of a stream: what a list row and a timeline mark need, a few bytes an event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from leftfold.model.stream import StreamId
from leftfold.model.times import NO_TIME

Ints: TypeAlias = npt.NDArray[np.int64]
Codes: TypeAlias = npt.NDArray[np.int32]
Flags: TypeAlias = npt.NDArray[np.bool_]


_FEW: Final = 2**15
"""So many types have codes that are sorted as two bytes each, in a third of the time."""


@dataclass(frozen=True, slots=True, eq=False)
class Unread:
    """Which pages of an index are still to be read."""

    pages: Flags
    """For each page whether it is."""
    size: int
    """Rows a page."""

    def rows(self, rows: Ints) -> Flags:
        """For each of these rows whether it is still to be read."""
        return self.pages[rows // self.size]

    def any(self, first: int, last: int) -> bool:
        """Whether any row from first to last is still to be read."""
        return bool(self.pages[first // self.size : last // self.size + 1].any())


@dataclass(frozen=True, slots=True, eq=False)
class StreamIndex:
    """Columns over a stream's events in replay order; the event with ordinal n (from 1) is in row n - 1.

    Of a long stream it may be the index as far as it is read: the columns of versions and deletions are whole then,
    while those of positions, types and times say nothing in rows that are still to be read.
    """

    stream: StreamId
    versions: Ints
    positions: Ints
    """Places in the store; all -1 where the store has no global order."""
    type_codes: Codes
    """Indexes into `type_names`."""
    type_names: tuple[str, ...]
    times: Ints
    """Microseconds since 1970-01-01 UTC, or `NO_TIME`."""
    deleted: Flags
    unread: Unread | None = None
    """None where all of it is read."""

    def __len__(self) -> int:
        return len(self.versions)

    @property
    def last_version(self) -> int | None:
        """The version of the last event; None for a stream without events."""
        return int(self.versions[-1]) if len(self) else None

    @property
    def count_read(self) -> int:
        """Of how many events all is read."""
        if self.unread is None:
            return len(self)
        pages, size = self.unread.pages, self.unread.size
        beyond = 0 if pages[-1] else len(pages) * size - len(self)
        return int(np.count_nonzero(~pages)) * size - beyond

    def has_read(self, ordinals: Ints) -> Flags:
        """For each of these events whether all of it is read."""
        return np.ones(len(ordinals), np.bool_) if self.unread is None else ~self.unread.rows(ordinals - 1)

    def type_at(self, ordinal: int) -> str:
        """The type of an event as it is stored; empty where it is still to be read."""
        if self.unread is not None and self.unread.any(ordinal - 1, ordinal - 1):
            return ""
        return self.type_names[int(self.type_codes[ordinal - 1])]

    def time_at(self, ordinal: int) -> int:
        """When an event was recorded; `NO_TIME` where that is not known, or still to be read."""
        if self.unread is not None and self.unread.any(ordinal - 1, ordinal - 1):
            return NO_TIME
        return int(self.times[ordinal - 1])

    def ordinal_of(self, version: int) -> int | None:
        """The ordinal of the event with this version, or None where the stream has no such version."""
        row = int(np.searchsorted(self.versions, version))
        return row + 1 if row < len(self) and self.versions[row] == version else None

    def ordinal_at(self, version: int) -> int:
        """How many events have a version up to this one."""
        return int(np.searchsorted(self.versions, version, side="right"))


def ordinals_by_type(index: StreamIndex, *, first: int = 1) -> tuple[Ints, ...]:
    """For each of an index's types the ordinals of its events from `first` on, ascending, as far as they are read."""
    codes, types = index.type_codes[first - 1 :], len(index.type_names)
    if index.unread is None:
        return _in_order(codes, types, first)
    read = np.flatnonzero(~np.repeat(index.unread.pages, index.unread.size)[first - 1 : len(index)])
    return tuple(read[own] + first for own in _in_order(codes[read], types, 0))


def _in_order(codes: Codes, types: int, first: int) -> tuple[Ints, ...]:
    """For each code below `types` the rows that have it, numbered from `first` on."""
    in_order = np.argsort(codes.astype(np.uint16) if types < _FEW else codes, kind="stable")
    in_order += first
    ends = np.cumsum(np.bincount(codes, minlength=types))
    return tuple(np.split(in_order, ends)[:types])


def empty_index(stream: StreamId) -> StreamIndex:
    """The index of a stream without events."""
    none: npt.NDArray[Any] = np.empty(0, np.int64)
    return StreamIndex(stream, none, none, none.astype(np.int32), (), none, none.astype(np.bool_))
