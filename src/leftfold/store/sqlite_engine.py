"""The SQLite behind a store in a file: connections that leave no trace of reading, and are given up with the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Any, Final

from sqlalchemy import Connection, Engine, Executable, PoolProxiedConnection, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError

from leftfold.model.errors import StoreFailed
from leftfold.store.codec import read_text
from leftfold.store.database_file import Access, DatabaseFile

BUSY_SECONDS: Final = 2
"""How long a locked database is waited for: long enough for another program's commit, short enough for a person."""

_LOG: Final = "log"
"""Under what a connection carries which log it was opened with."""


class SqliteEngine:
    """The connections to one file."""

    user = ""

    def __init__(self, file: DatabaseFile, access: Access) -> None:
        self.engine = _engine(file, access)
        self._file = file
        self._access = access
        self._watch: Connection | None = None
        self._watching = Lock()

    def check(self, connection: Connection | PoolProxiedConnection | None = None) -> None:
        """Raise `StoreFailed` where the file, or the log the connection reads, is not the one that was opened."""
        if connection is None:
            self._file.check_place()
        else:
            self._file.check_log(connection.info[_LOG])

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A connection in a transaction, which ends with the block."""
        with self.engine.begin() as connection:
            # The lock is taken at the start, so that what is checked first still holds when it is written.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection

    def change_token(self, *_newest: Executable) -> object:
        """A value that differs after another connection changed the database, or the file was replaced."""
        with self._watching:
            if (token := self._file.token) is None:
                self._file.check_place()
            if self._watch is None:
                self._watch = self.engine.connect()
            return self._watch.exec_driver_sql("PRAGMA data_version").scalar(), token

    def close(self) -> None:
        """Close all connections, and let SQLite take away the log files that reading alone brought about."""
        with self._watching:
            if self._watch is not None:
                self._watch.close()
                self._watch = None
        if self._access is not Access.READ:
            self._merge_log()
        self.engine.dispose()
        self._file.tidy()

    def _merge_log(self) -> None:
        # While a reader is open, closing alone would leave the newest events in the log and not in the file.
        # Where that cannot be now, the log stays beside the file and nothing is lost.
        with suppress(StoreFailed, DBAPIError):
            self.check()
            with self.engine.connect() as connection:
                self.check(connection)
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _engine(file: DatabaseFile, access: Access) -> Engine:
    def connect() -> sqlite3.Connection:
        # Transactions are left to us: the sqlite3 module would begin them by its own rules, and a reader needs none.
        connection = sqlite3.connect(
            file.uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.text_factory = read_text
        try:
            connection.execute(f"PRAGMA foreign_keys = {'OFF' if access is Access.READ else 'ON'}")
            # The log is opened with the first read.
            connection.execute("PRAGMA schema_version").fetchone()
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)
    event.listen(engine, "connect", _note_log(file))
    return engine


def _note_log(file: DatabaseFile) -> Callable[[object, Any], None]:
    def note(_connection: object, record: Any) -> None:
        record.info[_LOG] = file.log

    return note
