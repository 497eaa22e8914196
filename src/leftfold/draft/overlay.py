"""A draft as an event source: its edits laid over the stored stream."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

import numpy as np

from leftfold.draft.draft import Draft
from leftfold.model.edits import Append, Restore, SoftDelete, correction_metadata
from leftfold.model.event import Event
from leftfold.model.index import StreamIndex, Unread
from leftfold.model.json import JsonObject
from leftfold.model.times import microseconds
from leftfold.replay.history import EventSource, History

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class WhatIf(Generic[S]):
    """The replay of a stream as a draft would leave it."""

    index: StreamIndex
    history: History[S]
    unchanged: int
    """How many events at the beginning are as they are stored."""
    flips: Mapping[int, bool]
    """For each stored event that the draft deletes or restores, by ordinal: whether it is deleted in the draft."""
    base: StreamIndex
    """The index of the stored events, of which the draft makes `index`."""
    appended: tuple[Event, ...]
    """The draft's own events."""

    def on(self, base: StreamIndex) -> StreamIndex:
        """What the draft makes of the index of the stored events, of which more may be read by now."""
        return self.index if base is self.base else _overlaid(base, self.flips, self.appended)


class DraftSource:
    """Reads the stored events with the draft's deletions, then the draft's own events."""

    def __init__(self, base: EventSource, length: int, flips: Mapping[int, bool], appended: tuple[Event, ...]) -> None:
        self._base = base
        self._length = length
        self._flips = flips
        self._appended = appended

    def read(self, first: int, last: int) -> Iterator[Event]:
        """The events with the ordinals first to last, both included."""
        if first <= self._length:
            for ordinal, event in enumerate(self._base.read(first, min(last, self._length)), first):
                flip = self._flips.get(ordinal)
                yield event if flip is None else event._replace(deleted=flip)
        yield from self._appended[max(0, first - self._length - 1) : max(0, last - self._length)]


def as_given(event: Append) -> JsonObject:
    """The payload of a new event where a store reads it as it was given."""
    return event.data


def what_if(
    draft: Draft,
    index: StreamIndex,
    history: History[S],
    *,
    first_version: int,
    as_read: Callable[[Append], JsonObject] = as_given,
) -> WhatIf[S]:
    """The replay as the draft would leave the stream; a draft without edits gives what is stored.

    `first_version` is the version that the store gives the first event of a stream, and `as_read` tells what it will
    read as the payload of a new one.
    """
    flips = _flips(draft, index)
    appended = new_events(draft, first_version, as_read)
    unchanged = min(flips, default=len(index) + 1) - 1
    source = DraftSource(history.source, len(index), flips, appended)
    length = len(index) + len(appended)
    proposed = history.what_if(source, length, unchanged=unchanged)
    return WhatIf(_overlaid(index, flips, appended), proposed, unchanged, flips, index, appended)


def _flips(draft: Draft, index: StreamIndex) -> dict[int, bool]:
    flips: dict[int, bool] = {}
    for edit in draft.edits:
        if isinstance(edit, (SoftDelete, Restore)) and (ordinal := index.ordinal_of(edit.version)):
            flips[ordinal] = isinstance(edit, SoftDelete)
    return flips


def new_events(draft: Draft, first_version: int, as_read: Callable[[Append], JsonObject]) -> tuple[Event, ...]:
    """The draft's own events, as they are read once they are stored."""
    first = first_version if draft.base_version is None else draft.base_version + 1
    new = [edit for edit in draft.edits if isinstance(edit, Append)]
    return tuple(
        Event(
            draft.stream,
            version,
            edit.type,
            as_read(edit),
            correction_metadata(edit, draft.because),
            microseconds(edit.recorded_at),
        )
        for version, edit in enumerate(new, first)
    )


def _overlaid(index: StreamIndex, flips: Mapping[int, bool], appended: tuple[Event, ...]) -> StreamIndex:
    if not flips and not appended:
        return index
    deleted = index.deleted.copy()
    for ordinal, flip in flips.items():
        deleted[ordinal - 1] = flip
    if not appended:
        # The other columns of a long stream are tens of megabytes, and stay as they are.
        return replace(index, deleted=deleted)
    names = tuple(dict.fromkeys((*index.type_names, *(event.type for event in appended))))
    times = [event.at for event in appended]
    return replace(
        index,
        versions=np.append(index.versions, np.array([event.version for event in appended], np.int64)),
        positions=np.append(index.positions, np.full(len(appended), -1, np.int64)),
        type_codes=np.append(index.type_codes, np.array([names.index(event.type) for event in appended], np.int32)),
        type_names=names,
        times=np.append(index.times, np.array(times, np.int64)),
        deleted=np.append(deleted, np.zeros(len(appended), np.bool_)),
        unread=index.unread and _lengthened(index.unread, len(appended)),
    )


def _lengthened(unread: Unread, more: int) -> Unread:
    """With so many more rows that are read; where the last page is not, those on it appear with it."""
    pages = np.zeros(-(-more // unread.size), np.bool_)
    return replace(unread, pages=np.append(unread.pages, pages))
