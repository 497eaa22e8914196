"""A native store on a server numbers its events in the order of the commits, so that one who follows skips none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from random import Random
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, NullPool, create_engine, text

from leftfold.store.bulk import NewRow
from tests.servers import Server
from tests.store_builders import START, TESTING, make_native, opened, stream_id

INSERT = text(
    "INSERT INTO events (aggregate_type, aggregate_id, version, event_type, payload, recorded_at) "
    "VALUES ('cart', :id, :version, 'put', '{}', now()) RETURNING position"
)
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@pytest.fixture
def url(postgresql: Server) -> str:
    """A store with three events."""
    return make_native(postgresql.new_database(), {"cart/1": [("put", {})] * 3})


@pytest.fixture
def application(url: str) -> Iterator[Engine]:
    """An application that writes to the store by itself."""
    engine = create_engine(url.replace("postgresql", "postgresql+psycopg", 1), poolclass=NullPool)
    yield engine
    engine.dispose()


def put(connection: Connection, id_: str, version: int) -> int:
    """Insert an event as an application does, which gives it no position."""
    return int(connection.execute(INSERT, {"id": id_, "version": version}).scalar_one())


def positions(connection: Connection, after: int = 0) -> list[int]:
    """The positions of all events after one, in their order."""
    return [
        *connection.scalars(text("SELECT position FROM events WHERE position > :after ORDER BY 1"), {"after": after})
    ]


@contextmanager
def in_thread(work: Callable[[], Any]) -> Iterator[Callable[[], Any]]:
    """Work that goes on beside the test; what is given waits for it to end, and gives what came of it."""
    with ThreadPoolExecutor(1, thread_name_prefix="writer") as pool:
        running = pool.submit(work)
        yield lambda: running.result(30)


def wait_until(true: Callable[[], bool]) -> None:
    """Ask again until it is so; each question to the server takes a while."""
    assert any(true() for _asked in range(20_000))


def append(url: str, id_: str) -> None:
    """Append an event as Leftfold does."""
    with opened(url, write=True) as store:
        store.append_many([NewRow(stream_id(f"cart/{id_}"), "put", "{}", START)], TESTING)


def _waits(connection: Connection) -> bool:
    return bool(connection.exec_driver_sql(WAITING).scalar_one() == 1)


def test_of_two_transactions_that_overlap_the_one_that_commits_later_has_the_higher_position(
    url: str, application: Engine
) -> None:
    with (
        application.connect() as first,
        application.connect().execution_options(isolation_level="AUTOCOMMIT") as follower,
    ):
        begun = put(first, "2", 1)
        with in_thread(lambda: append(url, "3")) as second:
            wait_until(lambda: _waits(follower))
            # The first has its number and is not to be seen; no other may be either.
            assert positions(follower) == [1, 2, 3]
            first.commit()
            second()
        assert begun == 4
        assert positions(follower, after=3) == [4, 5]


def test_a_transaction_that_is_taken_back_leaves_nobody_waiting_and_no_number_behind(
    url: str, application: Engine
) -> None:
    with application.connect() as first:
        assert put(first, "2", 1) == 4
        first.rollback()
        append(url, "3")
        assert positions(first) == [1, 2, 3, 4]


def test_a_reader_waits_for_no_writer(url: str, application: Engine) -> None:
    with application.connect() as first, opened(url) as store:
        put(first, "1", 4)
        assert len(store.index(stream_id("cart/1"))) == 3
        first.commit()
        assert len(store.index(stream_id("cart/1"))) == 4


WRITERS, EACH = 4, 40


def _write(url: str, application: Engine, number: int) -> None:
    """Write as Leftfold or as an application, one event or some, kept or taken back."""
    chance = Random(number)
    version = count(1)
    with opened(url, write=True) as store:
        for _round in range(EACH):
            if chance.random() < 0.5:
                rows = [NewRow(stream_id(f"left/{number}"), "put", "{}", START)] * chance.randint(1, 3)
                store.append_many(rows, TESTING)
            else:
                with application.connect() as connection:
                    for _event in range(chance.randint(1, 3)):
                        put(connection, f"own{number}", next(version))
                    connection.commit()
                with application.connect() as connection:
                    put(connection, f"lost{number}", 1)
                    connection.rollback()


def _follow(application: Engine, done: Event) -> list[int]:
    """What one sees who only ever asks for what comes after the last he saw."""
    seen = [0]
    with application.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while True:
            is_last = done.is_set()
            seen += positions(connection, seen[-1])
            if is_last:
                return seen[1:]


def test_one_who_follows_skips_nothing_however_many_write(url: str, application: Engine) -> None:
    done = Event()
    with ThreadPoolExecutor(WRITERS + 1, thread_name_prefix="writer") as pool:
        followed = pool.submit(_follow, application, done)
        try:
            for writing in [pool.submit(_write, url, application, number) for number in range(WRITERS)]:
                writing.result(120)
        finally:
            done.set()
        seen = followed.result(30)
    with application.connect() as connection:
        assert seen == positions(connection)
    assert len(seen) > WRITERS * EACH


@pytest.mark.parametrize("changes", ["an event", "a deletion", "a snapshot"])
def test_the_change_token_tells_of_every_change_to_what_counts(url: str, application: Engine, changes: str) -> None:
    with opened(url) as store:
        before = store.change_token()
        assert store.change_token() == before
        with application.begin() as connection:
            _change(connection, changes)
        assert (store.change_token() != before) is (changes != "a snapshot")


def _change(connection: Connection, what: str) -> None:
    match what:
        case "an event":
            put(connection, "9", 1)
        case "a deletion":
            row = "(position, action, at, by, reason) VALUES (1, 'delete', now(), 'me', 'why')"
            connection.exec_driver_sql(f"INSERT INTO deletions {row}")
        case _:
            connection.exec_driver_sql("INSERT INTO snapshots VALUES ('cart', '1', 1, '{}', now())")
