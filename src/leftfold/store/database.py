"""The database behind a store: its connections, opened read-only without leaving a trace, or for writing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from threading import Lock
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection, Engine, Executable, PoolProxiedConnection, QueuePool, Select, create_engine, event
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import NoSuchModuleError

from leftfold.model.errors import CannotOpen, StoreFailed
from leftfold.store.codec import read_text
from leftfold.store.database_file import Access, DatabaseFile
from leftfold.store.faults import told_as
from leftfold.store.interrupting import interruptible
from leftfold.store.target import Target

Row: TypeAlias = Sequence[Any]
"""A row as the database's driver gives it."""
Rows: TypeAlias = Callable[[Mapping[str, Any]], list[Row]]
"""Gives all rows for what a statement is bound to."""

BUSY_SECONDS: Final = 2
"""How long a locked database is waited for: long enough for another program's commit, short enough for a person."""

_LOG: Final = "log"
"""Under what a connection carries which log it was opened with."""
_DRIVERS: Final = {
    "postgresql": ("psycopg", "postgres"),
    "mysql": ("pymysql", "mysql"),
    "mariadb": ("pymysql", "mysql"),
}
"""For each kind of server, the driver Leftfold uses and the extra that installs it."""


class Database:
    """An open database: connections for several threads, and a token that changes when others write."""

    def __init__(self, target: Target, access: Access) -> None:
        self.name = target.name
        self._access = access
        self._file = None if target.file is None else DatabaseFile(target.file, access)
        self.engine = _server_engine(target) if self._file is None else _file_engine(self._file, access)
        self._watch: Connection | None = None
        self._watching = Lock()

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """A connection for reading; the database's known faults become `StoreFailed`."""
        self.check_place()
        with told_as(StoreFailed, self.name), self.engine.connect() as connection:
            self._check_log(connection)
            yield connection

    def rows(self, statement: Executable, bound: Mapping[str, Any] | None = None) -> list[Row]:
        """All rows of a statement as the driver's plain tuples: wrapping each would cost as much as reading it."""
        with self.connect() as connection:
            return _fetched(connection, statement, bound)

    def awaited_rows(self, statement: Executable, check: Callable[[], None]) -> list[Row]:
        """All rows of a statement that may take long; `check` is called meanwhile, and may raise `Cancelled`."""
        with self.connect() as connection, interruptible(connection, check):
            return _fetched(connection, statement)

    def prepared(self, statement: Select[Any]) -> Rows:
        """What gives all rows of a statement for what it is bound to; for one that is asked a thousand times."""
        if self._file is None:
            return partial(self.rows, statement)
        compiled = statement.compile(dialect=self.engine.dialect)
        names, fixed, text = compiled.positiontup or (), compiled.params, str(compiled)

        def rows(bound: Mapping[str, Any]) -> list[Row]:
            # Through SQLAlchemy a page of 512 events takes a twentieth longer.
            given = {**fixed, **bound}
            with self._driver() as cursor:
                return list(cursor.execute(text, [given[name] for name in names]).fetchall())

        return rows

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A connection whose writes are all made at the end, or none of them where something is raised."""
        with told_as(StoreFailed, self.name), self.engine.begin() as connection:
            if self._file is not None:
                # The lock is taken at the start, so that what is checked first still holds when it is written.
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            # What is committed to a file or a log that has no name any more would be lost.
            self.check_place()
            self._check_log(connection)

    def check_place(self) -> None:
        """Raise `StoreFailed` where the database is a file, and not the one that was opened."""
        if self._file is not None:
            self._file.check_place()

    def change_token(self) -> object:
        """A value that differs after another connection changed the database, or the file was replaced."""
        with self._watching, told_as(StoreFailed, self.name):
            if self._file is None:
                return None
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
        if self._file is not None and self._access is not Access.READ:
            self._merge_log()
        self.engine.dispose()
        if self._file is not None:
            self._file.tidy()

    @contextmanager
    def _driver(self) -> Iterator[DBAPICursor]:
        self.check_place()
        with told_as(StoreFailed, self.name), closing(self.engine.raw_connection()) as connection:
            self._check_log(connection)
            with closing(connection.cursor()) as cursor:
                yield cursor

    def _check_log(self, connection: Connection | PoolProxiedConnection) -> None:
        if self._file is not None:
            self._file.check_log(connection.info[_LOG])

    def _merge_log(self) -> None:
        # While a reader is open, closing alone would leave the newest events in the log and not in the file.
        # Where that cannot be now, the log stays beside the file and nothing is lost.
        with suppress(StoreFailed), self.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _fetched(connection: Connection, statement: Executable, bound: Mapping[str, Any] | None = None) -> list[Row]:
    with connection.execute(statement, bound or {}) as result:
        return list(result.cursor.fetchall())


def _file_engine(file: DatabaseFile, access: Access) -> Engine:
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
