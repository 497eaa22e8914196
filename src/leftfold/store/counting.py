"""How much a store holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, func, null, select

from leftfold.store.database import Database
from leftfold.store.ledger import count_deleted
from leftfold.store.statements import Statements


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a store holds."""

    events: int
    aggregates: int
    soft_deleted: int
    snapshots: int
    last_position: int | None
    """The place of the newest event; None where there is no event, or no order of the store."""


def counts_of(database: Database, here: Statements, aggregates: int, *, ledger: bool) -> Counts:
    """How much a store of so many aggregates holds; each event is visited."""
    with database.connect() as connection:
        events, last_position, marked = connection.execute(_facts(here)).one()
        deleted = count_deleted(connection) if ledger else int(marked or 0)
        snapshots = 0 if here.snapshots is None else connection.execute(here.snapshots.count).scalar_one()
    return Counts(events, aggregates, deleted, snapshots, last_position if here.positioned else None)


def _facts(here: Statements) -> Select[Any]:
    """The row of count of events, last position and how many events the library's readers pass over."""
    marked = null() if here.deletions is None else func.sum(case((here.source.deleted, 1), else_=0))
    return select(func.count(), func.max(here.position), marked).select_from(here.events)
