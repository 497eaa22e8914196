"""Snapshots are read beside the events, never among them; Leftfold's own are written, and never over others."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from leftfold.model.edits import Because, ChangeSet, SoftDelete
from leftfold.model.errors import Refused
from leftfold.model.event import Undecodable
from leftfold.model.snapshot import Basis, Snapshot, SnapshotMark
from leftfold.model.step import Failure
from leftfold.model.stream import StreamId
from tests.store_builders import TESTING, Streams, make_eventsourcing, make_native, opened, stream_id

AT = datetime(2024, 5, 1, 8, tzinfo=UTC)


def test_native_snapshots_are_read_in_order(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", {"cart/7": [("a", {})], "cart/8": [("a", {})]})
    rows = [("7", 5, "{bad", "yesterday"), ("7", 2, '{"n":1}', "2024-05-01T08:00:00Z"), ("8", 1, "{}", "")]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany("INSERT INTO snapshots VALUES ('cart', ?, ?, ?, ?)", rows)
    with opened(path) as store:
        first, second = store.snapshots(stream_id("cart/7"))
        assert first == Snapshot(stream_id("cart/7"), 2, {"n": 1}, AT)
        assert isinstance(second.state, Undecodable)
        assert second.recorded_at is None
        assert (store.counts().snapshots, store.counts().events) == (3, 2)


def test_a_wrapped_state_is_taken_out_of_its_snapshot(tmp_path: Path) -> None:
    path = make_eventsourcing(tmp_path / "s.db", [("x", 1, "m:Dog.Born", b"{}")])
    state = (
        '{"timestamp":{"_type_":"datetime_iso","_data_":"2024-05-01T08:00:00+00:00"},"topic":"m:Dog","state":{"n":1}}'
    )
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE stored_snapshots AS SELECT * FROM stored_events")
        connection.execute("UPDATE stored_snapshots SET state = ?", (state.encode(),))
    with opened(path) as store:
        assert store.snapshots(StreamId("Dog", "x")) == (Snapshot(StreamId("Dog", "x"), 1, {"n": 1}, AT),)
        assert store.capability("snapshots").allowed


def test_a_store_without_the_table_has_none_and_says_so(tmp_path: Path) -> None:
    with opened(make_eventsourcing(tmp_path / "s.db", [("x", 1, "m:Dog.Born", b"{}")])) as store:
        assert store.snapshots(StreamId("Dog", "x")) == ()
        assert store.counts().snapshots == 0
        capability = store.capability("snapshots")
        assert (capability.allowed, "no table of snapshots" in capability.reason) == (False, True)


CART: Streams = {"cart/7": [("a", {}), ("a", {})]}
SNAPSHOT = Snapshot(
    StreamId("cart", "7"), 2, {"n": 2}, None, Basis("cart", "a mark", 2, 2, (), Failure(2, "cannot be"))
)


def _stored(path: Path | str) -> tuple[Snapshot, ...]:
    with opened(path) as store:
        return store.snapshots(StreamId("cart", "7"))


@pytest.fixture
def cart(tmp_path: Path) -> Path:
    return make_native(tmp_path / "s.db", CART)


def test_what_leftfold_made_is_read_back_with_what_it_stands_on(place: str) -> None:
    cart = make_native(place, CART)
    plain = replace(SNAPSHOT, version=1, basis=Basis("cart", "a mark", 1, 1, (1,), None))
    other = replace(SNAPSHOT, basis=Basis("cart", "a mark", 2, 2, (1,), Failure(2, "cannot be")))
    with opened(cart, write=True) as store:
        store.commit(ChangeSet(SNAPSHOT.stream, 2, (SoftDelete(1),), TESTING))
        assert store.keep_snapshots([other, plain], TESTING) == 2
        (*_made, entry) = store.audit()
    assert [replace(one, recorded_at=None) for one in _stored(cart)] == [plain, other]
    assert all(one.recorded_at for one in _stored(cart))
    assert (entry.because, entry.stream, entry.edits) == (TESTING, None, [{"edit": "snapshot", "snapshots": 2}])


def test_one_that_was_folded_before_a_soft_deletion_is_not_written_after_it(place: str) -> None:
    cart = make_native(place, CART)
    first = replace(SNAPSHOT, version=1, basis=Basis("cart", "a mark", 1, 1, (), None))
    with opened(cart, write=True) as store:
        store.commit(ChangeSet(SNAPSHOT.stream, 2, (SoftDelete(2),), TESTING))
        assert store.keep_snapshots([SNAPSHOT, first], TESTING) == 1
    assert [one.version for one in _stored(cart)] == [1]


def test_one_of_leftfolds_own_is_replaced_and_one_of_the_applications_never(place: str) -> None:
    cart = make_native(place, CART)
    with opened(cart, write=True) as store:
        with store._database.transaction() as connection:
            of_theirs = "INSERT INTO snapshots VALUES ('cart', '7', 1, '{\"n\":1}', '2024-05-01T08:00:00Z')"
            connection.exec_driver_sql(of_theirs)
        assert store.keep_snapshots([SNAPSHOT], TESTING) == 1
        written = len(store.audit())
        assert store.keep_snapshots([replace(SNAPSHOT, state={"n": 3})], TESTING) == 1
        assert store.keep_snapshots([replace(SNAPSHOT, version=1)], TESTING) == 0
        assert store.keep_snapshots([], TESTING) == 0
        assert len(store.audit()) == written + 1
    assert [(one.version, one.state, one.basis is None) for one in _stored(cart)] == [
        (1, {"n": 1}, True),
        (2, {"n": 3}, False),
    ]


@pytest.mark.parametrize(
    "told",
    [
        "7",
        "{}",
        '{"domain":"d","reducer":"r","events":1,"position":1,"deleted":["x"],"failure":null}',
        '{"domain":"d","reducer":"r","events":1,"position":1,"deleted":[],"failure":{}}',
        '{"domain":"d","reducer":"r","events":1,"position":1,"deleted":[],"failure":{"version":"1","error":"e"}}',
        '{"domain":"d","reducer":"r","events":"1","position":1,"deleted":[],"failure":null}',
    ],
)
def test_one_that_is_not_as_it_was_written_stands_on_nothing(cart: Path, told: str) -> None:
    with closing(sqlite3.connect(cart)) as connection, connection:
        connection.execute(
            "INSERT INTO snapshots VALUES ('cart', '7', 1, ?, '')", (f'{{"leftfold":{told},"state":{{}}}}',)
        )
    (found,) = _stored(cart)
    assert found.basis is None


def test_snapshots_are_written_with_a_reason_into_an_unlocked_native_store(cart: Path, tmp_path: Path) -> None:
    with opened(cart, write=True) as store, pytest.raises(Refused, match="No reason was given"):
        store.keep_snapshots([SNAPSHOT], Because("tester", " "))
    with opened(cart) as store, pytest.raises(Refused, match="open read-only"):
        store.keep_snapshots([SNAPSHOT], TESTING)
    foreign = make_eventsourcing(tmp_path / "foreign.db", [("x", 1, "m:Dog.Born", b"{}")])
    with opened(foreign, write=True) as store, pytest.raises(Refused, match="only in a store of Leftfold's own layout"):
        store.keep_snapshots([SNAPSHOT], TESTING)
    assert _stored(cart) == ()


def test_only_what_was_folded_is_written(cart: Path) -> None:
    with opened(cart, write=True) as store:
        for odd in (replace(SNAPSHOT, basis=None), replace(SNAPSHOT, state=Undecodable(b"", "is empty"))):
            with pytest.raises(ValueError, match="only what Leftfold folded"):
                store.keep_snapshots([odd], TESTING)


def test_where_they_are_is_told_without_what_they_hold(cart: Path) -> None:
    with closing(sqlite3.connect(cart)) as connection, connection:
        connection.execute("INSERT INTO snapshots VALUES ('cart', '7', 1, '{\"n\":1}', '')")
    with opened(cart, write=True) as store:
        store.keep_snapshots([SNAPSHOT], TESTING)
        marks = store.snapshot_marks(StreamId("cart", "7"))
    assert marks == (SnapshotMark(1, is_ours=False), SnapshotMark(2, is_ours=True))


def test_one_is_read_by_its_version(cart: Path) -> None:
    with opened(cart, write=True) as store:
        store.keep_snapshots([SNAPSHOT], TESTING)
        found, none = (store.snapshot(StreamId("cart", "7"), version) for version in (2, 1))
    assert none is None
    assert found is not None
    assert (found.state, found.is_ours) == ({"n": 2}, True)


def test_a_store_without_the_table_has_no_marks(tmp_path: Path) -> None:
    with opened(make_eventsourcing(tmp_path / "s.db", [("x", 1, "m:Dog.Born", b"{}")])) as store:
        assert store.snapshot_marks(StreamId("Dog", "x")) == ()
        assert store.snapshot(StreamId("Dog", "x"), 1) is None


def test_of_several_at_one_version_the_last_counts_and_is_told_once(tmp_path: Path) -> None:
    path = make_eventsourcing(tmp_path / "s.db", [("x", 1, "m:Dog.Born", b"{}")])
    states = [(b'{"timestamp":null,"state":{"n":%d}}' % number,) for number in (1, 2)]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE stored_snapshots AS SELECT * FROM stored_events WHERE 0")
        connection.executemany("INSERT INTO stored_snapshots VALUES ('x', 1, 'm:Dog.Snapshot', ?)", states)
    with opened(path) as store:
        assert store.snapshot_marks(StreamId("Dog", "x")) == (SnapshotMark(1, is_ours=False),)
        found = store.snapshot(StreamId("Dog", "x"), 1)
        assert found is not None
        assert found.state == {"n": 2}
