"""The file of an opened database: how it may be opened, whether it is still the same, and the log beside it.

SQLite's locks belong to the process and are lost, for all its connections, when any descriptor of the file is closed.
So nothing here reads a file that this process may write; what is asked is asked of the folder, or of SQLite.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeAlias

from leftfold.model.errors import CannotOpen, StoreFailed

_READ_VERSION: Final = slice(19, 20)
"""The place in the header that tells a database with a write-ahead log."""
_WITH_LOG: Final = b"\2"

Identity: TypeAlias = tuple[object, ...] | None
"""What tells one file from another; None where there is no file."""


class Access(StrEnum):
    """What a database is opened for, as SQLite names it."""

    READ = "ro"
    WRITE = "rw"
    CREATE = "rwc"


class DatabaseFile:
    """The file of one opened database."""

    def __init__(self, path: Path, access: Access) -> None:
        self._path = path
        self._access = access
        self._frozen = access is Access.READ and _must_be_frozen(path)
        self._opened = self._identity()

    @property
    def uri(self) -> str:
        """The file as SQLite opens it."""
        # As a URI, since a path's own ?, # or % would mean something else.
        return f"{self._path.absolute().as_uri()}?mode={self._access}{'&immutable=1' if self._frozen else ''}"

    @property
    def token(self) -> Identity:
        """A value that differs once the file was replaced, taken away or written anew."""
        return _identity(self._path, with_content=True)

    @property
    def log(self) -> Identity:
        """The write-ahead log that is beside the file now."""
        return None if self._frozen else _identity(log_of(self._path))

    def check_place(self) -> None:
        """Raise `StoreFailed` where the file is not the one that was opened."""
        if self._access is Access.CREATE or (now := self._identity()) == self._opened:
            return
        name = self._path.name
        if now is None:
            raise StoreFailed(f"{name} is no longer there; bring it back, then open it again.")
        changed = "was changed" if self._frozen else "was replaced by another file"
        raise StoreFailed(f"{name} {changed} since it was opened; open it again.")

    def check_log(self, log: Identity) -> None:
        """Raise `StoreFailed` where the log is not the one that a connection was opened with."""
        if self._access is not Access.CREATE and log != self.log:
            raise StoreFailed(f"The log of {self._path.name} was taken away or made anew; open the store again.")

    def tidy(self) -> None:
        """After reading, let SQLite take away the log files that reading alone brought about."""
        path = self._path
        if (
            self._access is not Access.READ
            or has_log(path)
            or not log_of(path).exists()
            or not os.access(path, os.W_OK)
        ):
            return
        # SQLite removes an empty log when the last connection that may write is closed; its own locks keep this safe.
        # Where they do not allow it, another program is at work, and its log stays.
        uri = f"{path.absolute().as_uri()}?mode={Access.WRITE}"
        with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(uri, uri=True, timeout=0)) as connection:
            connection.execute("PRAGMA schema_version").fetchone()

    def _identity(self) -> Identity:
        own = _identity(self._path, with_content=self._frozen)
        return (*own, has_log(self._path)) if own and self._frozen else own


def log_of(path: Path) -> Path:
    """Where SQLite puts the write-ahead log of a database."""
    return path.with_name(path.name + "-wal")


def has_log(path: Path) -> bool:
    """Whether there is a write-ahead log with something in it."""
    log = log_of(path)
    return log.exists() and log.stat().st_size > 0


def check_readable(path: Path) -> None:
    """Raise `CannotOpen` where there is a log that SQLite could not read here."""
    index = path.with_name(path.name + "-shm")
    if has_log(path) and not index.exists() and not os.access(path.parent, os.W_OK):
        raise CannotOpen(
            f"{path} has a log beside it, and the folder may not be written; copy both into another folder and open "
            "the copy."
        )


def _must_be_frozen(path: Path) -> bool:
    """Whether SQLite can only be told that the file does not change.

    With a log it would make files beside the database: it could not in a folder that may not be written, and where the
    database may not be written they would be in the way of those who may. Without one, the file is all there is.
    """
    if has_log(path) or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return False
    try:
        with path.open("rb") as opened:
            return opened.read(100)[_READ_VERSION] == _WITH_LOG
    except OSError:
        return False


def _identity(path: Path, *, with_content: bool = False) -> Identity:
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino, *((found.st_size, found.st_mtime_ns) if with_content else ()))
