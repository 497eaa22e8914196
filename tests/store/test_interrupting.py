"""What a database is asked ends where nobody waits for it any more."""

from __future__ import annotations

import signal
import sqlite3
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import StaticPool

from leftfold.model.errors import Cancelled
from leftfold.store.interrupting import interruptible

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
