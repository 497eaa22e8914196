"""Stores made for tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeAlias

from leftfold.model.edits import Because
from leftfold.model.json import JsonObject, compact
from leftfold.model.stream import StreamId
from leftfold.store.bulk import NewRow
from leftfold.store.opening import create_store

TESTING = Because("tester", "made for a test")
START = datetime(2024, 5, 1, 8, 0, tzinfo=UTC)
"""When the first event of a made store was recorded; each later one follows a minute after."""

Payload: TypeAlias = JsonObject | str
"""A payload to write as JSON, or a text to store as it is, JSON or not."""
Streams: TypeAlias = Mapping[str, Iterable[tuple[str, Payload]]]
"""By `TYPE/ID`: the events, each a type and its payload."""


def stream_id(text: str) -> StreamId:
    """The stream that `TYPE/ID` names."""
    type_, _slash, id_ = text.partition("/")
    return StreamId(type_, id_)


def make_native(path: Path, streams: Streams) -> Path:
    """A native store with these events, one stream after the other, a minute apart; gives the path back."""
    store = create_store(str(path))
    try:
        store.append_many(_rows(streams), TESTING)
    finally:
        store.close()
    return path


def _rows(streams: Streams) -> Iterable[NewRow]:
    at = START
    for name, events in streams.items():
        for type_, payload in events:
            data = payload if isinstance(payload, str) else compact(payload)
            yield NewRow(stream_id(name), type_, data, at)
            at += timedelta(minutes=1)
