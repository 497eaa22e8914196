"""The tables of Leftfold's own layout, and the rules its database enforces whoever writes to it."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

_SCHEMA: Final = MetaData()

EVENTS: Final = Table(
    "events",
    _SCHEMA,
    Column("position", Integer, primary_key=True),
    Column("aggregate_type", Text, nullable=False),
    Column("aggregate_id", Text, nullable=False),
    Column("version", Integer, CheckConstraint("version >= 1"), nullable=False),
    Column("event_type", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("metadata", Text),
    Column("recorded_at", Text, nullable=False),
    UniqueConstraint("aggregate_type", "aggregate_id", "version"),
    sqlite_autoincrement=True,
)

DELETIONS: Final = Table(
    "deletions",
    _SCHEMA,
    Column("id", Integer, primary_key=True),
    Column("position", Integer, ForeignKey("events.position"), nullable=False),
    Column("action", Text, CheckConstraint("action IN ('delete', 'restore')"), nullable=False),
    Column("at", Text, nullable=False),
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
    Column("version", Integer, primary_key=True),
    Column("state", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
)

AUDIT: Final = Table(
    "audit",
    _SCHEMA,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("ticket", Text, nullable=False),
    Column("tool", Text, nullable=False),
    Column("aggregate_type", Text),
    Column("aggregate_id", Text),
    Column("base_version", Integer),
    Column("version", Integer),
    Column("edits", Text, nullable=False),
    Index("audit_of_stream", "aggregate_type", "aggregate_id"),
    sqlite_autoincrement=True,
)

_LIVE_EVENTS = """
CREATE VIEW live_events AS SELECT * FROM events WHERE NOT EXISTS (
    SELECT 1 FROM deletions WHERE deletions.position = events.position AND deletions.action = 'delete'
    AND NOT EXISTS (SELECT 1 FROM deletions AS later
                    WHERE later.position = deletions.position AND later.id > deletions.id))
"""

_APPEND_ONLY = {
    "events": "a stored event is never edited or deleted",
    "deletions": "a deletion is never edited or deleted; restore the event instead",
    "audit": "the audit is never edited or deleted",
}


def create_schema(connection: Connection) -> None:
    """Make the tables, the view of the events that count, and on SQLite the triggers that keep history as it is."""
    _SCHEMA.create_all(connection, checkfirst=False)
    connection.exec_driver_sql(_LIVE_EVENTS)
    if connection.dialect.name == "sqlite":
        for table, refusal in _APPEND_ONLY.items():
            for change in ("update", "delete"):
                connection.exec_driver_sql(
                    f"CREATE TRIGGER {table}_never_{change} BEFORE {change} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
                )


def keeps_events(connection: Connection) -> bool:
    """Whether the database itself refuses that a stored event or a deletion is edited or deleted."""
    if connection.dialect.name != "sqlite":
        return False
    wanted = {f"{table}_never_{change}" for table in ("events", "deletions") for change in ("update", "delete")}
    found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    return wanted <= set(found.scalars())
