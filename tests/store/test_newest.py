"""A store on a server is asked cheaply whether it is still as it was."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from leftfold.store import newest
from leftfold.store.database import Database
from leftfold.store.database_file import Access
from leftfold.store.opening import open_store
from leftfold.store.store import Store
from leftfold.store.target import target_of
from tests.servers import Server
from tests.store_builders import make_native, opened

SPATIE = (
    "CREATE TABLE stored_events (id bigint PRIMARY KEY, aggregate_uuid varchar(36), aggregate_version bigint, "
    "event_version int, event_class varchar(255), event_properties json, meta_data json, created_at timestamp)"
)
CQRS_ES = (
    "CREATE TABLE events (aggregate_type varchar(64), aggregate_id varchar(64), sequence bigint, event_type text, "
    "event_version text, payload json, metadata json, PRIMARY KEY (aggregate_type, aggregate_id, sequence))"
)
ADDED = "INSERT INTO events VALUES ('cart', '7', {}, 'made', '1', '{{}}', '{{}}')"


def stored(position: int) -> str:
    values = f"{position}, '0a', {position}, 1, 'Made', '{{}}', '{{}}', '2024-05-01 08:00:00'"
    return f"INSERT INTO stored_events VALUES ({values})"


@pytest.fixture
def is_told(server: Server) -> Callable[[Store, Callable[[int], None]], bool]:
    """Whether a change, made again and again, is told in the end: a server counts at its own pace."""
    pause = text("SELECT pg_sleep(0.2)" if server.kind == "postgresql" else "SELECT sleep(0.2)")

    def told(store: Store, change: Callable[[int], None]) -> bool:
        before = store.change_token()
        with closing(Database(target_of(server.new_database()), Access.READ)) as clock:
            for time in range(100):
                change(time)
                if store.change_token() != before:
                    return True
                clock.rows(pause)
        return False

    return told


def test_an_event_that_is_added_is_told_at_once(server: Server) -> None:
    url = server.new_database(SPATIE, stored(1), stored(5))
    with closing(open_store(url)) as store:
        assert store.layout.events.position == "id"
        before = store.change_token()
        assert store.change_token() == before
        server.run(url, stored(6))
        after = store.change_token()
        assert after != before
        assert store.change_token() == after


def test_an_event_that_is_committed_late_is_told(server: Server) -> None:
    url = server.new_database(SPATIE, stored(1), stored(2))
    with closing(open_store(url)) as store, closing(Database(target_of(url), Access.WRITE)) as slow:
        with slow.transaction() as connection:
            connection.execute(text(stored(3).replace(":", r"\:")))
            server.run(url, stored(4))
            before = store.change_token()
        assert store.change_token() != before


def test_an_event_that_is_changed_is_told_in_the_end(
    server: Server, is_told: Callable[[Store, Callable[[int], None]], bool]
) -> None:
    url = server.new_database(SPATIE, stored(1))
    with closing(open_store(url)) as store:
        assert is_told(store, lambda time: server.run(url, f"UPDATE stored_events SET event_class = 'Marked{time}'"))


def test_without_an_order_the_server_counts(
    server: Server, is_told: Callable[[Store, Callable[[int], None]], bool]
) -> None:
    url = server.new_database(CQRS_ES, ADDED.format(1))
    with closing(open_store(url)) as store:
        assert not store.layout.events.position
        assert is_told(store, lambda time: server.run(url, *([] if time else [ADDED.format(2)])))


def test_a_server_that_counts_nothing_tells_what_is_last(postgresql: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(newest._COUNTED, "postgresql", "SELECT counted_by_nobody(:name)")
    url = postgresql.new_database(SPATIE, stored(1))
    with closing(open_store(url)) as store:
        before = store.change_token()
        assert before == ((1, 1, 1),)
        postgresql.run(url, stored(2))
        assert store.change_token() == ((2, 1, 2),)


def test_a_file_tells_it_itself(tmp_path: Path) -> None:
    with opened(make_native(tmp_path / "s.db", {"cart/7": [("made", {})]})) as store:
        assert store.change_token() == store._database.change_token()
