"""The snapshots an application stored beside its events."""

from __future__ import annotations

from leftfold.model.event import Document
from leftfold.model.snapshot import Snapshot
from leftfold.model.stream import StreamId
from leftfold.store.codec import read_documents
from leftfold.store.database import Database
from leftfold.store.layout import Layout, TimeInData
from leftfold.store.moments import read_time, time_in
from leftfold.store.statements import Key, Statements


def read_snapshots(
    database: Database, statements: Statements, layout: Layout, stream: StreamId, key: Key
) -> tuple[Snapshot, ...]:
    """The snapshots of a stream by version."""
    here = layout.snapshots
    found = []
    for version, raw, time in database.rows(statements.snapshots, key):
        (document,) = read_documents([raw], here.state.form)
        at = time_in(document, here.recorded_at.key) if isinstance(here.recorded_at, TimeInData) else read_time(time)
        found.append(Snapshot(stream, version, _under(document, here.state.key), at))
    return tuple(found)


def _under(document: Document, key: str) -> Document:
    return document.get(key) if key and isinstance(document, dict) else document
