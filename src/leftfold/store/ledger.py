"""Soft deletion in the native store: an append-only table in which the latest row about an event decides."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Text, bindparam, cast, func, not_, select

from leftfold.store.native import DELETIONS, EVENTS
from leftfold.store.statements import Key


def deleted_positions(connection: Connection, first: int, last: int) -> frozenset[int]:
    """The positions from `first` to `last` whose events are soft-deleted."""
    return frozenset(connection.scalars(_DELETED_BETWEEN, {"first": first, "last": last}))


def all_deleted_positions(connection: Connection) -> frozenset[int]:
    """The positions of all events that are soft-deleted."""
    return frozenset(connection.scalars(_latest_deletes()))


def deleted_versions(connection: Connection, of_stream: ColumnElement[bool]) -> frozenset[int]:
    """The versions of a stream's events that are soft-deleted."""
    deleted = select(EVENTS.c.version).where(of_stream, EVENTS.c.position.in_(_latest_deletes()))
    return frozenset(connection.scalars(deleted))


def stream_deletions(connection: Connection, key: Key) -> frozenset[int]:
    """The versions of the soft-deleted events of the stream that is bound so; costs by the deletions of the store."""
    if connection.dialect.name != "sqlite":
        # It knows how many of each there are, and looks into one part of the events alone.
        of_stream = (EVENTS.c.aggregate_type == key["type"]) & (EVENTS.c.aggregate_id == key["id"])
        return deleted_versions(connection, of_stream)
    return frozenset(connection.scalars(_DELETED_OF_STREAM, key))


def live_events() -> ColumnElement[bool]:
    """Whether an event of the events table counts, not being soft-deleted."""
    return EVENTS.c.position.not_in(_latest_deletes())


def count_deleted(connection: Connection) -> int:
    """How many events of the store are soft-deleted."""
    return connection.execute(select(func.count()).select_from(_latest_deletes().subquery())).scalar_one()


def _latest_deletes() -> Select[Any]:
    later = DELETIONS.alias("later")
    superseded = select(later.c.id).where(later.c.position == DELETIONS.c.position, later.c.id > DELETIONS.c.id)
    return select(DELETIONS.c.position).where(DELETIONS.c.action == "delete", not_(superseded.exists()))


_DELETED_BETWEEN = _latest_deletes().where(DELETIONS.c.position.between(bindparam("first"), bindparam("last")))
_DELETED_OF_STREAM = select(EVENTS.c.version).where(
    EVENTS.c.position.in_(_latest_deletes()),
    # Hidden from the index over the streams: by it, each event of a long stream would be looked at.
    func.coalesce(EVENTS.c.aggregate_type, "") == cast(bindparam("type"), Text),
    func.coalesce(EVENTS.c.aggregate_id, "") == cast(bindparam("id"), Text),
)
