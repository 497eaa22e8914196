"""The database behind a store: its connections, opened read-only without leaving a trace, or for writing."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import NoSuchModuleError

from leftfold.model.errors import CannotOpen, StoreFailed
from leftfold.store.faults import told_as
from leftfold.store.target import Target, has_log, keeps_log, log_of

BUSY_SECONDS: Final = 2
"""How long a locked database is waited for: long enough for another program's commit, short enough for a person."""

_DRIVERS: Final = {
    "postgresql": ("psycopg", "postgres"),
    "mysql": ("pymysql", "mysql"),
    "mariadb": ("pymysql", "mysql"),
}
"""For each kind of server, the driver Leftfold uses and the extra that installs it."""


class Access(StrEnum):
    """What a database is opened for, as SQLite names it."""

    READ = "ro"
    WRITE = "rw"
    CREATE = "rwc"


class Database:
    """An open database: connections for several threads, and a token that changes when others write."""

    def __init__(self, target: Target, access: Access) -> None:
        self.name = target.name
        self._file = target.file
        self._access = access
        self._had_log = target.file is not None and log_of(target.file).exists()
        self.engine = _server_engine(target) if target.file is None else _file_engine(target.url, target.file, access)
        self._watch: Connection | None = None
        self._watching = Lock()

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """A connection for reading; the database's known faults become `StoreFailed`."""
        with told_as(StoreFailed, self.name), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A connection whose writes are all made at the end, or none of them where something is raised."""
        with told_as(StoreFailed, self.name), self.engine.begin() as connection:
            if self._file is not None:
                # The lock is taken at the start, so that what is checked first still holds when it is written.
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection

    def change_token(self) -> object:
        """A value that differs after another connection changed the database, or the file was replaced."""
        with self._watching, told_as(StoreFailed, self.name):
            if self._file is None:
                return None
            if self._watch is None:
                self._watch = self.engine.connect()
            return self._watch.exec_driver_sql("PRAGMA data_version").scalar(), _identity(self._file)

    def close(self) -> None:
        """Close all connections, and let SQLite take away the log files that reading alone brought about."""
        with self._watching:
            if self._watch is not None:
                self._watch.close()
        if self._file is not None and self._access is not Access.READ:
            self._merge_log()
        self.engine.dispose()
        if self._file is not None and self._access is Access.READ and not self._had_log:
            _tidy(self._file)

    def _merge_log(self) -> None:
        # While a reader is open, closing alone would leave the newest events in the log and not in the file.
        # Where that cannot be now, the log stays beside the file and nothing is lost.
        with suppress(StoreFailed), self.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _file_engine(url: URL, file: Path, access: Access) -> Engine:
    options = {"mode": str(access), "uri": "true", "timeout": str(BUSY_SECONDS)}
    if access is Access.READ and keeps_log(file) and not has_log(file) and not os.access(file.parent, os.W_OK):
        # The log's index could not be made beside the file; without a log, the file is all there is.
        options["immutable"] = "1"
    engine = create_engine(url.update_query_dict(options))
    event.listen(engine, "connect", _leave_transactions_to_us)
    if access is not Access.READ:
        event.listen(engine, "connect", _check_references)
    return engine


def _server_engine(target: Target) -> Engine:
    backend = target.url.get_backend_name()
    driver, extra = _DRIVERS.get(backend, ("", ""))
    asked = target.url.drivername
    url = target.url.set(drivername=f"{backend}+{driver}") if driver and "+" not in asked else target.url
    try:
        return create_engine(url)
    except NoSuchModuleError as error:
        raise CannotOpen(f'"{backend}" is no kind of database that Leftfold knows.') from error
    except ModuleNotFoundError as error:
        remedy = f"pip install leftfold[{extra}]" if extra else f"pip install {error.name}"
        raise CannotOpen(f"The driver for {backend} is not installed; run: {remedy}") from error


def _leave_transactions_to_us(connection: Any, _record: object) -> None:
    # The sqlite3 module would begin transactions by its own rules; a reader needs none.
    connection.isolation_level = None


def _check_references(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys = ON")


def _tidy(file: Path) -> None:
    if not os.access(file, os.W_OK) or not log_of(file).exists() or has_log(file):
        return
    # SQLite removes an empty log when the last connection that may write is closed; its own locks keep this safe.
    # Where they do not allow it, another program is at work, and its log stays.
    uri = f"{file.absolute().as_uri()}?mode={Access.WRITE}"
    with suppress(StoreFailed), told_as(StoreFailed, file.name), closing(sqlite3.connect(uri, uri=True)) as connection:
        connection.execute("PRAGMA schema_version").fetchone()


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
