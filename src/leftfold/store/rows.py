"""From rows to events and index columns: the hot path of every replay.

A page is decoded column by column, so that what is the same for each row is done in C and not row by row in Python.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import repeat
from typing import TypeAlias
from uuid import UUID

import numpy as np
from typing_extensions import override

from leftfold.model.event import Document, Event
from leftfold.model.index import StreamIndex
from leftfold.model.json import Json
from leftfold.model.stream import StreamId
from leftfold.store.codec import Stored, read_documents, read_text, under
from leftfold.store.ids import UUID_BYTES, Ids, ids_of
from leftfold.store.items import item_has, item_type, read_items
from leftfold.store.layout import DocumentColumn, Layout, Metadata, TextPart
from leftfold.store.moments import Moments
from leftfold.store.tables import Kind

Read: TypeAlias = Callable[[Sequence[Stored], DocumentColumn], Sequence[Document]]
"""Reads the documents of a column."""

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
        if part.before:
            text = text.partition(part.before)[0]
        if part.before_last:
            text = text.rpartition(part.before_last)[0]
        self[raw] = text
        return text


class ItemTypes(TypeNames):
    """The event type for each item of a row; none is kept, since each is given with all that its row holds."""

    def __init__(self, part: TextPart, where: DocumentColumn) -> None:
        super().__init__(part)
        self._where = where

    @override
    def __missing__(self, numbered: Stored) -> str:
        return item_type(numbered, self._where, self._part)


class RowReader:
    """Decodes the rows of one layout's statements; threads may share it."""

    def __init__(self, layout: Layout, ids: Ids, times: Moments) -> None:
        here = layout.events
        self.names = ItemTypes(here.event_type, here.data) if here.items else TypeNames(here.event_type)
        self._in_items = bool(here.items)
        self._read = read_items if here.items else _documents
        self.times = times
        self._data = here.data
        self._metadata = here.metadata
        self._ids = ids
        columns = here.aggregate_type.columns
        self.types = ids_of(here.aggregate_type, dict.fromkeys(columns, Kind.TEXT))
        """The aggregate types: as they are stored, and as they are shown."""

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
                self._payloads(payloads),
                _notes(meta, self._metadata, self._read),
                index.times[here].tolist(),
                positions if positions[0] >= 0 else repeat(None),
                index.deleted[here].tolist(),
                strict=False,
            ),
        )

    def _payloads(self, raws: Sequence[Stored]) -> Sequence[Document]:
        return _given(raws, self._data, self._read) if self._data.nullable else self._read(raws, self._data)

    def may_have(self, payload: Stored, text: str) -> bool:
        """Whether an event has a text that is in what is stored where its payload is."""
        return not self._in_items or item_has(payload, self._data, text)

    def stream(self, type_: Stored, id_: Stored) -> StreamId:
        """The stream that a stored type and id name."""
        return StreamId(self.types.read(type_), self._ids.read(id_))


def _documents(raws: Sequence[Stored], where: DocumentColumn) -> Sequence[Document]:
    found = read_documents(raws, where.form, where.unseal)
    return [under(document, where.path) for document in found] if where.path else found


def _notes(columns: Sequence[Sequence[Stored]], metadata: Metadata, read: Read) -> Iterable[Document]:
    if metadata.document is None:
        return _gathered(columns, metadata.columns) if columns else repeat(None)
    whole, *others = columns
    found = _given(whole, metadata.document, read)
    if not others:
        return found
    beside = _gathered(others, metadata.columns)
    return [_merged(one, other) for one, other in zip(found, beside, strict=True)]


def _gathered(columns: Sequence[Sequence[Stored]], names: Sequence[str]) -> list[dict[str, Json]]:
    bare = [name.rpartition(".")[2] for name in names]
    return [
        {name: _note(value) for name, value in zip(bare, values, strict=True) if value is not None}
        for values in zip(*columns, strict=True)
    ]


def _note(value: bytes) -> str:
    """The text in a column beside the metadata; a UUID that is stored as its bytes as a text, too."""
    text = read_text(value)
    is_text = text.isprintable() and text.encode() == value
    return str(UUID(bytes=value)) if len(value) == UUID_BYTES and not is_text else text


def _merged(document: Document, beside: dict[str, Json]) -> Document:
    if not beside:
        return document
    return {**beside, **document} if isinstance(document, dict) else document or beside


def _given(column: Sequence[Stored], where: DocumentColumn, read: Read) -> Sequence[Document]:
    if column.count(None) == len(column):
        return [None] * len(column)
    if None not in column:
        return read(column, where)
    given = iter(read([raw for raw in column if raw is not None], where))
    return [None if raw is None else next(given) for raw in column]
