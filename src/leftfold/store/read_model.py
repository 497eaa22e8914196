"""A read model: a table that an application fills from the events, read to be compared with what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, column, literal, select, table

from leftfold.model.errors import CannotOpen
from leftfold.model.json import Json
from leftfold.model.paths import Path
from leftfold.model.times import time_text
from leftfold.store.codec import read_json
from leftfold.store.database import Database
from leftfold.store.database_file import Access
from leftfold.store.dialects import Dialect
from leftfold.store.tables import Kind, Table, read_tables
from leftfold.store.target import check_file, target_of

Row: TypeAlias = Mapping[str, Json]
"""What a row has, by column."""

MOST: Final = 500
"""Rows asked for at once: fewer than any database binds values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadModel:
    """How a table tells of aggregates: one row each."""

    table: str
    type: str
    """The type of the aggregates."""
    key: str
    """The column that has an aggregate's id."""
    columns: tuple[tuple[str, Path], ...]
    """Columns that are compared, each with the path of the same value in the state."""
    store: str = ""
    """The path or URL of the database that it is in; empty for that of the events."""


class ReadModelReader:
    """Reads the rows of one read model."""

    def __init__(self, database: Database, model: ReadModel) -> None:
        self._database = database
        self._model = model
        with database.connect(failing=CannotOpen) as connection:
            found = next((one for one in read_tables(connection) if model.table in (one.name, one.full_name)), None)
        if found is None:
            raise CannotOpen(f"{database.name} has no table {model.table}, which the map names.")
        wanted = (model.key, *(name for name, _path in model.columns))
        self._names = {name: _column(found, name) for name in wanted}
        self._kind = found.columns[self._names[model.key].lower()].kind
        self._words = Dialect(database.engine.dialect.name)
        self._table = table(found.name, *map(column, self._names.values()), schema=found.schema or None)

    def rows(self, ids: Sequence[str]) -> dict[str, Row]:
        """The rows of these aggregates, at most `MOST` of them, by their ids; those that there are."""
        key = self._table.c[self._names[self._model.key]]
        bound = [self._words.given(value, self._kind) for value in self._bound(ids)]
        if not bound:
            return {}
        names = [name for name, _path in self._model.columns]
        asked = select(key, *(self._table.c[self._names[name]] for name in names)).where(key.in_(bound))
        found = self._database.rows(asked)
        return {str(id_): dict(zip(names, map(_json, values), strict=True)) for id_, *values in found}

    def _bound(self, ids: Sequence[str]) -> Iterator[ColumnElement[Any]]:
        for id_ in ids:
            if self._kind is not Kind.NUMBER:
                yield literal(id_)
            elif id_.lstrip("-").isdecimal():
                yield literal(int(id_))


@contextmanager
def read_model_reader(target: str, model: ReadModel) -> Iterator[ReadModelReader]:
    """What reads a read model beside the events at a path or URL, or where it says. Raises `CannotOpen`."""
    found = target_of(model.store or target)
    check_file(found, write=False)
    database = Database(found, Access.READ)
    try:
        yield ReadModelReader(database, model)
    finally:
        database.close()


def _column(found: Table, name: str) -> str:
    own = found.columns.get(name.lower())
    if own is None:
        there = ", ".join(one.name for one in found.columns.values())
        raise CannotOpen(f"The table {found.full_name} has no column {name}, which the map names; it has {there}.")
    return own.name


def _json(value: object) -> Json:
    """A value as the driver gives it, as it would stand in a state."""
    match value:
        case None | bool() | int() | float() | str() | list() | dict():
            return value
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case datetime():
            return time_text(value)
        case bytes():
            document = read_json(value)
            return document if isinstance(document, (dict, list)) else value.hex()
        case _:
            return str(value)
