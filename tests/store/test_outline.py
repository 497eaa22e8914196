"""An outline tells how a stream stands, and whether its index can be read as it is needed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from leftfold.model.edits import Because, ChangeSet, Restore, SoftDelete
from leftfold.store.opening import open_store
from leftfold.store.outline import Outline, outline_of
from tests.servers import Server
from tests.store.found_layouts import run, shipped
from tests.store.query_plans import plan
from tests.store_builders import make_eventsourcing, make_native, opened, stream_id

CART = stream_id("cart/7")
BECAUSE = Because("tester", "a test", "")


@pytest.fixture(autouse=True)
def _all_are_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leftfold.store.outline.LONG", 1)


def _native(folder: Path) -> Path:
    return make_native(folder / "s.db", {"cart/6": [("a", {})] * 4, "cart/7": [("a", {})] * 5})


def _renumber(path: Path, old: int, new: object) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TRIGGER events_never_update")
        connection.execute("UPDATE events SET version = ? WHERE aggregate_id = '7' AND version = ?", (new, old))


def test_an_outline_is_that_of_the_index_and_changes_with_the_stream(tmp_path: Path) -> None:
    with opened(_native(tmp_path), write=True) as store:
        assert store.outline(CART) == Outline(5, 1, 5, frozenset())
        store.commit(ChangeSet(CART, 5, (SoftDelete(2), SoftDelete(4)), BECAUSE, frozenset()))
        assert store.outline(CART) == Outline(5, 1, 5, frozenset({2, 4})) == outline_of(store.index(CART))
        store.commit(ChangeSet(CART, 5, (Restore(2),), BECAUSE, frozenset({2, 4})))
        assert store.outline(CART) == Outline(5, 1, 5, frozenset({4})) == outline_of(store.index(CART))
        assert store.outline(stream_id("cart/6")) == Outline(4, 1, 4, frozenset())
        assert store.outline(stream_id("cart/8")) == Outline(0, None, None, frozenset())


def test_an_index_that_is_begun_knows_what_is_deleted(tmp_path: Path) -> None:
    with opened(_native(tmp_path), write=True) as store:
        store.commit(ChangeSet(CART, 5, (SoftDelete(2), SoftDelete(5)), BECAUSE, frozenset()))
        index = store.filling(CART).index
    assert index.count_read == 0
    assert index.deleted.tolist() == [False, True, False, False, True]


def test_no_event_is_looked_at_for_an_outline(tmp_path: Path) -> None:
    path = _native(tmp_path)
    with opened(path) as store:
        steps = plan(path, store, lambda store: store._outlines.of({"type": "cart", "id": "7"}))
    on_events = [step for step in steps if "events" in step]
    assert len(on_events) == 2
    assert all("COVERING INDEX" in step or "INTEGER PRIMARY KEY" in step for step in on_events)


@pytest.mark.parametrize("version", [9, 2.5, "two"])
def test_a_stream_whose_versions_have_a_gap_is_read_whole(tmp_path: Path, version: object) -> None:
    path = _native(tmp_path)
    _renumber(path, 5, version)
    with opened(path) as store:
        assert store._outlines.begin(CART, {"type": "cart", "id": "7"}) is None


def test_a_short_stream_is_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(_native(tmp_path)) as store:
        assert store.filling(CART).index.unread is not None
        monkeypatch.setattr("leftfold.store.outline.LONG", 6)
        assert store.filling(CART).index.unread is None


def _without_key(path: Path, *more: str) -> Path:
    make_eventsourcing(path, [("a" * 32, version, "shop:Cart.Added", b"{}") for version in (1, 2, 3)])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE copied AS SELECT * FROM stored_events")
        connection.execute("DROP TABLE stored_events")
        connection.execute("ALTER TABLE copied RENAME TO stored_events")
        for statement in more:
            connection.execute(statement)
    return path


@pytest.mark.parametrize(
    ("more", "apart"),
    [
        ((), False),
        (("CREATE UNIQUE INDEX one ON stored_events (originator_version, originator_id)",), True),
        (("CREATE INDEX one ON stored_events (originator_version, originator_id)",), False),
        (("CREATE UNIQUE INDEX one ON stored_events (originator_id, originator_version, topic)",), False),
        (("CREATE UNIQUE INDEX one ON stored_events (originator_id) WHERE originator_version = 1",), False),
        (("CREATE UNIQUE INDEX one ON stored_events (lower(originator_id), originator_version)",), False),
    ],
)
def test_only_where_the_database_keeps_versions_apart_can_a_gap_be_ruled_out(
    tmp_path: Path, more: Iterable[str], *, apart: bool
) -> None:
    path = _without_key(tmp_path / "s.db", *more)
    with opened(path) as store:
        (summary,) = store.aggregates()
        assert store._outlines.keeps_versions_apart is apart
        assert (store.filling(summary.stream).index.unread is not None) is apart


def test_the_marks_of_a_library_are_told(tmp_path: Path) -> None:
    layout = tmp_path / "marked.toml"
    layout.write_text(
        shipped("native").replace('version = "version"', 'version = "version"\ndeleted = "gone"', 1), "utf-8"
    )
    path = _native(tmp_path)
    run(path, "ALTER TABLE events ADD COLUMN gone; DROP TRIGGER events_never_update")
    run(path, "UPDATE events SET gone = version = 3")
    with opened(path, layout=str(layout)) as store:
        assert store.outline(CART) == Outline(5, 1, 5, frozenset({3})) == outline_of(store.index(CART))
        filling = store.filling(CART)
        assert filling.index.deleted.tolist() == [False, False, True, False, False]
        assert [event.deleted for event in store.events(filling).read(1, 5)] == [False, False, True, False, False]


def test_a_key_of_the_table_keeps_versions_apart(tmp_path: Path) -> None:
    path = make_eventsourcing(tmp_path / "e.db", [("a" * 32, version, "shop:Cart.Added", b"{}") for version in (1, 2)])
    with opened(path) as store:
        assert store._outlines.keeps_versions_apart
        (summary,) = store.aggregates()
        assert store.filling(summary.stream).covering(1, 2).type_names == ("Cart.Added",)


_BEFORE = Outline(5, 1, 5, frozenset({2}))


@pytest.mark.parametrize(
    ("now", "same"),
    [
        (Outline(5, 1, 5, frozenset({2})), 5),
        (Outline(6, 1, 6, frozenset({2})), 5),
        (Outline(6, 1, 6, frozenset({2, 6})), 5),
        (Outline(6, 1, 6, frozenset({2, 5})), 4),
        (Outline(5, 1, 5, frozenset({2, 3, 5})), 2),
        (Outline(6, 1, 6, frozenset()), 1),
        (Outline(6, 1, 6, frozenset({1, 2})), 0),
        (Outline(4, 1, 4, frozenset({2})), 0),
        (Outline(6, 2, 7, frozenset({2})), 0),
        (Outline(6, 1, 7, frozenset({2})), 0),
        (Outline(0, None, None, frozenset()), 0),
    ],
)
def test_a_stream_is_the_same_up_to_the_first_event_that_is_another(now: Outline, same: int) -> None:
    assert now.same_until(_BEFORE) == same


def test_of_a_stream_that_was_not_there_nothing_is_the_same() -> None:
    assert _BEFORE.same_until(Outline(0, None, None, frozenset())) == 0


@pytest.mark.parametrize(
    ("key", "apart"), [(", PRIMARY KEY (aggregate_type, aggregate_id, sequence)", True), ("", False)]
)
def test_a_long_stream_on_a_server_is_read_as_it_is_needed(server: Server, key: str, *, apart: bool) -> None:
    columns = (
        "aggregate_type varchar(64), aggregate_id varchar(64), sequence bigint, event_type text, event_version text, "
        "payload json, metadata json"
    )
    row = "INSERT INTO events VALUES ('cart', '7', {0}, 'made', '1', '{{\"n\": {0}}}', '{{}}')"
    events = map(row.format, range(1, 5))
    with closing(open_store(server.new_database(f"CREATE TABLE events ({columns}{key})", *events))) as store:
        assert store._outlines.keeps_versions_apart is apart
        filling = store.filling(CART)
        assert (filling.index.unread is not None) is apart
        assert [event.data for event in store.events(filling).read(2, 3)] == [{"n": 2}, {"n": 3}]
