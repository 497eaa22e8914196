"""The tables of Leftfold's own layout, and the rules its database enforces whoever writes to it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import (
    TIMESTAMP,
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeEngine
from typing_extensions import override

from leftfold.model.times import time_text


class UtcTime(TypeDecorator[str]):
    """A time as Leftfold writes it: a text in SQLite, a point in time in PostgreSQL, which knows what that is."""

    impl = Text
    cache_ok = True

    @override
    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        """What the column is in a kind of database."""
        return dialect.type_descriptor(TIMESTAMP(timezone=True) if _is_server(dialect) else Text())  # type: ignore[arg-type]

    @override
    def process_bind_param(self, value: str | None, dialect: Dialect) -> object:
        """The text as the database takes it."""
        return datetime.fromisoformat(value) if value and _is_server(dialect) else value

    @override
    def process_result_value(self, value: object, dialect: Dialect) -> str | None:
        """What the database has, as a text again."""
        return (
            time_text(value.astimezone(UTC)) if isinstance(value, datetime) else None if value is None else str(value)
        )


def _is_server(dialect: Dialect) -> bool:
    return dialect.name != "sqlite"


_NUMBER: Final = BigInteger().with_variant(Integer(), "sqlite")
"""In SQLite a column that numbers its rows has to be called just so."""
_SCHEMA: Final = MetaData()

EVENTS: Final = Table(
    "events",
    _SCHEMA,
    Column("position", _NUMBER, primary_key=True),
    Column("aggregate_type", Text, nullable=False),
    Column("aggregate_id", Text, nullable=False),
    Column("version", _NUMBER, CheckConstraint("version >= 1"), nullable=False),
    Column("event_type", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("metadata", Text),
    Column("recorded_at", UtcTime, nullable=False),
    UniqueConstraint("aggregate_type", "aggregate_id", "version"),
    sqlite_autoincrement=True,
)

DELETIONS: Final = Table(
    "deletions",
    _SCHEMA,
    Column("id", _NUMBER, primary_key=True),
    Column("position", _NUMBER, ForeignKey("events.position"), nullable=False),
    Column("action", Text, CheckConstraint("action IN ('delete', 'restore')"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Index("deletions_of_event", "position", "id"),
    sqlite_autoincrement=True,
)

SNAPSHOTS: Final = Table(
    "snapshots",
    _SCHEMA,
    Column("aggregate_type", Text, primary_key=True),
    Column("aggregate_id", Text, primary_key=True),
    Column("version", _NUMBER, primary_key=True),
    Column("state", Text, nullable=False),
    Column("recorded_at", UtcTime, nullable=False),
)

CHAIN: Final = tuple(Column(name, Text) for name in ("domain", "state_before", "state_after", "previous", "hash"))
"""The columns of the audit that stores made by Leftfold 0.1 came without; they are added when one is unlocked."""

AUDIT: Final = Table(
    "audit",
    _SCHEMA,
    Column("id", _NUMBER, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("ticket", Text, nullable=False),
    Column("tool", Text, nullable=False),
    Column("aggregate_type", Text),
    Column("aggregate_id", Text),
    Column("base_version", _NUMBER),
    Column("version", _NUMBER),
    Column("edits", Text, nullable=False),
    *CHAIN,
    Index("audit_of_stream", "aggregate_type", "aggregate_id"),
    sqlite_autoincrement=True,
)

LIVE_EVENTS: Final = """
CREATE VIEW live_events AS SELECT * FROM events WHERE NOT EXISTS (
    SELECT 1 FROM deletions WHERE deletions.position = events.position AND deletions.action = 'delete'
    AND NOT EXISTS (SELECT 1 FROM deletions AS later
                    WHERE later.position = deletions.position AND later.id > deletions.id))
"""

APPEND_ONLY: Final = {
    "events": "a stored event is never edited or deleted",
    "deletions": "a deletion is never edited or deleted; restore the event instead",
    "audit": "the audit is never edited or deleted",
}
"""By table, what its triggers say to whoever changes a row of it."""


def create_schema(connection: Connection) -> None:
    """Make the tables in SQLite, the view of the events that count, and the triggers that keep history as it is."""
    _SCHEMA.create_all(connection, checkfirst=False)
    connection.exec_driver_sql(LIVE_EVENTS)
    for table, refusal in APPEND_ONLY.items():
        for change in ("update", "delete"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER {table}_never_{change} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
            )


def keeps_events(connection: Connection, schema: str = "") -> bool:
    """Whether the database itself refuses that a stored event or a deletion is edited or deleted."""
    wanted = {f"{table}_never_{change}" for table in ("events", "deletions") for change in ("update", "delete")}
    return wanted <= set(connection.scalars(text(_TRIGGERS[connection.dialect.name]), {"schema": schema}))


_TRIGGERS: Final = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND :schema = ''",
    "postgresql": """
        SELECT t.tgname FROM pg_trigger t
        JOIN pg_class c ON c.oid = t.tgrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relname IN ('events', 'deletions') AND t.tgenabled IN ('O', 'A')
          AND CASE WHEN :schema = '' THEN pg_table_is_visible(c.oid) ELSE n.nspname = :schema END
    """,
}
