"""The tables and views of a database as they are there: their names, their columns, and what each column holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, column, inspect, literal_column, select, table, text
from sqlalchemy.exc import DBAPIError

from leftfold.store.faults import lacks


class Kind(StrEnum):
    """What a column holds, as far as statements need to know it."""

    ANY = "any"
    """Whatever was put there, as in SQLite; or a type of no importance here."""
    TEXT = "text"
    JSON = "json"
    """Text that the database itself knows to be JSON."""
    PADDED = "padded"
    """Text of a fixed length, filled up with spaces."""
    BYTES = "bytes"
    LARGE_OBJECT = "large object"
    """The number of what PostgreSQL keeps elsewhere."""
    UUID = "uuid"
    NUMBER = "number"
    MOMENT = "moment"
    """A date and time; without a zone it is in UTC."""
    TRUTH = "truth"


@dataclass(frozen=True, slots=True)
class PhysicalColumn:
    """A column as it is there."""

    name: str
    kind: Kind = Kind.ANY


@dataclass(frozen=True, slots=True)
class Table:
    """A table or view as it is there."""

    name: str
    columns: Mapping[str, PhysicalColumn]
    """By their names in lower case, since databases do not tell them apart."""
    schema: str = ""
    """Empty where the database has none, and for the one that is looked in first."""
    is_view: bool = False
    indexes: str = ""
    """How the database tells of its indexes over what is no plain column."""

    @property
    def full_name(self) -> str:
        """The name with that of the schema, where one is needed."""
        return f"{self.schema}.{self.name}" if self.schema else self.name

    def column(self, name: str) -> PhysicalColumn | None:
        """The column with a name, in any case and however its words are joined: `event_type` or `EventType`."""
        found = self.columns.get(name.lower())
        return found or next((one for own, one in self.columns.items() if joined(own) == joined(name)), None)


def joined(name: str) -> str:
    """A name in lower case with its words joined by nothing."""
    return name.lower().replace("_", "")


def read_tables(connection: Connection) -> tuple[Table, ...]:
    """The tables and views of the database, by name; without those that are parts of others."""
    read = _READERS.get(connection.dialect.name)
    found = read(connection) if read else ()
    return tuple(sorted(found, key=lambda found: (found.schema, found.name)))


def _sqlite_tables(connection: Connection) -> Iterator[Table]:
    inspector = inspect(connection)
    for name in inspector.get_table_names():
        # Only a table that SQLite numbers itself has the row number, and it does not list it.
        yield Table(name, {**_sqlite_columns(connection, name), **_probed(connection, name, column("rowid"))})
    for name in inspector.get_view_names():
        found = _probed(connection, name, literal_column("*"))
        # It tells what a view has of tables that are there; asked of others, it fails.
        yield Table(name, _sqlite_columns(connection, name) if found else found, is_view=True)


def _sqlite_columns(connection: Connection, name: str) -> dict[str, PhysicalColumn]:
    rows = connection.execute(text("SELECT name, type FROM pragma_table_xinfo(:name)"), {"name": name})
    return _by_name(PhysicalColumn(column, _sqlite_kind(declared)) for column, declared in rows)


def _sqlite_kind(declared: str) -> Kind:
    return Kind.BYTES if "BLOB" in declared.upper() or "BINARY" in declared.upper() else Kind.ANY


def _probed(connection: Connection, name: str, asked: ColumnElement[Any]) -> dict[str, PhysicalColumn]:
    try:
        rows = connection.execute(select(asked).select_from(table(name)).limit(0))
    except DBAPIError as error:
        # A column that is not there, or a view of tables that are no more.
        if lacks(error):
            return {}
        raise
    return _by_name(map(PhysicalColumn, rows.keys()))


def _by_name(columns: Iterable[PhysicalColumn]) -> dict[str, PhysicalColumn]:
    return {column.name.lower(): column for column in columns}


_POSTGRESQL: Final = """
SELECT CASE WHEN pg_table_is_visible(c.oid) THEN '' ELSE n.nspname END, c.relname, c.relkind IN ('v', 'm'),
       coalesce(i.told, ''), a.attname, format_type(a.atttypid, NULL)
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN (
    SELECT indrelid, string_agg(pg_get_indexdef(indexrelid), ' ') AS told
    FROM pg_index WHERE indexprs IS NOT NULL GROUP BY indrelid
) i ON i.indrelid = c.oid
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
  AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
ORDER BY 1, 2, a.attnum
"""
_MYSQL: Final = """
SELECT '', c.table_name, t.table_type LIKE '%VIEW', '', c.column_name, c.column_type
FROM information_schema.columns c
JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
WHERE c.table_schema = DATABASE()
ORDER BY 2, c.ordinal_position
"""


def _listed(statement: str, kind: Callable[[str], Kind]) -> Callable[[Connection], Iterator[Table]]:
    def tables(connection: Connection) -> Iterator[Table]:
        rows = connection.exec_driver_sql(statement.replace("%", "%%")).all()
        for (schema, name, is_view, indexes), columns in groupby(rows, lambda row: (*row[:2], bool(row[2]), row[3])):
            there = _by_name(PhysicalColumn(column, kind(type_)) for *_table, column, type_ in columns)
            yield Table(name, there, schema, is_view, indexes)

    return tables


def _kind_of(names: Mapping[str, Kind]) -> Callable[[str], Kind]:
    """Tells a kind by the longest of the names that a type's name begins with."""
    by_length = sorted(names.items(), key=lambda item: -len(item[0]))

    def kind(type_: str) -> Kind:
        return next((found for name, found in by_length if type_.lower().startswith(name)), Kind.ANY)

    return kind


_POSTGRESQL_KINDS: Final = {
    "text": Kind.TEXT,
    "character varying": Kind.TEXT,
    "character": Kind.PADDED,
    "json": Kind.JSON,
    "bytea": Kind.BYTES,
    "oid": Kind.LARGE_OBJECT,
    "uuid": Kind.UUID,
    "smallint": Kind.NUMBER,
    "integer": Kind.NUMBER,
    "bigint": Kind.NUMBER,
    "numeric": Kind.NUMBER,
    "timestamp": Kind.MOMENT,
    "date": Kind.MOMENT,
    "boolean": Kind.TRUTH,
}
_MYSQL_KINDS: Final = {
    "char": Kind.TEXT,
    "varchar": Kind.TEXT,
    "tinytext": Kind.TEXT,
    "mediumtext": Kind.TEXT,
    "longtext": Kind.TEXT,
    "text": Kind.TEXT,
    "json": Kind.TEXT,
    "binary": Kind.BYTES,
    "varbinary": Kind.BYTES,
    "tinyblob": Kind.BYTES,
    "blob": Kind.BYTES,
    "mediumblob": Kind.BYTES,
    "longblob": Kind.BYTES,
    "uuid": Kind.UUID,
    "tinyint(1)": Kind.TRUTH,
    "tinyint": Kind.NUMBER,
    "smallint": Kind.NUMBER,
    "mediumint": Kind.NUMBER,
    "int": Kind.NUMBER,
    "bigint": Kind.NUMBER,
    "decimal": Kind.NUMBER,
    "datetime": Kind.MOMENT,
    "timestamp": Kind.MOMENT,
}
_READERS: Final[Mapping[str, Callable[[Connection], Iterable[Table]]]] = {
    "sqlite": _sqlite_tables,
    "postgresql": _listed(_POSTGRESQL, _kind_of(_POSTGRESQL_KINDS)),
    "mysql": _listed(_MYSQL, _kind_of(_MYSQL_KINDS)),
    "mariadb": _listed(_MYSQL, _kind_of(_MYSQL_KINDS)),
}
