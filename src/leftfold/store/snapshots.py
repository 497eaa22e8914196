"""The snapshots stored beside the events: those of the application, and those that Leftfold makes in its own layout.

Leftfold's own hold, beside the state, what they stand on: `{"leftfold": {…}, "state": …}`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, insert, select

from leftfold.model.edits import Because
from leftfold.model.errors import Refused
from leftfold.model.event import Document, Undecodable
from leftfold.model.json import Json, compact
from leftfold.model.snapshot import Basis, Snapshot, SnapshotMark
from leftfold.model.step import Failure
from leftfold.model.stream import StreamId
from leftfold.model.times import time_text
from leftfold.store.audit import record
from leftfold.store.codec import Stored, read_documents, read_json, under
from leftfold.store.database import Database
from leftfold.store.dialects import Dialect
from leftfold.store.instances import Instance
from leftfold.store.layout import DocumentColumn
from leftfold.store.ledger import stream_deletions
from leftfold.store.moments import Moments
from leftfold.store.native import SNAPSHOTS
from leftfold.store.numbering import take_turn
from leftfold.store.snapshot_statements import SnapshotStatements
from leftfold.store.statements import Key
from leftfold.store.tables import Kind

_OURS: Final = "leftfold"
_STATE: Final = "state"


@dataclass(frozen=True, slots=True)
class SnapshotReader:
    """Reads the snapshots of one store."""

    database: Database
    asked: SnapshotStatements
    state: DocumentColumn
    times: Moments

    def read(self, stream: StreamId, key: Key) -> tuple[Snapshot, ...]:
        """The snapshots of a stream by version."""
        return tuple(self._snapshot(stream, *row) for row in self.database.rows(self.asked.all, key))

    def marks(self, key: Key) -> tuple[SnapshotMark, ...]:
        """Where the snapshots of a stream are, by version."""
        rows = self.database.rows(self.asked.marks, key)
        return tuple(SnapshotMark(version, bool(ours)) for version, ours in rows)

    def at(self, stream: StreamId, key: Key, version: int) -> Snapshot | None:
        """The snapshot of a stream at a version, of several the last; None where there is none."""
        rows = self.database.rows(self.asked.one, {**key, "at": version})
        return self._snapshot(stream, *rows[-1]) if rows else None

    def _snapshot(self, stream: StreamId, version: int, raw: Stored, time: Stored | int) -> Snapshot:
        (document,) = read_documents([raw], self.state.form, self.state.unseal)
        basis = _basis(document)
        state = under(document, self.state.path if basis is None else (_STATE,))
        return Snapshot(stream, version, state, self.times.time(time), basis)


def snapshot_reader(database: Database, asked: SnapshotStatements | None, found: Instance) -> SnapshotReader | None:
    """What reads the snapshots of a layout as it was found; None where it has none."""
    here = found.layout.snapshots
    if asked is None or here is None:
        return None
    return SnapshotReader(database, asked, here.state, found.snapshot_moments)


def write_snapshots(database: Database, snapshots: Iterable[Snapshot], because: Because) -> int:
    """Write the snapshots in one transaction, and the entry that says why; gives how many.

    One of the application's own is never overwritten, and then the one of the same version is left out. So is one that
    no longer holds, because an event up to it was soft-deleted or restored since it was folded.
    """
    if not because.reason.strip():
        raise Refused("No reason was given; say why snapshots are made.")
    with database.transaction() as connection:
        take_turn(connection)
        now = time_text(datetime.now(UTC))
        written = sum(_write(connection, snapshot, now) for snapshot in snapshots if _holds(connection, snapshot))
        if written:
            record(connection, because, [{"edit": "snapshot", "snapshots": written}], None)
    return written


_AT: Final = (
    (SNAPSHOTS.c.aggregate_type == bindparam("type"))
    & (SNAPSHOTS.c.aggregate_id == bindparam("id"))
    & (SNAPSHOTS.c.version == bindparam("at"))
)
_DELETE: Final = delete(SNAPSHOTS).where(_AT)


def _holds(connection: Connection, snapshot: Snapshot) -> bool:
    """Whether the same events up to it are soft-deleted as when it was folded."""
    deleted = stream_deletions(connection, {"type": snapshot.stream.type, "id": snapshot.stream.id})
    now = tuple(sorted(version for version in deleted if version <= snapshot.version))
    return snapshot.basis is None or now == snapshot.basis.deleted


def _write(connection: Connection, snapshot: Snapshot, now: str) -> bool:
    place = {"type": snapshot.stream.type, "id": snapshot.stream.id, "at": snapshot.version}
    state = Dialect(connection.dialect.name).stored(SNAPSHOTS.c.state, Kind.TEXT)
    stored = connection.execute(select(state).where(_AT), place).scalar_one_or_none()
    if stored is not None:
        if _basis(read_json(stored)) is None:
            return False
        connection.execute(_DELETE, place)
    row = {
        "aggregate_type": snapshot.stream.type,
        "aggregate_id": snapshot.stream.id,
        "version": snapshot.version,
        "state": _text(snapshot),
        "recorded_at": now,
    }
    connection.execute(insert(SNAPSHOTS).values(**row))
    return True


def _text(snapshot: Snapshot) -> str:
    basis, state = snapshot.basis, snapshot.state
    if basis is None or isinstance(state, Undecodable):
        raise ValueError("only what Leftfold folded is written as a snapshot")
    failure = basis.failure
    told: dict[str, Json] = {
        "domain": basis.domain,
        "reducer": basis.reducer,
        "events": basis.events,
        "position": basis.position,
        "deleted": list(basis.deleted),
        "failure": None if failure is None else {"version": failure.version, "error": failure.error},
    }
    return compact({_OURS: told, _STATE: state})


def _basis(document: Document) -> Basis | None:
    """What a snapshot of Leftfold's own stands on; None for any other, and for one that is not as it was written."""
    if not isinstance(document, dict) or document.keys() != {_OURS, _STATE}:
        return None
    told: Any = document[_OURS]
    match told:
        case {
            "domain": str(domain),
            "reducer": str(reducer),
            "events": int(events),
            "position": int(position),
            "deleted": list(deleted),
            "failure": None | {"version": int(), "error": str()} as failure,
        } if all(isinstance(version, int) for version in deleted):
            failed = None if failure is None else Failure(failure["version"], failure["error"])
            return Basis(domain, reducer, events, position, tuple(deleted), failed)
        case _:
            return None
