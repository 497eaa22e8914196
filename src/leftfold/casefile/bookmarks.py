"""Bookmarks with notes: kept beside the stores, in a small database of the user's own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from leftfold.model.errors import StoreFailed
from leftfold.model.stream import StreamId
from leftfold.model.times import time_text
from leftfold.person import user_folder

_TABLE: Final = """CREATE TABLE IF NOT EXISTS bookmarks (
    store TEXT NOT NULL, aggregate_type TEXT NOT NULL, aggregate_id TEXT NOT NULL, version INTEGER NOT NULL,
    note TEXT NOT NULL, made_at TEXT NOT NULL,
    PRIMARY KEY (store, aggregate_type, aggregate_id, version)) WITHOUT ROWID"""
_OF: Final = "store = ? AND aggregate_type = ? AND aggregate_id = ?"


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An event that a person marked."""

    version: int
    note: str
    """What the person wrote; may be empty."""
    made_at: str
    """When, in ISO 8601 UTC."""


def bookmarks_file() -> Path:
    """The database of the current user's bookmarks."""
    return user_folder() / "bookmarks.sqlite"


@dataclass(frozen=True, slots=True)
class Bookmarks:
    """The bookmarks in a file, which is made with the first of them. Each call may raise `StoreFailed`."""

    file: Path

    def of(self, place: str, stream: StreamId) -> tuple[Bookmark, ...]:
        """Those of one aggregate of the store at a place, by version."""
        if not self.file.exists():
            return ()
        with self._opened() as connection:
            columns = f"SELECT version, note, made_at FROM bookmarks WHERE {_OF} ORDER BY version"
            return tuple(Bookmark(*row) for row in connection.execute(columns, (place, stream.type, stream.id)))

    def put(self, place: str, stream: StreamId, version: int, note: str) -> None:
        """Mark an event, or write another note on it."""
        row = (place, stream.type, stream.id, version, note, time_text(datetime.now(UTC)))
        with self._opened() as connection:
            connection.execute("INSERT OR REPLACE INTO bookmarks VALUES (?, ?, ?, ?, ?, ?)", row)

    def drop(self, place: str, stream: StreamId, version: int) -> None:
        """Mark an event no more."""
        with self._opened() as connection:
            connection.execute(
                f"DELETE FROM bookmarks WHERE {_OF} AND version = ?", (place, stream.type, stream.id, version)
            )

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.file)) as connection, connection:
                connection.execute(_TABLE)
                yield connection
        except (OSError, sqlite3.Error) as error:
            raise StoreFailed(f"The bookmarks in {self.file} cannot be used: {error}.") from error
