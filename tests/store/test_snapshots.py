"""The application's snapshots are read beside the events, never among them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from leftfold.model.event import Undecodable
from leftfold.model.snapshot import Snapshot
from leftfold.model.stream import StreamId
from tests.store_builders import make_eventsourcing, make_native, opened, stream_id

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
        assert (capability.allowed, "no table stored_snapshots" in capability.reason) == (False, True)
