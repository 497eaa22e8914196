"""The indexes of a table: they tell what no two rows have alike, and what can be sought without a scan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Connection, text

_EXPRESSION: Final = "(expression)"
"""Stands for what is no column, and so for none that is asked for."""

_SQLITE: Final = """
SELECT list.name, info.name, list."unique"
FROM pragma_index_list(:name) AS list JOIN pragma_index_info(list.name) AS info
WHERE NOT list.partial
ORDER BY list.name, info.seqno
"""
_POSTGRESQL: Final = """
SELECT i.indexrelid, a.attname, i.indisunique AND i.indimmediate
FROM pg_index i
JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL generate_series(0, i.indnkeyatts - 1) AS place
LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[place] AND a.attnum > 0
WHERE c.relname = :name AND CASE WHEN :schema = '' THEN pg_table_is_visible(c.oid) ELSE n.nspname = :schema END
  AND i.indisvalid AND i.indpred IS NULL
ORDER BY 1, place
"""
_MYSQL: Final = """
SELECT index_name, column_name, NOT non_unique
FROM information_schema.statistics
WHERE table_schema = DATABASE() AND table_name = :name
ORDER BY 1, seq_in_index
"""
_ASKED: Final = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL, "mysql": _MYSQL, "mariadb": _MYSQL}


@dataclass(frozen=True, slots=True)
class Index:
    """An index over all rows of a table."""

    columns: tuple[str, ...]
    """In their order, in lower case."""
    is_unique: bool
    """Whether no two rows have all of them alike."""


def indexes(connection: Connection, table: str, schema: str = "") -> tuple[Index, ...]:
    """The indexes of a table, without those of a part of its rows; none of a view, or where they cannot be told."""
    asked = _ASKED.get(connection.dialect.name)
    if asked is None:
        return ()
    bound = {"name": table, "schema": schema} if ":schema" in asked else {"name": table}
    rows = connection.execute(text(asked), bound).all()
    return tuple(_index(list(columns)) for _name, columns in groupby(rows, lambda row: row[0]))


def _index(rows: Iterable[Any]) -> Index:
    columns, unique = zip(*((column or _EXPRESSION, unique) for _name, column, unique in rows), strict=True)
    return Index(tuple(column.lower() for column in columns), all(unique))
