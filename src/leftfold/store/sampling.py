"""Some rows of a table of which nothing is known yet: enough to tell what its columns hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, column, func, null, select
from sqlalchemy import table as table_named

from leftfold.store.codec import read_number, read_text
from leftfold.store.database import Database
from leftfold.store.dialects import Dialect
from leftfold.store.tables import Kind, PhysicalColumn, Table

Value: TypeAlias = str | bytes | int | float | bool | UUID
"""A value of a column; times that the database knows to be such are texts in ISO 8601."""

ROWS: Final = 50
"""Rows that are looked at: a few streams of events, and read in no time from a table of any size."""
BYTES: Final = 65_536
"""Bytes of a value that are looked at: nearly any payload whole, and of a huge one its beginning."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Some rows of a table, column by column; None where there is NULL."""

    columns: Mapping[str, tuple[Value | None, ...]]

    @property
    def count(self) -> int:
        """How many rows there are."""
        return max(map(len, self.columns.values()), default=0)

    def values(self, name: str) -> tuple[Value, ...]:
        """What is in a column, without NULL."""
        return tuple(value for value in self.columns.get(name, ()) if value is not None)

    def has_null(self, name: str) -> bool:
        """Whether NULL is in a column."""
        return None in self.columns.get(name, ())

    def pairs(self, one: str, other: str) -> list[tuple[Value | None, Value | None]]:
        """What is in two columns, row by row."""
        return list(zip(self.columns[one], self.columns[other], strict=True))


def read_sample(database: Database, table: Table, check: Callable[[], None]) -> Sample:
    """Some rows of a table; `check` is called meanwhile, and may raise `Cancelled`. Raises `StoreFailed`."""
    words = Dialect(database.engine.dialect.name)
    columns = list(table.columns.values())
    asked = [expression for one in columns for expression in _asked(words, one)]
    source = table_named(table.name, *(column(one.name) for one in columns), schema=table.schema or None)
    rows = database.awaited_rows(select(*asked).select_from(source).limit(ROWS), check)
    return Sample(
        {one.name: tuple(_read(one, *row[2 * at : 2 * at + 2]) for row in rows) for at, one in enumerate(columns)}
    )


def _asked(words: Dialect, here: PhysicalColumn) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """What a value is, where only the value itself tells, and its bytes."""
    value: ColumnElement[Any] = column(here.name)
    kind: ColumnElement[Any] = func.typeof(value) if words.is_sqlite else null()
    return kind, func.substr(words.stored(value, here.kind), 1, BYTES)


def _read(here: PhysicalColumn, kind: str | None, raw: bytes | None) -> Value | None:
    read = _OTHERS.get(here.kind, read_text) if kind is None else _SQLITE.get(kind, read_text)
    return None if raw is None else read(bytes(raw))


def _truth(raw: bytes) -> Value:
    return raw in (b"1", b"t", b"true")


def _uuid(raw: bytes) -> Value:
    return UUID(raw.decode())


def _padded(raw: bytes) -> Value:
    return read_text(raw).rstrip(" ")


_SQLITE: Final[Mapping[str, Callable[[bytes], Value]]] = {"integer": int, "real": float, "blob": bytes}
"""By what SQLite says that a value is."""
_OTHERS: Final[Mapping[Kind, Callable[[bytes], Value]]] = {
    Kind.BYTES: bytes,
    Kind.LARGE_OBJECT: bytes,
    Kind.NUMBER: read_number,
    Kind.TRUTH: _truth,
    Kind.UUID: _uuid,
    Kind.PADDED: _padded,
    Kind.ANY: read_number,
}
"""By what a column holds; a number of a kind that is of no importance elsewhere is told by its text."""
