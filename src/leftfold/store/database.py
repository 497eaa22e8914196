"""The database behind a store, in a file or on a server: its connections, for reading or for writing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from typing import Any, Protocol, TypeAlias

from sqlalchemy import Connection, Engine, Executable, PoolProxiedConnection, Select
from sqlalchemy.engine.interfaces import DBAPICursor

from leftfold.model.errors import LeftfoldError, StoreFailed
from leftfold.store.database_file import Access, DatabaseFile
from leftfold.store.faults import told_as
from leftfold.store.interrupting import interruptible
from leftfold.store.server_engine import ServerEngine
from leftfold.store.sqlite_engine import SqliteEngine
from leftfold.store.target import Target
from leftfold.store.whereabouts import whereabouts_of

Row: TypeAlias = Sequence[Any]
"""A row as the database's driver gives it."""
Rows: TypeAlias = Callable[[Mapping[str, Any]], list[Row]]
"""Gives all rows for what a statement is bound to."""


class Backend(Protocol):
    """What is behind a database."""

    engine: Engine
    user: str
    """As whom it knows us; empty where it knows nobody."""

    def check(self, connection: Connection | PoolProxiedConnection | None = None, /) -> None:
        """Raise `StoreFailed` where the database, or what a connection reads, is not what was opened."""

    def begin(self) -> AbstractContextManager[Connection]:
        """A connection in a transaction, which ends with the block."""

    def change_token(self, *newest: Executable) -> object:
        """A value that differs after another connection changed the database."""

    def close(self) -> None:
        """Close all connections."""


class Database:
    """An open database: connections for several threads, and a token that changes when others write."""

    def __init__(self, target: Target, access: Access) -> None:
        self.name = target.name
        self.place = target.place
        self.whereabouts = whereabouts_of(target)
        self._backend = _backend(target, access)
        self.engine = self._backend.engine
        self._driver_error: type[Exception] = self.engine.dialect.loaded_dbapi.Error

    @contextmanager
    def connect(self, *, failing: type[LeftfoldError] = StoreFailed) -> Iterator[Connection]:
        """A connection for reading; the database's known faults become an error of the kind asked for."""
        self.check_place()
        with self._told(failing), self.engine.connect() as connection:
            self._backend.check(connection)
            yield connection

    def look_in(self, schema: str) -> None:
        """Take the tables that are named without a schema from this one, unless it is empty."""
        if schema:
            self._backend.engine = self.engine = self.engine.execution_options(schema_translate_map={None: schema})

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
        compiled = statement.compile(dialect=self.engine.dialect)
        names, fixed, text = compiled.positiontup, compiled.params, str(compiled)

        def rows(bound: Mapping[str, Any]) -> list[Row]:
            # Through SQLAlchemy a page of 512 events takes a twentieth longer.
            given = {**fixed, **bound}
            with self._driver() as cursor:
                cursor.execute(text, given if names is None else [given[name] for name in names])
                return list(cursor.fetchall())

        return rows

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A connection whose writes are all made at the end, or none of them where something is raised."""
        with self.told(), self._backend.begin() as connection:
            yield connection
            # What is committed to a file or a log that has no name any more would be lost.
            self.check_place()
            self._backend.check(connection)

    def check_place(self) -> None:
        """Raise `StoreFailed` where the database is a file, and not the one that was opened."""
        self._backend.check()

    def change_token(self, *newest: Executable) -> object:
        """A value that differs after another connection changed the database, or the file was replaced.

        A server is asked these statements, which tell what is newest in a store.
        """
        with self.told():
            return self._backend.change_token(*newest)

    def told(self) -> AbstractContextManager[None]:
        """The database's known faults become `StoreFailed`."""
        return self._told(StoreFailed)

    def close(self) -> None:
        """Close all connections; of reading alone nothing is left behind."""
        self._backend.close()

    @contextmanager
    def _driver(self) -> Iterator[DBAPICursor]:
        self.check_place()
        with self.told(), closing(self.engine.raw_connection()) as connection:
            self._backend.check(connection)
            with closing(connection.cursor()) as cursor:
                yield cursor

    def _told(self, kind: type[LeftfoldError]) -> AbstractContextManager[None]:
        # By the time something fails it is known as whom we are there.
        return told_as(kind, self.name, user=lambda: self._backend.user, driver=self._driver_error)


def _fetched(connection: Connection, statement: Executable, bound: Mapping[str, Any] | None = None) -> list[Row]:
    with connection.execute(statement, bound or {}) as result:
        return list(result.cursor.fetchall())


def _backend(target: Target, access: Access) -> Backend:
    if target.file is None:
        return ServerEngine(target, access)
    return SqliteEngine(DatabaseFile(target.file, access), access)
