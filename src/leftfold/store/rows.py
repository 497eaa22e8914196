"""From rows to events and times: the hot path of every replay."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeAlias

import numpy as np

from leftfold.model.event import Document, Event
from leftfold.model.index import NO_TIME, Ints
from leftfold.model.stream import StreamId
from leftfold.model.times import microseconds
from leftfold.store.codec import Stored, document_reader, read_id, read_text, read_time
from leftfold.store.layout import Gathered, Layout, Metadata, TextPart, TimeInData

Row: TypeAlias = Sequence[Any]


class TypeNames(dict[Stored, str]):
    """The event type for each stored text, worked out once a text."""

    def __init__(self, part: TextPart) -> None:
        super().__init__()
        self._part = part

    def __missing__(self, raw: Stored) -> str:
        text, part = read_text(raw), self._part
        if part.after and part.after in text:
            text = text.partition(part.after)[2]
        if part.before_last:
            text = text.rpartition(part.before_last)[0]
        self[raw] = text
        return text


class RowReader:
    """Decodes the rows of one layout's statements; threads may share it."""

    def __init__(self, layout: Layout) -> None:
        here = layout.events
        self.names = TypeNames(here.event_type)
        self._document = document_reader(here.data.form)
        self._metadata = _metadata_reader(here.metadata)
        self._gathers = isinstance(here.metadata, Gathered)
        self._id_form = here.id_form
        self._time_key = here.recorded_at.key if isinstance(here.recorded_at, TimeInData) else ""

    def events(self, stream: StreamId, rows: Iterable[Row], deleted: Collection[int]) -> Iterator[Event]:
        """The events of one stream's rows; `deleted` holds the versions that are soft-deleted."""
        names, document, metadata, key = self.names, self._document, self._metadata, self._time_key
        # Half the time that the named tuple's own constructor takes, a million times over.
        new = tuple.__new__
        for version, position, kind, raw, time, meta in self._with_metadata(rows):
            data = document(raw)
            at = time_in(data, key) if key else time_of(time)
            note = None if meta is None else metadata(meta)
            yield new(Event, (stream, version, names[kind], data, note, at, position, version in deleted))

    def stream(self, type_: Stored, id_: Stored) -> StreamId:
        """The stream that a stored type and id name."""
        return StreamId(read_text(type_), read_id(id_, self._id_form))

    def time(self, raw: Stored) -> datetime | None:
        """The point in time in what the layout reads times from; None where there is none."""
        return time_in(self._document(raw), self._time_key) if self._time_key else time_of(raw)

    def times(self, raws: Sequence[Stored]) -> Ints:
        """The points in time as microseconds, `NO_TIME` where there is none."""
        found = map(self.time, raws)
        return np.fromiter((NO_TIME if time is None else microseconds(time) for time in found), np.int64, len(raws))

    def _with_metadata(self, rows: Iterable[Row]) -> Iterable[Row]:
        return ((*row[:5], row[5:]) for row in rows) if self._gathers else rows


def _metadata_reader(metadata: Metadata) -> Callable[[Any], Document]:
    if not isinstance(metadata, Gathered):
        return document_reader(metadata.form)
    names = metadata.columns

    def gathered(values: Iterable[Stored]) -> Document:
        return {name: read_text(value) for name, value in zip(names, values, strict=True) if value is not None}

    return gathered


def time_in(data: Document, key: str) -> datetime | None:
    """The point in time that a document has under a key; None where there is none."""
    text = data.get(key) if isinstance(data, dict) else None
    return read_time(text) if isinstance(text, str) else None


def time_of(raw: Stored) -> datetime | None:
    """The point in time of a stored text; None where there is none."""
    return None if raw is None else read_time(read_text(raw))
