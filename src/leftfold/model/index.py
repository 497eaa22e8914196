"""The index of a stream: what a list row and a timeline mark need, a few bytes an event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from leftfold.model.stream import StreamId

Ints: TypeAlias = npt.NDArray[np.int64]
Codes: TypeAlias = npt.NDArray[np.int32]
Flags: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class StreamIndex:
    """Columns over a stream's events in replay order; the event with ordinal n (from 1) is in row n - 1."""

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

    def __len__(self) -> int:
        return len(self.versions)

    @property
    def last_version(self) -> int | None:
        """The version of the last event; None for a stream without events."""
        return int(self.versions[-1]) if len(self) else None

    def ordinal_of(self, version: int) -> int | None:
        """The ordinal of the event with this version, or None where the stream has no such version."""
        row = int(np.searchsorted(self.versions, version))
        return row + 1 if row < len(self) and self.versions[row] == version else None

    def ordinal_at(self, version: int) -> int:
        """How many events have a version up to this one."""
        return int(np.searchsorted(self.versions, version, side="right"))


def ordinals_by_type(index: StreamIndex, *, first: int = 1) -> tuple[Ints, ...]:
    """For each of an index's types the ordinals of its events from `first` on, ascending."""
    codes = index.type_codes[first - 1 :]
    in_order = np.argsort(codes, kind="stable") + first
    counts = np.bincount(codes, minlength=len(index.type_names))
    return tuple(np.split(in_order, np.cumsum(counts)[:-1])) if len(counts) else ()


def empty_index(stream: StreamId) -> StreamIndex:
    """The index of a stream without events."""
    none: npt.NDArray[Any] = np.empty(0, np.int64)
    return StreamIndex(stream, none, none, none.astype(np.int32), (), none, none.astype(np.bool_))
