"""Ends what a database is asked, while it is at it, where nobody waits for the answer any more."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from leftfold.model.errors import Cancelled

_STEPS: Final = 4_000
"""Steps of SQLite's machine between two looks: a millisecond, or some fifty where each page has to come from a disk."""


@contextmanager
def interruptible(connection: Connection, check: Callable[[], None]) -> Iterator[None]:
    """What the connection is asked ends once `check` raises `Cancelled`, and raises that.

    SQLite looks while it works; a server is let finish each statement, and `check` is heard before.
    """
    check()
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        yield
        return
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
        if _is_interrupted(error):
            # Nothing else ends a look: SQLite swallowed a Ctrl+C that was heard in it.
            raise KeyboardInterrupt from None
        raise
    finally:
        driver.set_progress_handler(None, 0)


def _is_interrupted(error: Exception) -> bool:
    cause = error.orig if isinstance(error, DBAPIError) else error
    return getattr(cause, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT
