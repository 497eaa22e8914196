"""The rules that a store of Leftfold's own layout keeps itself: a table to which is only added; its latest row decides.

The table is made when rules are first set, so that a store without it has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, func, insert, inspect, select, text

from leftfold.model.edits import Because
from leftfold.model.errors import Refused
from leftfold.model.json import compact
from leftfold.model.rules import Rules
from leftfold.model.times import time_text
from leftfold.store.audit import record
from leftfold.store.codec import read_json
from leftfold.store.database import Database
from leftfold.store.native import UtcTime
from leftfold.store.native_postgresql import keep_server_table
from leftfold.store.numbering import take_turn
from leftfold.store.rule_documents import read_rules, rules_document
from leftfold.store.section import Section

_RULES: Final = Table(
    "rules",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("rules", Text, nullable=False),
)
_KEPT: Final = "rules are never edited or deleted; set others instead"
"""What the table's triggers say to whoever changes a row of it."""


@dataclass(frozen=True, slots=True)
class StoredRules:
    """Rules that a store was given."""

    rules: Rules
    at: str
    author: str
    reason: str


def latest_rules(connection: Connection, schema: str) -> StoredRules | None:
    """The rules that a store has now; None where it never had any. Raises `CannotOpen` for what is not understood."""
    if not _is_there(connection, schema):
        return None
    latest = select(_RULES).order_by(_RULES.c.id.desc()).limit(1)
    row = connection.execute(latest).mappings().one_or_none()
    if row is None:
        return None
    found = read_json(row["rules"].encode())
    section = Section("What it says in its table rules", found if isinstance(found, dict) else {})
    rules = read_rules(section)
    section.finish()
    return StoredRules(rules, row["at"], row["author"], row["reason"])


def set_rules(database: Database, schema: str, rules: Rules, because: Because) -> None:
    """Have the store demand these rules from now on, and tell the audit."""
    with database.transaction() as connection:
        take_turn(connection)
        if not _is_there(connection, schema):
            _make(connection, schema)
        document = rules_document(rules)
        row = {
            "id": (connection.scalar(select(func.max(_RULES.c.id))) or 0) + 1,
            "at": time_text(datetime.now(UTC)),
            "author": because.author,
            "reason": because.reason,
            "rules": compact(document),
        }
        connection.execute(insert(_RULES).values(**row))
        record(connection, because, [{"edit": "rules", "rules": document}], None)


def _is_there(connection: Connection, schema: str) -> bool:
    """Whether there is such a table; one of the same name that is somebody else's is none."""
    quoted = connection.dialect.identifier_preparer.quote
    name = f"{quoted(schema)}.{_RULES.name}" if schema else _RULES.name
    columns = set(connection.scalars(text(_COLUMNS[connection.dialect.name]), {"name": name}))
    return columns >= {*_RULES.columns.keys()}


# Asked before each write: SQLAlchemy's inspector would ask for much more, and take five times as long.
_COLUMNS: Final = {
    "sqlite": "SELECT name FROM pragma_table_info(:name)",
    "postgresql": "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(:name) AND attnum > 0",
}


def _make(connection: Connection, schema: str) -> None:
    if inspect(connection).has_table(_RULES.name, schema or None):
        raise Refused("The store has a table `rules` that is another's, so that no rules can be kept in it.")
    _RULES.create(connection, checkfirst=False)
    if connection.dialect.name != "sqlite":
        keep_server_table(connection, schema, _RULES.name, _KEPT)
        return
    for change in ("update", "delete"):
        connection.exec_driver_sql(
            f"CREATE TRIGGER rules_never_{change} BEFORE {change} ON rules BEGIN SELECT RAISE(ABORT, '{_KEPT}'); END"
        )
