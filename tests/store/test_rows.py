"""Rows become events; one that cannot be decoded hides no other."""

from __future__ import annotations

from datetime import UTC, datetime

from leftfold.model.event import Event, Undecodable
from leftfold.model.index import NO_TIME
from leftfold.model.json import Json
from leftfold.model.stream import StreamId
from leftfold.model.times import microseconds
from leftfold.store.layout import TextPart
from leftfold.store.layout_files import load_layout
from leftfold.store.rows import RowReader, TypeNames

CART = StreamId("cart", "7")
AT = datetime(2024, 5, 1, 8, tzinfo=UTC)
RAW_AT = b"2024-05-01T08:00:00.000000Z"
STATE = b'{"timestamp":{"_type_":"datetime_iso","_data_":"2024-05-01T08:00:00+00:00"},"x":1}'


def test_type_names_are_cut_from_the_stored_text() -> None:
    names = TypeNames(TextPart("topic", ":", "."))
    assert names[b"mod.ule:Outer.Cart.Added"] == "Outer.Cart"
    assert names[b"no-colon.Added"] == "no-colon"
    assert TypeNames(TextPart("topic", ":"))[b"mod.ule:Cart.Added"] == "Cart.Added"
    assert TypeNames(TextPart("kind"))[None] == ""


def test_rows_become_events() -> None:
    rows = [
        (1, 10, b"itemAdded", b'{"item":"x"}', RAW_AT, b'{"who":"me"}'),
        (2, 12, b"itemRemoved", b"{bad", b"yesterday", None),
        (3, 13, b"odd\xff", None, None, b"{bad"),
    ]
    first, second, third = RowReader(load_layout("native")).events(CART, rows, {2})
    assert first == Event(CART, 1, "itemAdded", {"item": "x"}, {"who": "me"}, AT, 10, False)
    assert isinstance(first, Event)
    assert (second.version, second.metadata, second.recorded_at, second.deleted) == (2, None, None, True)
    assert isinstance(second.data, Undecodable)
    assert (third.type, third.deleted) == (r"odd\xff", False)
    assert isinstance(third.metadata, Undecodable)


def test_a_time_in_the_payload_and_gathered_metadata_are_read() -> None:
    reader = RowReader(load_layout("eventsourcing-sqlite"))
    topic = b"bank:Account.Opened"
    rows = [(1, 5, topic, STATE, None, topic), (2, 6, None, b"\xff", None, None)]
    first, second = reader.events(CART, rows, frozenset())
    data: Json = {"timestamp": "2024-05-01T08:00:00+00:00", "x": 1}
    assert first == Event(CART, 1, "Account.Opened", data, {"topic": "bank:Account.Opened"}, AT, 5, False)
    assert (second.type, second.metadata, second.recorded_at) == ("", {}, None)
    assert reader.time(STATE) == AT
    assert reader.microseconds([STATE, b"{", None]).tolist() == [microseconds(AT), NO_TIME, NO_TIME]


def test_times_are_read_from_their_column() -> None:
    reader = RowReader(load_layout("native"))
    assert reader.time(RAW_AT) == AT
    assert reader.microseconds([RAW_AT, None]).tolist() == [microseconds(AT), NO_TIME]


def test_streams_are_named_as_they_are_shown() -> None:
    stream = RowReader(load_layout("eventsourcing-sqlite")).stream(b"Dog", b"bcdebc42106a42cc9f8ef991f44d702f")
    assert stream == StreamId("Dog", "bcdebc42-106a-42cc-9f8e-f991f44d702f")
