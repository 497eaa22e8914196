"""Ends what a database is asked, while it is at it, where nobody waits for the answer any more."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import Any, Final

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from leftfold.model.errors import Cancelled
from leftfold.store.faults import was_interrupted

_STEPS: Final = 4_000
"""Steps of SQLite's machine between two looks: a millisecond, or some fifty where each page has to come from a disk."""
_PAUSE: Final = 0.05
"""Seconds between two looks while a server is at work: as soon as a person could tell."""
_CANCELLED_WITHIN: Final = 5.0
"""Seconds a server may take to hear that it should stop; it ends the statement in the end anyway."""


@contextmanager
def interruptible(connection: Connection, check: Callable[[], None]) -> Iterator[None]:
    """What the connection is asked ends once `check` raises `Cancelled`, and raises that.

    SQLite looks while it works. While a server works a thread looks, and tells it.
    """
    check()
    driver = connection.connection.driver_connection
    if isinstance(driver, sqlite3.Connection):
        with _looking(driver, check):
            yield
    elif (cancel := _cancelling(connection, driver)) is not None:
        with _watching(connection, check, cancel):
            yield
    else:
        yield


@contextmanager
def _looking(driver: sqlite3.Connection, check: Callable[[], None]) -> Iterator[None]:
    cancelled: list[Cancelled] = []

    def look() -> bool:
        try:
            check()
        except Cancelled as error:
            cancelled.append(error)
        return bool(cancelled)

    driver.set_progress_handler(look, _STEPS)
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        if cancelled:
            raise cancelled[0] from None
        if was_interrupted(error):
            # Nothing else ends a look: SQLite swallowed a Ctrl+C that was heard in it.
            raise KeyboardInterrupt from None
        raise
    finally:
        driver.set_progress_handler(None, 0)


@contextmanager
def _watching(connection: Connection, check: Callable[[], None], cancel: Callable[[], None]) -> Iterator[None]:
    done, raised = Event(), list[Cancelled]()

    def watch() -> None:
        while not done.wait(_PAUSE):
            try:
                check()
            except Cancelled as error:
                raised.append(error)
                # Where the server cannot be told it goes on to the end, and its answer is let go.
                with suppress(DBAPIError, connection.dialect.loaded_dbapi.Error):
                    cancel()
                return

    thread = Thread(target=watch, name="interrupting")
    thread.start()
    try:
        yield
    except DBAPIError:
        if not raised:
            raise
    finally:
        done.set()
        thread.join()
        if raised:
            # What was to end this statement may yet reach the session, and would end the next.
            connection.invalidate()
    if raised:
        raise raised[0]


def _cancelling(connection: Connection, driver: Any) -> Callable[[], None] | None:
    """What tells a server to end what the connection asks; None where there is no way to."""
    if hasattr(driver, "cancel_safe"):
        return lambda: driver.cancel_safe(timeout=_CANCELLED_WITHIN)
    if not hasattr(driver, "thread_id"):
        return None
    engine, session = connection.engine, int(driver.thread_id())

    def kill() -> None:
        with engine.connect() as other:
            other.exec_driver_sql(f"KILL QUERY {session}")

    return kill
