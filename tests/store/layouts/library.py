"""A store of another people's library: how it makes its tables, what it has written, and what that means."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typing_extensions import override

from leftfold.model.event import Document
from leftfold.model.stream import StreamId
from leftfold.store.opening import open_store
from leftfold.store.store import Store
from tests.servers import Server
from tests.store_builders import stream_id

ODD = "Zoë ☃ 'quoted' \\ back 🦊"
"""A text with what is written in several ways: quotes, a backslash, letters of one to four bytes."""
NAUGHT = datetime(2024, 5, 1, 8, 0, tzinfo=UTC)


class Stored(NamedTuple):
    """An event as it is to be read."""

    version: int
    type: str
    data: Document
    metadata: Document
    recorded_at: datetime | None
    position: int | None
    deleted: bool = False


@dataclass(frozen=True, kw_only=True)
class Library:
    """One library's store on one kind of database."""

    layout: str
    database: str
    """`sqlite`, `postgresql` or `mariadb`."""
    schema: tuple[str, ...]
    rows: tuple[str, ...]
    streams: Mapping[str, tuple[Stored, ...]]
    """What is in it, by `TYPE/ID`."""
    table: str
    """The events table."""
    needed: str
    """A column that it cannot be without."""
    number: str
    """A column that has to hold numbers."""
    sought: str = "☃"
    """A text that is in some payloads as they are stored."""
    is_told_by_index: bool = False
    """Whether only an index of the table tells the layout."""
    snapshots: Mapping[str, tuple[tuple[int, Document], ...]] = field(default_factory=dict)
    """The application's snapshots, each a version and a state, by `TYPE/ID`."""

    @override
    def __str__(self) -> str:
        return f"{self.layout}-{self.database}"

    @property
    def expected(self) -> dict[StreamId, tuple[Stored, ...]]:
        """What is in it, by stream."""
        return {stream_id_of(name): stored for name, stored in self.streams.items()}


@dataclass(frozen=True)
class Place:
    """Where stores are made for a test."""

    request: pytest.FixtureRequest
    folder: Path

    def make(self, database: str, *statements: str) -> str:
        """The path or URL of a new database after these statements; skips the test where there is no such server."""
        if database == "sqlite":
            path = self.folder / f"store-{len([*self.folder.iterdir()])}.db"
            run_in_file(path, *statements)
            return str(path)
        server: Server = self.request.getfixturevalue(database)
        return server.new_database(*statements)


def run_in_file(path: Path, *statements: str) -> None:
    """Run statements in a SQLite file."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


@contextmanager
def opened(target: str, layout: str | None = None) -> Iterator[Store]:
    """The store at a path or URL, closed at the end."""
    with closing(open_store(target, layout=layout)) as store:
        yield store


def insert(table: str, /, *, database: str = "postgresql", **values: Any) -> str:
    """The statement that puts a row into a table; what is neither text nor number is put as JSON."""
    quote = "`" if database == "mariadb" else '"'
    names = ", ".join(f"{quote}{name}{quote}" for name in values)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join(_literal(value, database) for value in values.values())})"


def at(minutes: int) -> str:
    """A time some minutes after naught, in UTC, as a text without a zone."""
    return moment(minutes).strftime("%Y-%m-%d %H:%M:%S.%f")


def moment(minutes: int) -> datetime:
    """The same as a point in time; each minute has a microsecond more."""
    return datetime.fromtimestamp(NAUGHT.timestamp() + 60 * minutes, UTC).replace(microsecond=minutes)


def stream_id_of(name: str) -> StreamId:
    """The stream that `TYPE/ID` names; after `//` is an id whose type has a slash."""
    type_, two, id_ = name.partition("//")
    return StreamId(type_, id_) if two else stream_id(name)


def _literal(value: Any, database: str) -> str:
    match value:
        case None:
            return "NULL"
        case bool():
            return "TRUE" if value else "FALSE"
        case int():
            return str(value)
        case bytes():
            return f"'\\x{value.hex()}'" if database == "postgresql" else f"x'{value.hex()}'"
        case str():
            text = value.replace("'", "''")
            return f"'{text.replace(chr(92), chr(92) * 2) if database == 'mariadb' else text}'"
    return _literal(json.dumps(value, ensure_ascii=False), database)
