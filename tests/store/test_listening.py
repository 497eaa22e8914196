"""What a server tells of new events is heard, by its channel, and nothing where nobody tells."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from select import select
from uuid import uuid4

import pytest
from sqlalchemy import make_url

from leftfold.model.errors import StoreFailed
from leftfold.store.bulk import NewRow
from leftfold.store.layout import Layout
from leftfold.store.listening import Listener, listener
from leftfold.store.store import Store
from tests.servers import USER, Server
from tests.store_builders import START, TESTING, make_native, opened, stream_id

LONG = 30
"""Seconds a test waits for what must come."""


@pytest.fixture
def store(postgresql: Server) -> Iterator[Store]:
    """A native store on a server."""
    with opened(make_native(postgresql.new_database(), {"cart/7": [("put", {})]}), write=True) as store:
        yield store


@pytest.fixture
def hears(store: Store) -> Iterator[Listener]:
    """What hears of its events."""
    found = store.listen()
    assert found is not None
    with closing(found):
        yield found


def is_told(hears: Listener) -> bool:
    """Whether something comes."""
    return bool(select([hears], [], [], LONG)[0]) and hears.take()


def _with_channel(layout: Layout, channel: str) -> Layout:
    return replace(layout, channel=channel)


def test_a_commit_is_heard_once(store: Store, hears: Listener) -> None:
    assert not hears.take()
    store.append_many([NewRow(stream_id("cart/7"), "put", "{}", START)] * 3, TESTING)
    assert is_told(hears)
    assert not hears.take()


@pytest.mark.parametrize(
    ("channel", "sent_on"),
    [("{schema}.events", "public.events"), ("{table}", "events"), ("new_event", "new_event"), ('a"b % c', 'a"b % c')],
)
def test_a_channel_is_named_by_the_layout(store: Store, channel: str, sent_on: str) -> None:
    found = listener(store._database, _with_channel(store.layout, channel))
    assert found is not None
    with closing(found), store._database.connect() as connection:
        for name in ("another", sent_on):
            assert not found.take()
            connection.exec_driver_sql("SELECT pg_notify(%s, '')", (name,))
        assert is_told(found)


def test_a_connection_that_is_lost_is_told(store: Store, hears: Listener) -> None:
    with store._database.connect() as connection:
        ends = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN %%'"
        connection.exec_driver_sql(ends)

    def take_all() -> None:
        # What the server says in the end comes first.
        while select([hears], [], [], LONG)[0]:
            hears.take()

    with pytest.raises(StoreFailed, match="went away while it was asked"):
        take_all()


def test_what_eventsourcing_sends_is_heard(postgresql: Server) -> None:
    library = pytest.importorskip("eventsourcing.postgres", reason="eventsourcing, or what it needs, is not installed")
    persistence = pytest.importorskip("eventsourcing.persistence")
    url = postgresql.new_database()
    name = str(make_url(url).database)
    with library.PostgresDatastore(name, str(postgresql.socket), 5432, USER, "") as datastore:
        recorder = library.PostgresApplicationRecorder(datastore, events_table_name="shop_events")
        recorder.create_table()
        recorder.insert_events([persistence.StoredEvent(uuid4(), 1, "shop:Cart.Opened", b"{}")])
        with opened(url) as store:
            found = store.listen()
            assert found is not None
            with closing(found):
                assert not found.take()
                recorder.insert_events([persistence.StoredEvent(uuid4(), 1, "shop:Cart.Opened", b"{}")])
                assert is_told(found)


def test_nothing_is_heard_where_nobody_tells(store: Store, tmp_path: Path) -> None:
    assert listener(store._database, _with_channel(store.layout, "")) is None
    with opened(make_native(tmp_path / "s.db", {})) as file:
        assert file.listen() is None
