"""The database's own faults, told apart from ours in one place."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from leftfold.model.errors import LeftfoldError

_SQLITE: Final = {
    sqlite3.SQLITE_READONLY_ROLLBACK: "was left in the midst of a write; open it once with the program that wrote it",
    sqlite3.SQLITE_BUSY: "is locked by another program; try again when it is done",
    sqlite3.SQLITE_LOCKED: "is locked by another program; try again when it is done",
    sqlite3.SQLITE_PROTOCOL: "is locked by another program; try again when it is done",
    sqlite3.SQLITE_TOOBIG: "can hold no value of that size; make it smaller",
    sqlite3.SQLITE_FULL: "cannot grow because the disk is full; make room and try again",
    sqlite3.SQLITE_READONLY: "is read-only; allow writing to the file and its folder, or copy it elsewhere",
    sqlite3.SQLITE_PERM: "may not be accessed; ask for permission to it",
    sqlite3.SQLITE_AUTH: "may not be accessed; ask for permission to it",
    sqlite3.SQLITE_CORRUPT: "is damaged; restore it from a backup",
    sqlite3.SQLITE_NOTADB: "is not a SQLite database; choose another file",
    sqlite3.SQLITE_CANTOPEN: "can no longer be opened; see whether it, and its folder, are still there",
    sqlite3.SQLITE_IOERR: "cannot be read or written because the disk fails; see to the disk",
}

_LACKING: Final = ("no such table", "no such column", "no such view")


@contextmanager
def told_as(kind: type[LeftfoldError], name: str) -> Iterator[None]:
    """Turn the database's known faults into an error for a person; any other passes as it is, since it is our bug."""
    try:
        yield
    except (DBAPIError, PoolTimeoutError, sqlite3.Error) as error:
        sentence = fault(error)
        if sentence is None:
            raise
        raise kind(f"{name} {sentence}.") from error


def fault(error: Exception) -> str | None:
    """What is wrong with the database, as the end of a sentence about it; None where the error is our bug."""
    if isinstance(error, PoolTimeoutError):
        return "does not answer; too many requests are waiting for it"
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0)
        # The lowest byte is the kind of error, what is above it the detail.
        return _SQLITE.get(code) or _SQLITE.get(code & 0xFF) or _told(cause, code & 0xFF)
    if isinstance(error, DBAPIError) and (error.connection_invalidated or type(error).__name__ == "OperationalError"):
        return f"cannot be reached: {_first_line(cause)}"
    return None


def lacks(error: Exception) -> bool:
    """Whether a table or column that was asked for is not there."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return isinstance(cause, sqlite3.OperationalError) and str(cause).startswith(_LACKING)


def _told(cause: sqlite3.Error, kind: int) -> str | None:
    if kind == sqlite3.SQLITE_CONSTRAINT:
        return f"refused what was to be written: {_first_line(cause)}; nothing was changed"
    if lacks(cause):
        return f"is not as it was when it was opened ({_first_line(cause)}); open it again"
    return None


def _first_line(cause: BaseException | None) -> str:
    return str(cause).strip().partition("\n")[0].rstrip(".")
