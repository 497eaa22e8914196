"""The database's own faults, told apart from ours in one place."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from leftfold.model.errors import CannotOpen, LeftfoldError, PasswordNeeded
from leftfold.store.server_faults import (
    is_of_server,
    server_fault,
    server_had_another,
    server_lacks,
    server_lacks_feature,
    wants_password,
)

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

_TWICE: Final = (
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY,
    sqlite3.SQLITE_CONSTRAINT_UNIQUE,
    sqlite3.SQLITE_CONSTRAINT_ROWID,
)
_DAMAGED: Final = ("unsupported file format", "malformed database schema")
"""What SQLite says of some files without the code for it."""
_LACKING: Final = ("no such table", "no such column", "no such view")


def nobody() -> str:
    """The user of a database that knows none."""
    return ""


@contextmanager
def told_as(
    kind: type[LeftfoldError],
    name: str,
    *,
    user: Callable[[], str] = nobody,
    driver: type[Exception] = sqlite3.Error,
) -> Iterator[None]:
    """Turn the database's known faults into an error for a person; any other passes as it is, since it is our bug.

    `user` gives as whom the database knows us, `driver` is what its driver's errors are.
    """
    try:
        yield
    except (DBAPIError, PoolTimeoutError, driver) as error:
        sentence = fault(error, user())
        if sentence is None:
            raise
        asks = kind is CannotOpen and wants_password(_cause(error))
        raise (PasswordNeeded if asks else kind)(f"{name} {sentence}.") from error
    except UnicodeDecodeError as error:
        # What is stored is read as bytes; what the driver itself reads as text is names, and what it says of faults.
        raise kind(f"{name} {_SQLITE[sqlite3.SQLITE_CORRUPT]}.") from error


def fault(error: Exception, user: str = "") -> str | None:
    """What is wrong with the database, as the end of a sentence about it; None where the error is our bug."""
    if isinstance(error, PoolTimeoutError):
        return "does not answer; too many requests are waiting for it"
    cause = _cause(error)
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0)
        # The lowest byte is the kind of error, what is above it the detail.
        return _SQLITE.get(code) or _SQLITE.get(code & 0xFF) or _told(cause, code & 0xFF)
    if is_of_server(cause) and (sentence := server_fault(cause, user)):
        return sentence
    if isinstance(error, DBAPIError) and (error.connection_invalidated or type(error).__name__ == "OperationalError"):
        return f"cannot be reached: {_first_line(cause)}"
    return None


def lacks(error: Exception) -> bool:
    """Whether a table or column that was asked for is not there."""
    cause = _cause(error)
    if isinstance(cause, sqlite3.OperationalError):
        return str(cause).startswith(_LACKING)
    return server_lacks(cause)


def lacks_feature(error: Exception) -> bool:
    """Whether a kind of server has nothing of what was to be made in a database."""
    return server_lacks_feature(_cause(error))


def came_second(error: Exception) -> bool:
    """Whether another writer was first: what was to be written is there already, or was changed at that moment."""
    cause = _cause(error)
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", 0) in _TWICE
    return server_had_another(cause)


def was_interrupted(error: Exception) -> bool:
    """Whether SQLite ended a statement because it was told to."""
    return getattr(_cause(error), "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT


def _cause(error: Exception) -> BaseException:
    """The error as the database's driver raised it."""
    return error.orig if isinstance(error, DBAPIError) and error.orig is not None else error


def _told(cause: sqlite3.Error, kind: int) -> str | None:
    if kind == sqlite3.SQLITE_CONSTRAINT:
        return f"refused what was to be written: {_first_line(cause)}; nothing was changed"
    if str(cause).startswith(_DAMAGED):
        return _SQLITE[sqlite3.SQLITE_CORRUPT]
    if lacks(cause):
        return f"is not as it was when it was opened ({_first_line(cause)}); open it again"
    return None


def _first_line(cause: BaseException) -> str:
    return str(cause).strip().partition("\n")[0].rstrip(".")
