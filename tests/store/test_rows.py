"""Rows become events; one that cannot be decoded hides no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import repeat
from typing import Any

import numpy as np

from leftfold.model.event import Event, Undecodable
from leftfold.model.index import StreamIndex
from leftfold.model.stream import StreamId
from leftfold.model.times import NO_TIME, microseconds
from leftfold.store.forms import DocumentForm
from leftfold.store.ids import Ids
from leftfold.store.layout import DocumentColumn, Metadata, TextPart
from leftfold.store.layout_files import load_layout
from leftfold.store.moments import Moments
from leftfold.store.rows import RowReader, TypeNames

CART = StreamId("cart", "7")
AT = datetime(2024, 5, 1, 8, tzinfo=UTC)
RAW_AT = b"2024-05-01T08:00:00.000000Z"
STATE = b'{"timestamp":{"_type_":"datetime_iso","_data_":"2024-05-01T08:00:00+00:00"},"x":1}'


def reader(key: str, **metadata: Any) -> RowReader:
    """What decodes the rows of a shipped layout, perhaps with other metadata."""
    layout = load_layout(key)
    if metadata:
        layout = replace(layout, events=replace(layout.events, metadata=Metadata(**metadata)))
    return RowReader(layout, Ids(layout.events.id_form), Moments(layout.events.recorded_at))


def test_type_names_are_cut_from_the_stored_text() -> None:
    names = TypeNames(TextPart(column="topic", after=":", before_last="."))
    assert names[b"mod.ule:Outer.Cart.Added"] == "Outer.Cart"
    assert names[b"no-colon.Added"] == "no-colon"
    assert TypeNames(TextPart(column="topic", after=":"))[b"mod.ule:Cart.Added"] == "Cart.Added"
    assert TypeNames(TextPart(column="kind"))[None] == ""


def _index(names: tuple[str, ...], deleted: list[bool], *, positions: list[int]) -> StreamIndex:
    count = len(names)
    return StreamIndex(
        stream=CART,
        versions=np.arange(1, count + 1, dtype=np.int64),
        positions=np.array(positions, np.int64),
        type_codes=np.arange(count, dtype=np.int32),
        type_names=names,
        times=np.array([microseconds(AT)] + [NO_TIME] * (count - 1), np.int64),
        deleted=np.array(deleted, np.bool_),
    )


def test_rows_become_events_with_what_the_index_knows() -> None:
    index = _index(("itemAdded", "itemRemoved", "odd"), [False, True, False], positions=[10, 12, 13])
    columns = [(b'{"item":"x"}', b"{bad", None), (b'{"who":"me"}', None, b"{bad")]
    first, second, third = reader("native").events(index, slice(0, 3), columns, repeat(CART))
    assert first == Event(CART, 1, "itemAdded", {"item": "x"}, {"who": "me"}, microseconds(AT), 10, False)
    assert isinstance(first, Event)
    assert (second.version, second.metadata, second.recorded_at, second.deleted) == (2, None, None, True)
    assert isinstance(second.data, Undecodable)
    assert (third.type, third.deleted) == ("odd", False)
    assert isinstance(third.metadata, Undecodable)


def test_a_part_of_an_index_without_positions_or_metadata() -> None:
    index = _index(("a", "b", "c"), [False, False, True], positions=[-1, -1, -1])
    other = StreamId("cart", "8")
    columns = [(b"1", b"2"), (None, None)]
    assert list(reader("native").events(index, slice(1, 3), columns, [CART, other])) == [
        Event(CART, 2, "b", 1),
        Event(other, 3, "c", 2, deleted=True),
    ]


def test_metadata_of_every_event_is_read() -> None:
    index = _index(("a", "b"), [False] * 2, positions=[1, 2])
    events = reader("native").events(index, slice(0, 2), [(b"1", b"2"), (b'{"n":1}', b"[]")], repeat(CART))
    assert [event.metadata for event in events] == [{"n": 1}, []]


def test_gathered_metadata_is_read() -> None:
    rows = reader("eventsourcing-sqlite")
    columns = [(STATE, b"\xff"), (b"bank:Account.Opened", None)]
    index = _index(("o", "p"), [False] * 2, positions=[5, 6])
    first, second = rows.events(index, slice(0, 2), columns, repeat(CART))
    assert first.data == {"timestamp": "2024-05-01T08:00:00+00:00", "x": 1}
    assert first.metadata == {"topic": "bank:Account.Opened"}
    assert second.metadata == {}


def test_metadata_may_be_a_document_and_columns() -> None:
    rows = reader("native", document=DocumentColumn("m", DocumentForm.JSON, ("meta",)), columns=("by", "events.note"))
    given: list[bytes | None] = [
        b'{"meta":{"who":"me","by":"own"}}',
        b'{"meta":7}',
        b"{}",
        None,
        b"{bad",
        b'{"meta":{}}',
    ]
    columns: list[list[bytes | None]] = [[b"1"] * 6, given, [b"you"] * 5 + [None], [None] * 5 + [b"n"]]
    index = _index(("a",) * 6, [False] * 6, positions=[1, 2, 3, 4, 5, 6])
    both, seven, nothing, none, bad, noted = (
        event.metadata for event in rows.events(index, slice(0, 6), columns, repeat(CART))
    )
    assert both == {"by": "own", "who": "me"}
    assert (nothing, none, noted) == ({"by": "you"}, {"by": "you"}, {"note": "n"})
    assert seven == 7
    assert isinstance(bad, Undecodable)


def test_events_without_any_metadata_are_there() -> None:
    rows = reader("native", document=None, columns=())
    index = _index(("a", "b"), [False] * 2, positions=[1, 2])
    found = list(rows.events(index, slice(0, 2), [(b"1", b"2")], repeat(CART)))
    assert [(event.data, event.metadata) for event in found] == [(1, None), (2, None)]


def test_a_payload_may_lie_under_a_path() -> None:
    layout = load_layout("native")
    data = DocumentColumn("payload", DocumentForm.JSON, ("event", "data"))
    inside = replace(layout, events=replace(layout.events, data=data))
    rows = RowReader(inside, Ids(), Moments(None))
    columns = [(b'{"event":{"data":{"n":1}}}', b"{}", b"{bad"), (None,) * 3]
    index = _index(("a", "b", "c"), [False] * 3, positions=[1, 2, 3])
    first, second, third = (event.data for event in rows.events(index, slice(0, 3), columns, repeat(CART)))
    assert (first, second) == ({"n": 1}, None)
    assert isinstance(third, Undecodable)


def test_a_time_in_the_payload_is_read() -> None:
    rows = reader("eventsourcing-sqlite")
    assert rows.times.time(STATE) == AT
    assert rows.times.microseconds([STATE, b"{", None]).tolist() == [microseconds(AT), NO_TIME, NO_TIME]


def test_times_are_read_from_their_column() -> None:
    rows = reader("native")
    assert rows.times.time(RAW_AT) == AT
    assert rows.times.microseconds([RAW_AT, None]).tolist() == [microseconds(AT), NO_TIME]


def test_streams_are_named_as_they_are_shown() -> None:
    stream = reader("eventsourcing-sqlite").stream(b"Dog", b"bcdebc42106a42cc9f8ef991f44d702f")
    assert stream == StreamId("Dog", "bcdebc42-106a-42cc-9f8e-f991f44d702f")
