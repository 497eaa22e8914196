"""What came to a store of Leftfold's own layout since it was looked at, so that only that is worked out anew.

Its events and deletions are only ever added, which the database itself sees to. So one that still has those that it
had, and so many more as lie behind them, differs in nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Table, Text, cast, func, select
from sqlalchemy.exc import DBAPIError

from leftfold.model.stream import StreamId
from leftfold.store.database import Database
from leftfold.store.native import DELETIONS, EVENTS, keeps_events


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a store had come: its last event and deletion, how many of each, and a digest of those two."""

    position: int
    events: int
    deletion: int
    deletions: int
    digest: str


class Growth:
    """Tells how far one store has come."""

    def __init__(self, database: Database, schema: str, *, native: bool) -> None:
        self._database = database
        self._schema = schema
        self._native = native

    def mark(self) -> Mark | None:
        """How far the store has come; None where an event could be edited and nothing would tell."""
        if not self._native:
            return None
        with self._database.connect() as connection:
            try:
                return _mark(connection) if keeps_events(connection, self._schema) else None
            except DBAPIError:
                # A name that is no text, or a database that is slow: all is worked out anew.
                return None

    def since(self, before: Mark, now: Mark) -> tuple[StreamId, ...] | None:
        """The streams that differ from what they were at a mark; None where the store is another one."""
        with self._database.connect() as connection:
            try:
                return _since(connection, before, now)
            except DBAPIError:
                return None


def _mark(connection: Connection) -> Mark:
    counted = [
        select(what).scalar_subquery()
        for key in (EVENTS.c.position, DELETIONS.c.id)
        for what in (func.coalesce(func.max(key), 0), func.count(key))
    ]
    # In one statement, so that all of it is of one moment.
    position, events, deletion, deletions = map(int, connection.execute(select(*counted)).one())
    return Mark(position, events, deletion, deletions, _digest(connection, position, deletion))


def _since(connection: Connection, before: Mark, now: Mark) -> tuple[StreamId, ...] | None:
    if _digest(connection, before.position, before.deletion) != before.digest:
        return None
    later_events = EVENTS.c.position.between(before.position + 1, now.position)
    later_deletions = DELETIONS.c.id.between(before.deletion + 1, now.deletion)
    added = [
        int(connection.execute(select(func.count()).where(later)).scalar_one())
        for later in (later_events, later_deletions)
    ]
    if (before.events + added[0], before.deletions + added[1]) != (now.events, now.deletions):
        return None
    of = select(EVENTS.c.aggregate_type, EVENTS.c.aggregate_id)
    told = of.where(EVENTS.c.position.in_(select(DELETIONS.c.position).where(later_deletions)))
    return _streams(connection.execute(of.where(later_events).union(told)).all())


def _streams(rows: Iterable[Any]) -> tuple[StreamId, ...]:
    return tuple(sorted(StreamId(type_, id_) for type_, id_ in rows))


def _digest(connection: Connection, position: int, deletion: int) -> str:
    rows = [_row(connection, table, number) for table, number in ((EVENTS, position), (DELETIONS, deletion))]
    return sha256(repr(rows).encode(errors="surrogateescape")).hexdigest()


def _row(connection: Connection, table: Table, number: int) -> list[str]:
    (key,) = table.primary_key.columns
    columns = [cast(column, Text) for column in table.columns]
    return [str(value) for row in connection.execute(select(*columns).where(key == number)) for value in row]
