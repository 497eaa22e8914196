"""Snapshots that an edit makes stale: what they were folded from does not count any more, or counts again."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import Connection, delete, select

from leftfold.model.errors import StoreFailed
from leftfold.model.json import Json
from leftfold.model.stream import StreamId
from leftfold.store.dialects import Dialect
from leftfold.store.native import SNAPSHOTS
from leftfold.store.tables import Kind


def drop_snapshots(connection: Connection, stream: StreamId, first: int) -> list[Json]:
    """Take away the stream's snapshots from a version on; gives for the audit which, with the hashes of their states.

    They are taken away and not marked: an application reads the table as it is, and folds from the start where it has
    no snapshot. What they held follows from the events.
    """
    stale = (
        (SNAPSHOTS.c.aggregate_type == stream.type)
        & (SNAPSHOTS.c.aggregate_id == stream.id)
        & (SNAPSHOTS.c.version >= first)
    )
    state = Dialect(connection.dialect.name).stored(SNAPSHOTS.c.state, Kind.TEXT)
    found = connection.execute(select(SNAPSHOTS.c.version, state).where(stale).order_by(SNAPSHOTS.c.version)).all()
    if found and connection.execute(delete(SNAPSHOTS).where(stale)).rowcount != len(found):
        raise StoreFailed(f"The database did not let go of a snapshot of {stream} that is stale; nothing was changed.")
    return [
        {"edit": "drop-snapshot", "version": version, "sha256": sha256(stored or b"").hexdigest()}
        for version, stored in found
    ]
