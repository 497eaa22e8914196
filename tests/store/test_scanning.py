"""A whole store read slice by slice: the same events as stream by stream, however it is cut."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import groupby, pairwise
from operator import attrgetter
from pathlib import Path

import pytest

from leftfold.model.edits import Because, ChangeSet, SoftDelete
from leftfold.model.errors import StoreFailed
from leftfold.model.event import Event
from leftfold.model.stream import StreamId
from leftfold.store import scanning
from leftfold.store.store import Store
from tests.servers import Server
from tests.store_builders import Streams, make_eventsourcing, make_native, opened, put_raw

MANY: Streams = {
    f"{type_}/{id_}": [("put", {"n": n}) for n in range(count)]
    for type_ in ("cart", "student")
    for id_, count in (("a", 3), ("b", 1), ("c", 7), ("é", 2))
}


def _read(store: Store, *, type: str | None = None, size: int = 4) -> list[Event]:
    return [
        event for part in store.whole.scanner.slices(type=type, size=size) for event in store.whole.scanner.events(part)
    ]


def _one_by_one(store: Store) -> Iterator[Event]:
    for summary in store.aggregates(limit=1_000):
        index = store.index(summary.stream)
        yield from store.events(index).read(1, len(index))


@pytest.fixture
def many(tmp_path: Path) -> Path:
    return make_native(tmp_path / "many.sqlite", MANY)


@pytest.mark.parametrize("size", [1, 2, 5, 1_000])
@pytest.mark.parametrize("page", [2, 3, 100])
def test_all_events_are_read_as_they_are_stream_by_stream(
    many: Path, size: int, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "PAGE", page)
    with opened(many, write=True) as store:
        store.commit(ChangeSet(StreamId("student", "c"), 7, (SoftDelete(2),), Because("me", "not hers"), frozenset()))
        found = _read(store, size=size)
        assert found == list(_one_by_one(store))
        assert [event.version for event in found if event.deleted] == [2]


def test_a_server_gives_the_same(postgresql: Server) -> None:
    url = postgresql.new_database()
    make_native(url, MANY)
    with opened(url) as store:
        assert _read(store, size=3) == list(_one_by_one(store))


def test_slices_end_with_whole_streams_and_leave_none_out(many: Path) -> None:
    with opened(many) as store:
        slices = list(store.whole.scanner.slices(size=4))
        assert [(one.type, one.after, one.upto) for one in slices] == [
            ("cart", None, "b"),
            ("cart", "b", "c"),
            ("cart", "c", None),
            ("student", None, "b"),
            ("student", "b", "c"),
            ("student", "c", None),
        ]
        for one, after in pairwise(slices):
            assert next(store.whole.scanner.slices(after=one, size=4)) == after
        assert list(store.whole.scanner.slices(after=slices[-1], size=4)) == []


def test_only_the_streams_of_a_type_are_read(many: Path) -> None:
    with opened(many) as store:
        assert {event.stream.type for event in _read(store, type="cart")} == {"cart"}
        assert _read(store, type="nothing") == []


def test_an_empty_store_has_nothing_to_read(tmp_path: Path) -> None:
    with opened(make_native(tmp_path / "empty.sqlite", {})) as store:
        assert _read(store) == []


def test_versions_that_are_there_more_than_once_are_all_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "PAGE", 2)
    path = tmp_path / "twice.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "CREATE TABLE stored_events (originator_id TEXT, originator_version INTEGER, topic TEXT, state BLOB)"
        )
        rows = [("a", 1), ("a", 2), ("a", 2), ("a", 2), ("a", 2), ("a", 2), ("a", 3), ("b", 1)]
        connection.executemany("INSERT INTO stored_events VALUES (?, ?, 'x:T.E', '{}')", rows)
    with opened(path) as store:
        assert [(event.stream.id, event.version) for event in _read(store, size=3)] == rows


def test_a_stream_whose_events_tell_its_type_has_the_type_of_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "PAGE", 2)
    rows = [("a", n, f"app:{kind}.Put", b"{}") for n, kind in enumerate(("Dog", "Cat", "Cat", "Cat", "Cat"), 1)]
    with opened(make_eventsourcing(tmp_path / "es.sqlite", rows)) as store:
        assert {event.stream for event in _read(store)} == {store.aggregates()[0].stream}


def test_a_version_that_is_no_number_is_told(many: Path) -> None:
    with closing(sqlite3.connect(many)) as connection, connection:
        connection.execute(
            "INSERT INTO events (aggregate_type, aggregate_id, version, event_type, payload, recorded_at) "
            "VALUES ('cart', 'a', 'four', 'odd', '{}', '2024-05-01T08:00:00.000000Z')"
        )
    with opened(many) as store, pytest.raises(StoreFailed, match="'four' in place of its version"):
        _read(store)


def test_a_payload_that_cannot_be_read_spoils_nothing(many: Path) -> None:
    put_raw(many, "cart/a", 4, b"{")
    with opened(many) as store:
        found = {stream: list(events) for stream, events in groupby(_read(store), attrgetter("stream"))}
        assert [bool(event.unreadable) for event in found[StreamId("cart", "a")]] == [False, False, False, True]


def test_who_reads_may_be_told_to_end(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "PAGE", 2)

    def end() -> None:
        raise KeyboardInterrupt

    with opened(many) as store, pytest.raises(KeyboardInterrupt):
        list(store.whole.scanner.events(next(store.whole.scanner.slices()), check=end))
