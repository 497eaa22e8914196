"""Stores whose aggregates have names of all kinds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from uuid import UUID

from tests.store_builders import Streams

ONE: list[tuple[str, str]] = [("made", "{}")]
STREAMS: Streams = {
    "cart/7": ONE * 2,
    "cart/71": ONE,
    "cart/a_b": ONE,
    "dog/7": ONE,
    "dog/Über": ONE,
    "with/slash/9": ONE,
}
"""In a native store."""

A, B, C = (UUID(int=number) for number in (10, 11, 12))
ROWS = [
    (B.hex, 1, "m:Cart.Made", b'{"timestamp":"2024-05-01T08:00:00Z"}'),
    (B.hex, 2, "m:Shop.Moved", b'{"timestamp":"2024-05-02T08:00:00Z"}'),
    (A.hex, 1, "m:Dog.Born", b"\xff"),
    (C.hex, 1, "m:Cart.Made", b"{}"),
    ("free text", 1, "m:Cart.Made", b"{}"),
    ("loner", 1, "m:Made", b"{}"),
    ("nameless", 1, None, b"{}"),
]
"""In a store of PyPI `eventsourcing`."""


def put_named(path: Path, type_: str | bytes, id_: str | bytes) -> None:
    """Put an event of a stream with any name into a native store, bytes that are not UTF-8 too."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO events (aggregate_type, aggregate_id, version, event_type, payload, recorded_at) "
            "VALUES (CAST(? AS TEXT), CAST(? AS TEXT), 1, 'made', '{}', '2024-05-01T08:00:00.000000Z')",
            (type_, id_),
        )
