"""From rows to events and index columns: the hot path of every replay.

A page is decoded column by column, so that what is the same for each row is done in C and not row by row in Python.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import repeat

import numpy as np

from leftfold.model.event import Document, Event
from leftfold.model.index import Ints, StreamIndex
from leftfold.model.stream import StreamId
from leftfold.store.codec import Stored, read_documents, read_id, read_text
from leftfold.store.layout import Gathered, Layout, Metadata, TextPart, TimeInData
from leftfold.store.moments import as_microseconds, read_microseconds, read_times, time_in

_event = partial(tuple.__new__, Event)
"""An event of a tuple of all its fields, at half the cost of the named tuple's own constructor."""


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
        self._form = here.data.form
        self._metadata = here.metadata
        self._id_form = here.id_form
        self._time_key = here.recorded_at.key if isinstance(here.recorded_at, TimeInData) else ""

    def events(
        self, index: StreamIndex, here: slice, documents: Sequence[Sequence[Stored]], streams: Iterable[StreamId]
    ) -> Iterator[Event]:
        """The events in some rows of an index, with their streams; `documents` are the columns of payload, metadata ….

        What the index knows is taken from there: it was read once, and a whole column costs what a few cells do.
        """
        payloads, *meta = documents
        positions = index.positions[here].tolist()
        return map(
            _event,
            zip(
                streams,
                index.versions[here].tolist(),
                np.array(index.type_names, object)[index.type_codes[here]].tolist(),
                read_documents(payloads, self._form),
                _notes(meta, self._metadata),
                index.times[here].tolist(),
                positions if positions[0] >= 0 else repeat(None),
                index.deleted[here].tolist(),
                strict=False,
            ),
        )

    def stream(self, type_: Stored, id_: Stored) -> StreamId:
        """The stream that a stored type and id name."""
        return StreamId(read_text(type_), read_id(id_, self._id_form))

    def time(self, raw: Stored) -> datetime | None:
        """The point in time in what the layout reads times from; None where there is none."""
        return self._times([raw])[0]

    def microseconds(self, raws: Sequence[Stored]) -> Ints:
        """The points in time of a column as microseconds, `NO_TIME` where there is none."""
        return as_microseconds(self._times(raws)) if self._time_key else read_microseconds(raws)

    def _times(self, raws: Sequence[Stored]) -> list[datetime | None]:
        if not self._time_key:
            return read_times(raws)
        return [time_in(document, self._time_key) for document in read_documents(raws, self._form)]


def _notes(columns: Sequence[Sequence[Stored]], metadata: Metadata) -> Sequence[Document]:
    if isinstance(metadata, Gathered):
        return [
            {name: read_text(value) for name, value in zip(metadata.columns, values, strict=True) if value is not None}
            for values in zip(*columns, strict=True)
        ]
    (column,) = columns
    if column.count(None) == len(column):
        return [None] * len(column)
    if None not in column:
        return read_documents(column, metadata.form)
    given = iter(read_documents([raw for raw in column if raw is not None], metadata.form))
    return [None if raw is None else next(given) for raw in column]
