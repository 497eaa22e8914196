"""pg_eventstore's store."""

from __future__ import annotations

from typing import Any

from tests.store.layouts.library import ODD, Library, Stored, at, insert, moment

SCHEMA = (
    (
        "CREATE TABLE events (id uuid DEFAULT gen_random_uuid() NOT NULL, "
        'context varchar COLLATE "POSIX" NOT NULL, stream_name varchar COLLATE "POSIX" NOT NULL, '
        'stream_id varchar COLLATE "POSIX" NOT NULL, global_position bigserial NOT NULL, '
        "stream_revision integer NOT NULL, data jsonb DEFAULT '{}' NOT NULL, metadata jsonb DEFAULT '{}' NOT NULL, "
        "link_global_position bigint, link_partition_id bigint, "
        "created_at timestamp without time zone DEFAULT now() NOT NULL, "
        'type varchar COLLATE "POSIX" NOT NULL) PARTITION BY LIST (context)'
    ),
    "ALTER TABLE ONLY events ADD CONSTRAINT events_pkey PRIMARY KEY (context, stream_name, type, global_position)",
    "CREATE INDEX idx_events_stream_id_and_stream_revision ON events (stream_id, stream_revision)",
    "CREATE INDEX idx_events_global_position ON events (global_position)",
    "CREATE TABLE contexts_0 PARTITION OF events FOR VALUES IN ('Members') PARTITION BY LIST (stream_name)",
    "CREATE TABLE streams_0 PARTITION OF contexts_0 FOR VALUES IN ('User') PARTITION BY LIST (type)",
    "CREATE TABLE types_0 PARTITION OF streams_0 FOR VALUES IN ('UserCreated')",
    "CREATE TABLE types_1 PARTITION OF streams_0 FOR VALUES IN ('UserLeft')",
    "CREATE TABLE contexts_1 PARTITION OF events FOR VALUES IN ('Deals/new') PARTITION BY LIST (stream_name)",
    "CREATE TABLE streams_1 PARTITION OF contexts_1 DEFAULT PARTITION BY LIST (type)",
    "CREATE TABLE types_2 PARTITION OF streams_1 DEFAULT",
    (
        "CREATE TABLE partitions (id bigserial PRIMARY KEY, context varchar NOT NULL, stream_name varchar, "
        "event_type varchar, table_name varchar NOT NULL)"
    ),
)


def _event(place: int, stream: tuple[str, str, str], revision: int, type_: str, data: object, **more: Any) -> str:
    names: dict[str, Any] = dict(zip(("context", "stream_name", "stream_id"), stream, strict=True))
    values: dict[str, Any] = {"id": _uuid(place), "global_position": place, "stream_revision": revision, "type": type_}
    return insert("events", **names, **values, data=data, created_at=at(place), **more)


def _uuid(place: int) -> str:
    return f"00000000-0000-0000-0000-{place:012d}"


PG_EVENTSTORE = Library(
    layout="pg-eventstore",
    database="postgresql",
    schema=SCHEMA,
    rows=(
        _event(1, ("Members", "User", "1"), 0, "UserCreated", {"name": ODD}, metadata={"by": "x"}),
        _event(2, ("Members", "User", "2"), 0, "UserCreated", {}),
        _event(3, ("Deals/new", "Deal", "1"), 0, "DealOpened", {"n": 1}),
        _event(4, ("Members", "User", "1"), 1, "UserLeft", {"n": None}),
        _event(6, ("Deals/new", "Deal", "1"), 1, "$>", {}, link_global_position=1, link_partition_id=3),
        _event(7, ("Deals/new", "a/b", "1/2"), 0, "DealOpened", {"n": 2}),
    ),
    streams={
        "Members/User//1": (
            Stored(0, "UserCreated", {"name": ODD}, {"by": "x", "id": _uuid(1)}, moment(1), 1),
            Stored(1, "UserLeft", {"n": None}, {"id": _uuid(4)}, moment(4), 4),
        ),
        "Members/User//2": (Stored(0, "UserCreated", {}, {"id": _uuid(2)}, moment(2), 2),),
        "Deals/new/Deal//1": (
            Stored(0, "DealOpened", {"n": 1}, {"id": _uuid(3)}, moment(3), 3),
            Stored(
                1,
                "$>",
                {},
                {"id": _uuid(6), "link_global_position": "1", "link_partition_id": "3"},
                moment(6),
                6,
            ),
        ),
        "Deals/new/a/b//1/2": (Stored(0, "DealOpened", {"n": 2}, {"id": _uuid(7)}, moment(7), 7),),
    },
    table="events",
    needed="stream_name",
    number="stream_revision",
)
