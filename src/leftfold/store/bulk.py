"""Appending many events at once, as an import does: all of them in one transaction, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, bindparam, func, insert, select

from leftfold.model.edits import Because
from leftfold.model.errors import Refused
from leftfold.model.stream import StreamId
from leftfold.model.times import time_text
from leftfold.store.audit import record
from leftfold.store.database import Database
from leftfold.store.native import EVENTS
from leftfold.store.numbering import NUMBERS, take, take_turn

_BATCH: Final = 5_000
"""Events inserted at once: some 50 ms, so that progress shows, a cancelled import ends and memory stays bounded."""


class NewRow(NamedTuple):
    """One event to append to the end of its stream."""

    stream: StreamId
    type: str
    data: str
    """JSON text, stored as it is."""
    recorded_at: datetime
    metadata: str | None = None
    """JSON text."""


@dataclass(frozen=True, slots=True)
class Appended:
    """What was appended."""

    events: int
    streams: int


def append_rows(
    database: Database, rows: Iterable[NewRow], because: Because, progress: Callable[[int], None]
) -> Appended:
    """Append the rows in their order, or none of them where one fails or `progress`, told how many are in, raises."""
    if not because.reason.strip():
        raise Refused("No reason was given; say why the events are appended.")
    with database.transaction() as connection:
        take_turn(connection)
        last_versions: dict[StreamId, int] = {}
        done, left = 0, iter(rows)
        while batch := [_numbered(connection, row, last_versions) for row in islice(left, _BATCH)]:
            connection.execute(insert(EVENTS), _placed(connection, batch))
            done += len(batch)
            progress(done)
        record(connection, because, [{"edit": "import", "events": done, "streams": len(last_versions)}], None)
    return Appended(done, len(last_versions))


_LAST_VERSION = select(func.max(EVENTS.c.version)).where(
    EVENTS.c.aggregate_type == bindparam("type"), EVENTS.c.aggregate_id == bindparam("id")
)


def _placed(connection: Connection, batch: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with their positions, where the database does not number them itself."""
    first = take(connection, NUMBERS.c.position, len(batch))
    return batch if first is None else [{"position": place, **row} for place, row in enumerate(batch, first)]


def _numbered(connection: Connection, row: NewRow, last_versions: dict[StreamId, int]) -> dict[str, Any]:
    stream = row.stream
    if stream not in last_versions:
        last_versions[stream] = connection.scalar(_LAST_VERSION, {"type": stream.type, "id": stream.id}) or 0
    last_versions[stream] += 1
    return {
        "aggregate_type": stream.type,
        "aggregate_id": stream.id,
        "version": last_versions[stream],
        "event_type": row.type,
        "payload": row.data,
        "metadata": row.metadata,
        "recorded_at": time_text(row.recorded_at),
    }
