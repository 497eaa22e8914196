"""The store of Elixir's commanded/eventstore."""

from __future__ import annotations

import json
from typing import Any

from leftfold.model.event import Document
from leftfold.model.json import Json
from leftfold.store.codec import read_any
from tests.store.layouts.library import ODD, Library, Stored, at, insert, moment

TERM = b"\x83t\x00\x00\x00\x01d\x00\x01ad\x00\x01b"


def schema(data: str) -> tuple[str, ...]:
    """The tables, with a type of payloads."""
    return (
        (
            "CREATE TABLE streams (stream_id bigserial PRIMARY KEY NOT NULL, stream_uuid text NOT NULL, "
            "stream_version bigint DEFAULT 0 NOT NULL, created_at timestamptz DEFAULT now() NOT NULL, "
            "deleted_at timestamptz)"
        ),
        "CREATE UNIQUE INDEX ix_streams_stream_uuid ON streams (stream_uuid)",
        (
            "CREATE TABLE events (event_id uuid PRIMARY KEY NOT NULL, event_type text NOT NULL, causation_id uuid, "
            f"correlation_id uuid, data {data} NOT NULL, metadata {data}, "
            "created_at timestamptz DEFAULT now() NOT NULL)"
        ),
        (
            "CREATE TABLE stream_events (event_id uuid NOT NULL REFERENCES events (event_id), "
            "stream_id bigint NOT NULL REFERENCES streams (stream_id), stream_version bigint NOT NULL, "
            "original_stream_id bigint REFERENCES streams (stream_id), original_stream_version bigint, "
            "PRIMARY KEY (event_id, stream_id))"
        ),
        "CREATE UNIQUE INDEX ix_stream_events ON stream_events (stream_id, stream_version)",
        (
            "CREATE TABLE snapshots (source_uuid text PRIMARY KEY NOT NULL, source_version bigint NOT NULL, "
            f"source_type text NOT NULL, data {data} NOT NULL, metadata {data}, created_at timestamptz DEFAULT now())"
        ),
        "INSERT INTO streams (stream_id, stream_uuid, stream_version) VALUES (0, '$all', 0)",
    )


def _uuid(place: int) -> str:
    return f"00000000-0000-0000-0000-{place:012d}"


def _event(place: int, stream: int, version: int, type_: str, data: object, **more: Any) -> tuple[str, ...]:
    event: dict[str, Any] = {"event_id": _uuid(place), "event_type": f"Elixir.Bank.{type_}", "data": data}
    return (
        insert("events", **event, created_at=at(place) + "+00", **more),
        _link(place, stream, version, stream, version),
        _link(place, 0, place, stream, version),
    )


def _link(place: int, stream: int, version: int, original: int, original_version: int) -> str:
    origin: dict[str, Any] = {"original_stream_id": original, "original_stream_version": original_version}
    return insert("stream_events", event_id=_uuid(place), stream_id=stream, stream_version=version, **origin)


def _known(place: int, version: int, type_: str, data: Document, *, deleted: bool = False, **more: Json) -> Stored:
    meta: dict[str, Json] = {"event_id": _uuid(place), **more}
    return Stored(version, f"Elixir.Bank.{type_}", data, meta, moment(place), place, deleted)


def _raw(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


NAME = f"account-{ODD}"
COMMANDED = Library(
    layout="commanded",
    database="postgresql",
    schema=schema("bytea"),
    rows=(
        insert("streams", stream_id=1, stream_uuid=NAME, stream_version=3),
        insert("streams", stream_id=2, stream_uuid=_uuid(77), stream_version=1),
        insert("streams", stream_id=3, stream_uuid="gone", stream_version=1, deleted_at=at(9) + "+00"),
        insert("streams", stream_id=4, stream_uuid="links", stream_version=1),
        insert("streams", stream_id=5, stream_uuid="empty", stream_version=0),
        *_event(1, 1, 1, "Opened", _raw({"by": ODD}), metadata=_raw({"user": "x"}), correlation_id=_uuid(80)),
        *_event(2, 2, 1, "Opened", _raw({"by": None})),
        *_event(3, 1, 2, "Credited", TERM, causation_id=_uuid(81)),
        *_event(4, 3, 1, "Opened", _raw({})),
        *_event(5, 1, 3, "Debited", _raw({"n": 1})),
        _link(2, 4, 1, 2, 1),
        insert("snapshots", source_uuid=NAME, source_version=2, source_type="Elixir.Bank", data=_raw({"balance": 1})),
    ),
    streams={
        f"stream/{NAME}": (
            _known(1, 1, "Opened", {"by": ODD}, user="x", correlation_id=_uuid(80)),
            _known(3, 2, "Credited", read_any(TERM), causation_id=_uuid(81)),
            _known(5, 3, "Debited", {"n": 1}),
        ),
        f"stream/{_uuid(77)}": (_known(2, 1, "Opened", {"by": None}),),
        "stream/gone": (_known(4, 1, "Opened", {}, deleted=True),),
    },
    table="stream_events",
    needed="stream_version",
    number="stream_version",
    snapshots={f"stream/{NAME}": ((2, {"balance": 1}),)},
)
COMMANDED_JSONB = Library(
    layout="commanded",
    database="postgresql",
    schema=schema("jsonb"),
    rows=(
        insert("streams", stream_id=1, stream_uuid=NAME, stream_version=1),
        *_event(1, 1, 1, "Opened", {"by": ODD}, metadata={"user": "x"}),
    ),
    streams={f"stream/{NAME}": (_known(1, 1, "Opened", {"by": ODD}, user="x"),)},
    table="stream_events",
    needed="event_id",
    number="stream_version",
)
