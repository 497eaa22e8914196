"""Stores made for tests."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from leftfold.model.edits import Because
from leftfold.model.json import compact
from leftfold.model.stream import StreamId
from leftfold.store.bulk import NewRow
from leftfold.store.creating import make_store
from leftfold.store.opening import open_store
from leftfold.store.store import Store

Place = TypeVar("Place", Path, str)
"""A file, or the URL of a database."""
TESTING = Because("tester", "made for a test")
START = datetime(2024, 5, 1, 8, 0, tzinfo=UTC)
"""When the first event of a made store was recorded; each later one follows a minute after."""

Payload: TypeAlias = Mapping[str, Any] | str
"""A payload to write as JSON, or a text to store as it is, JSON or not."""
Streams: TypeAlias = Mapping[str, Iterable[tuple[str, Payload]]]
"""By `TYPE/ID`: the events, each a type and its payload."""


def stream_id(text: str) -> StreamId:
    """The stream that `TYPE/ID` names."""
    type_, _slash, id_ = text.partition("/")
    return StreamId(type_, id_)


def make_native(path: Place, streams: Streams) -> Place:
    """A native store with these events, one stream after the other, a minute apart; gives the place back."""
    store = make_store(str(path))
    try:
        store.append_many(_rows(streams), TESTING)
    finally:
        store.close()
    return path


def put_raw(path: Path, stream: str, version: int, payload: bytes | int) -> None:
    """Put an event of type `odd` with any payload into a native store, past all of Leftfold's care."""
    type_, id_ = stream.split("/")
    row = (type_, id_, version, payload)
    with closing(sqlite3.connect(path)) as connection, connection:
        text = "CAST(? AS TEXT)" if isinstance(payload, bytes) else "?"
        connection.execute(
            "INSERT INTO events (aggregate_type, aggregate_id, version, event_type, payload, recorded_at) "
            f"VALUES (?, ?, ?, 'odd', {text}, '2024-05-01T08:00:00.000000Z')",
            row,
        )


def make_eventsourcing(path: Path, rows: Iterable[tuple[str, int, str | None, bytes | None]]) -> Path:
    """A store of PyPI `eventsourcing` with these rows of originator id, version, topic and state."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "CREATE TABLE stored_events (originator_id TEXT, originator_version INTEGER, topic TEXT, state BLOB, "
            "PRIMARY KEY (originator_id, originator_version))"
        )
        connection.executemany("INSERT INTO stored_events VALUES (?, ?, ?, ?)", rows)
    return path


@contextmanager
def opened(path: Path | str, *, write: bool = False, layout: str | None = None) -> Iterator[Store]:
    """The store at a path or URL, closed at the end."""
    store = open_store(str(path), write=write, layout=layout)
    try:
        yield store
    finally:
        store.close()


def _rows(streams: Streams) -> Iterable[NewRow]:
    at = START
    for name, events in streams.items():
        for type_, payload in events:
            data = payload if isinstance(payload, str) else compact(dict(payload))
            yield NewRow(stream_id(name), type_, data, at)
            at += timedelta(minutes=1)
