"""What a database is asked ends where nobody waits for it any more."""

from __future__ import annotations

import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import StaticPool

from leftfold.model.errors import Cancelled, StoreFailed
from leftfold.store.database import Database
from leftfold.store.database_file import Access
from leftfold.store.interrupting import interruptible
from leftfold.store.target import target_of
from tests.servers import Server

LONG = "WITH RECURSIVE n(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n WHERE v < 100000) SELECT count(*) FROM n"


@pytest.fixture
def connection() -> Any:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def after(times: int, error: Cancelled) -> Callable[[], None]:
    """A check that raises once it was called so often."""
    calls = iter(range(times))

    def check() -> None:
        if next(calls, None) is None:
            raise error

    return check


def test_it_is_asked_in_the_midst_of_a_statement(connection: Connection) -> None:
    calls: list[None] = []
    with interruptible(connection, lambda: calls.append(None)):
        assert connection.execute(text(LONG)).scalar() == 100_000
    within = len(calls)
    assert within > 10
    assert connection.execute(text(LONG)).scalar() == 100_000
    assert len(calls) == within


def test_what_it_raises_ends_the_statement(connection: Connection) -> None:
    error = Cancelled()
    with pytest.raises(Cancelled) as caught, interruptible(connection, after(3, error)):
        connection.execute(text(LONG))
    assert caught.value is error
    assert connection.execute(text(LONG)).scalar() == 100_000


def test_it_ends_the_reading_of_rows_by_the_driver_too(connection: Connection) -> None:
    rows = "WITH RECURSIVE n(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n WHERE v < 100000) SELECT v FROM n"
    with pytest.raises(Cancelled), interruptible(connection, after(3, Cancelled())):
        connection.execute(text(rows)).cursor.fetchall()


def test_a_ctrl_c_that_is_heard_meanwhile_is_not_lost(connection: Connection) -> None:
    with pytest.raises(KeyboardInterrupt), interruptible(connection, partial(signal.raise_signal, signal.SIGINT)):
        pytest.fail("it is heard before it begins")
    first = iter([None])

    def check() -> None:
        if next(first, signal) is signal:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt), interruptible(connection, check):
        connection.execute(text(LONG))
    assert connection.execute(text(LONG)).scalar() == 100_000


def test_what_is_cancelled_already_is_not_begun(connection: Connection) -> None:
    with pytest.raises(Cancelled), interruptible(connection, after(0, Cancelled())):
        pytest.fail("it was begun")


def test_a_fault_of_the_database_stays_one(connection: Connection) -> None:
    with pytest.raises(OperationalError, match="no such table"), interruptible(connection, lambda: None):
        connection.execute(text("SELECT * FROM nowhere"))


def test_a_driver_that_cannot_be_interrupted_is_let_finish() -> None:
    class Elsewhere:
        """As much of a connection to a server as is looked at."""

        driver_connection = object()
        connection = property(lambda self: self)

    server: Any = Elsewhere()
    calls: list[None] = []
    with interruptible(server, lambda: calls.append(None)):
        assert not isinstance(server.connection.driver_connection, sqlite3.Connection)
    assert len(calls) == 1


def test_a_server_is_told_to_stop_and_serves_on(server: Server) -> None:
    is_postgresql = server.kind == "postgresql"
    asleep = text("SELECT pg_sleep(20)" if is_postgresql else "SELECT sleep(20) FROM (SELECT 1) AS one")
    running = (
        "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(20)' AND state = 'active'"
        if is_postgresql
        else "SELECT count(*) FROM information_schema.processlist WHERE info LIKE '%sleep(20) FROM (SELECT 1)%one'"
    )
    with closing(Database(target_of(server.new_database()), Access.READ)) as database:
        with pytest.raises(Cancelled):
            database.awaited_rows(asleep, after(3, Cancelled()))
        assert database.rows(text(running)) == [(0,)]


def test_a_server_that_answers_is_not_disturbed(server: Server) -> None:
    with closing(Database(target_of(server.new_database()), Access.READ)) as database:
        assert database.awaited_rows(text("SELECT 1"), lambda: None) == [(1,)]
        with pytest.raises(StoreFailed, match="is not as it was"):
            database.awaited_rows(text("SELECT x FROM nowhere"), lambda: None)
        assert database.rows(text("SELECT 1")) == [(1,)]


def test_a_server_that_cannot_be_told_is_let_finish(postgresql: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    psycopg = pytest.importorskip("psycopg")

    def lost(*_args: object, **_more: object) -> None:
        raise psycopg.OperationalError("the connection is lost")

    monkeypatch.setattr(psycopg.Connection, "cancel_safe", lost)
    with closing(Database(target_of(postgresql.new_database()), Access.READ)) as database:
        with pytest.raises(Cancelled):
            database.awaited_rows(text("SELECT pg_sleep(0.5)"), after(1, Cancelled()))
        assert database.rows(text("SELECT 1")) == [(1,)]
