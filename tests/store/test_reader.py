"""Streams are read by pages, in order, each event once."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Select

from leftfold.model.errors import Cancelled, NotFound, StoreFailed
from leftfold.model.event import Undecodable
from leftfold.model.json import JsonObject
from leftfold.model.stream import StreamId
from leftfold.model.times import NO_TIME, microseconds
from leftfold.store.database import Database, Row, Rows
from tests.store_builders import START, Payload, make_eventsourcing, make_native, opened, put_raw, stream_id

CART = stream_id("cart/7")


def _numbered(count: int) -> list[tuple[str, JsonObject]]:
    return [("even" if number % 2 == 0 else "odd", {"n": number}) for number in range(1, count + 1)]


def test_an_index_has_the_columns_of_the_stream(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", {"cart/6": _numbered(1), "cart/7": _numbered(3)})
    with opened(path) as store:
        index = store.index(CART)
    assert (index.stream, len(index), index.last_version) == (CART, 3, 3)
    assert index.versions.tolist() == [1, 2, 3]
    assert index.positions.tolist() == [2, 3, 4]
    assert [index.type_names[code] for code in index.type_codes] == ["odd", "even", "odd"]
    assert index.times.tolist() == [microseconds(START) + minute * 60_000_000 for minute in (1, 2, 3)]
    assert not index.deleted.any()


def test_an_unknown_stream_is_told(tmp_path: Path) -> None:
    with opened(make_native(tmp_path / "s.db", {"cart/6": _numbered(1)})) as store:
        with pytest.raises(NotFound, match=r"^s\.db has no aggregate cart/7;"):
            store.index(CART)
        with pytest.raises(NotFound, match=r"s\.db has no events of dog or cat"):
            store.projection_index(StreamId("pets", "*"), ("dog", "cat"))


@settings(max_examples=20, deadline=None)
@given(pages=st.tuples(st.integers(1, 9), st.integers(1, 9)), bounds=st.tuples(st.integers(1, 23), st.integers(1, 23)))
def test_pages_of_any_size_give_the_same_events(
    tmp_path_factory: pytest.TempPathFactory, pages: tuple[int, int], bounds: tuple[int, int]
) -> None:
    first, last = sorted(bounds)
    path = make_native(tmp_path_factory.mktemp("pages") / "s.db", {"cart/7": _numbered(23)})
    with pytest.MonkeyPatch.context() as patch, opened(path) as store:
        patch.setattr("leftfold.store.reader.INDEX_PAGE", pages[0])
        patch.setattr("leftfold.store.reader.FIRST_PAGE", pages[1])
        patch.setattr("leftfold.store.reader.MOST_PAGE", pages[1] + 1)
        index = store.index(CART)
        events = list(store.events(index).read(first, last))
    assert len(index) == 23
    assert [(event.version, event.data) for event in events] == [(n, {"n": n}) for n in range(first, last + 1)]
    assert [event.position for event in events] == index.positions[first - 1 : last].tolist()


def test_progress_is_told_and_may_end_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leftfold.store.reader.INDEX_PAGE", 10)
    heard: list[int] = []

    def stop(done: int) -> None:
        heard.append(done)
        if done > 15:
            raise Cancelled

    with opened(make_native(tmp_path / "s.db", {"cart/7": _numbered(35)})) as store:
        with pytest.raises(Cancelled):
            store.index(CART, progress=stop)
        assert heard == [10, 20]
        assert len(store.index(CART)) == 35


_FAR_TOO_DEEP = b"[" * 10_000 + b"]" * 10_000
ODD = [
    ("CAST(x'7b6e6f74206a736f6e' AS TEXT)", "is not JSON"),
    ("CAST(x'7b2261223a2022fffe227d' AS TEXT)", "is not UTF-8 text: byte 0xff at place 8"),
    (f"CAST(x'{_FAR_TOO_DEEP.hex()}' AS TEXT)", "nests deeper than 250 levels"),
    ("''", "is empty"),
    ("x''", "is empty"),
    ("x'ff00fe'", "is not UTF-8 text: byte 0xff at place 1"),
]
"""Payloads that cannot be decoded, as SQL, and what is said of each."""
PLAIN = [("42", 42), ("2.5", 2.5), ("x'7b7d'", {}), ("'null'", None), ("'[1]'", [1])]
"""Payloads in an odd place or of an odd kind that can be decoded, and what they are."""


@pytest.mark.parametrize("column", ["payload", "metadata"])
def test_one_bad_row_spoils_no_other(tmp_path: Path, column: str) -> None:
    path = make_native(tmp_path / "s.db", {"cart/7": [("first", {"n": 1})]})
    payloads = [payload for payload, _said in (*ODD, *PLAIN)]
    other = {"payload": "metadata", "metadata": "payload"}[column]
    columns = f"aggregate_type, aggregate_id, version, event_type, recorded_at, {column}, {other}"
    with closing(sqlite3.connect(path)) as connection, connection:
        for version, payload in enumerate(payloads, 2):
            connection.execute(
                f"INSERT INTO events ({columns}) "
                f"VALUES ('cart', '7', {version}, CAST(x'6fff' AS TEXT), CAST(x'ff' AS TEXT), {payload}, '1')"
            )
    with opened(path) as store:
        index = store.index(CART)
        first, *others = store.events(index).read(1, len(index))
    documents = [event.data if column == "payload" else event.metadata for event in others]
    reasons = [document.reason for document in documents if isinstance(document, Undecodable)]
    assert first.data == {"n": 1}
    assert [reason.startswith(said) for reason, (_sql, said) in zip(reasons, ODD, strict=True)] == [True] * len(ODD)
    assert documents[len(ODD) :] == [document for _sql, document in PLAIN]
    assert {(event.type, event.recorded_at) for event in others} == {(r"o\xff", None)}
    assert index.times.tolist()[1:] == [NO_TIME] * len(others)


def test_a_payload_of_16_mebibytes_is_read(tmp_path: Path) -> None:
    big = "ü" * 8 * 2**20
    with opened(make_native(tmp_path / "s.db", {"cart/7": [("big", {"text": big}), ("small", {})]})) as store:
        first, second = store.events(store.index(CART)).read(1, 2)
    assert first.data == {"text": big}
    assert second.data == {}


def test_odd_states_of_another_library_spoil_no_other(tmp_path: Path) -> None:
    states = [b'{"a": 1}', None, b"", b"\xff\xfe", b"[" * 300 + b"]" * 300, b"7"]
    rows = [("x", version, "m:Dog.Born" if version != 3 else None, state) for version, state in enumerate(states, 1)]
    with opened(make_eventsourcing(tmp_path / "s.db", rows)) as store:
        events = list(store.events(store.index(StreamId("Dog", "x"))).read(1, 6))
    said = [event.data.reason if isinstance(event.data, Undecodable) else event.data for event in events]
    opaque = "is encrypted, or compressed in a way that Leftfold cannot undo; give the application's CIPHER_KEY"
    deep = "nests deeper than 250 levels"
    assert said == [{"a": 1}, "is missing: the store holds NULL", "is empty", opaque, deep, 7]
    assert [event.type for event in events] == ["Dog.Born", "Dog.Born", "", *["Dog.Born"] * 3]


@pytest.mark.parametrize("odd", ["'two'", "2.5", "x'32'"])
def test_a_version_that_is_no_whole_number_is_told(tmp_path: Path, odd: str) -> None:
    path = make_native(tmp_path / "s.db", {"cart/7": [("first", {})], "cart/8": [("first", {})]})
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO events (aggregate_type, aggregate_id, version, event_type, payload, recorded_at) "
            f"VALUES ('cart', '7', {odd}, 'odd', '{{}}', '2024')"
        )
    said = r"^s\.db has an event with .* in place of its version or position, so that the order is not known; have it"
    with opened(path) as store:
        with pytest.raises(StoreFailed, match=said):
            store.index(CART)
        assert len(store.index(stream_id("cart/8"))) == 1
        assert [type(summary.version) for summary in store.aggregates()] == [int, int]
        assert [summary.events for summary in store.aggregates()] == [2, 1]


def test_events_added_later_are_not_among_those_of_an_older_index(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", {"cart/7": _numbered(2)})
    with opened(path) as store:
        events = store.events(store.index(CART))
        put_raw(path, "cart/7", 3, b"{}")
        assert [event.version for event in events.read(1, 2)] == [1, 2]
        assert len(store.index(CART)) == 3


def test_versions_with_gaps_keep_their_own_payloads(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", {"cart/7": _numbered(1)})
    for version in (4, 5, 9):
        put_raw(path, "cart/7", version, b'{"n":%d}' % version)
    with opened(path) as store:
        events = list(store.events(store.index(CART)).read(1, 4))
    assert [(event.version, event.data) for event in events] == [(n, {"n": n}) for n in (1, 4, 5, 9)]


def test_heavy_events_are_read_few_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leftfold.store.reader.FIRST_PAGE", 4)
    monkeypatch.setattr("leftfold.store.reader.PAGE_BYTES", 3_000)
    heavy: list[tuple[str, Payload]] = [("noted", {"text": "x" * 1_000}) for _event in range(12)]
    asked: list[int] = []
    real = Database.prepared

    def prepared(database: Database, statement: Select[Any]) -> Rows:
        read = real(database, statement)

        def rows(bound: Mapping[str, Any]) -> list[Row]:
            found = read(bound)
            asked.append(len(found))
            return found

        return rows

    monkeypatch.setattr(Database, "prepared", prepared)
    with opened(make_native(tmp_path / "s.db", {"cart/7": heavy})) as store:
        assert len(list(store.events(store.index(CART)).read(1, 12))) == 12
    assert asked == [4, 2, 2, 2, 2]


@pytest.mark.parametrize("last", [3, 5], ids=["dense", "with a gap"])
def test_events_that_are_gone_are_told(tmp_path: Path, last: int) -> None:
    path = make_native(tmp_path / "s.db", {"cart/7": _numbered(2)})
    put_raw(path, "cart/7", last, b"{}")
    with opened(path) as store:
        events = store.events(store.index(CART))
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("DROP TRIGGER events_never_delete")
            connection.execute("DELETE FROM events WHERE version = 2")
        with pytest.raises(StoreFailed, match=r"Events that were listed are gone from s\.db; open it again"):
            list(events.read(1, 3))


def test_a_projection_reads_all_aggregates_of_its_types_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leftfold.store.reader.FIRST_PAGE", 2)
    streams = {"cart/7": _numbered(2), "dog/1": _numbered(1), "cart/8": _numbered(2), "shop/1": _numbered(1)}
    with opened(make_native(tmp_path / "s.db", streams)) as store:
        index = store.projection_index(StreamId("sales", "*"), ("cart", "shop"))
        events = list(store.projected(index).read(1, 5))
        assert [(event.version, str(event.stream)) for event in store.projected(index).read(3, 4)] == [
            (3, "cart/8"),
            (4, "cart/8"),
        ]
    assert index.stream == StreamId("sales", "*")
    assert index.versions.tolist() == [1, 2, 3, 4, 5]
    assert index.positions.tolist() == [1, 2, 4, 5, 6]
    assert [(event.version, event.position, str(event.stream), event.data) for event in events] == [
        (1, 1, "cart/7", {"n": 1}),
        (2, 2, "cart/7", {"n": 2}),
        (3, 4, "cart/8", {"n": 1}),
        (4, 5, "cart/8", {"n": 2}),
        (5, 6, "shop/1", {"n": 1}),
    ]


def test_columns_have_the_types_of_an_index(tmp_path: Path) -> None:
    with opened(make_native(tmp_path / "s.db", {"cart/7": _numbered(1)})) as store:
        index = store.index(CART)
    assert [index.versions.dtype.type, index.positions.dtype.type, index.times.dtype.type] == [np.int64] * 3
    assert (index.type_codes.dtype.type, index.deleted.dtype.type) == (np.int32, np.bool_)


def test_a_stream_that_vanished_after_it_was_found_is_told(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", {"cart/7": _numbered(1)})
    with opened(path) as store, pytest.raises(NotFound, match=r"^cart/7 has no events in s\.db\.$"):
        store._reader.index(CART, {"type": "cart", "id": "gone"}, lambda _done: None)
