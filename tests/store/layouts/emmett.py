"""Emmett's stores."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.store.layouts.library import ODD, Library, Stored, at, insert, moment

POSTGRESQL = (
    (
        "CREATE TABLE emt_streams (stream_id text NOT NULL, stream_position bigint NOT NULL, "
        "partition text NOT NULL DEFAULT 'emt:default', stream_type text NOT NULL, stream_metadata jsonb NOT NULL, "
        "is_archived boolean NOT NULL DEFAULT FALSE, PRIMARY KEY (stream_id, partition, is_archived)) "
        "PARTITION BY LIST (partition)"
    ),
    "CREATE SEQUENCE emt_global_message_position",
    (
        "CREATE TABLE emt_messages (stream_position bigint NOT NULL, "
        "global_position bigint DEFAULT nextval('emt_global_message_position'), transaction_id xid8 NOT NULL, "
        "created timestamptz NOT NULL DEFAULT now(), is_archived boolean NOT NULL DEFAULT FALSE, "
        "message_kind varchar(1) NOT NULL DEFAULT 'E', stream_id text NOT NULL, "
        "partition text NOT NULL DEFAULT 'emt:default', message_schema_version text NOT NULL, "
        "message_id text NOT NULL, "
        "message_type text NOT NULL, message_data jsonb NOT NULL, message_metadata jsonb NOT NULL, "
        "PRIMARY KEY (stream_id, stream_position, partition, is_archived)) PARTITION BY LIST (partition)"
    ),
    *(
        statement
        for table in ("emt_streams", "emt_messages")
        for statement in (
            (
                f"CREATE TABLE {table}_emt_default PARTITION OF {table} FOR VALUES IN ('emt:default') "
                "PARTITION BY LIST (is_archived)"
            ),
            f"CREATE TABLE {table}_emt_default_active PARTITION OF {table}_emt_default FOR VALUES IN (FALSE)",
            f"CREATE TABLE {table}_emt_default_archived PARTITION OF {table}_emt_default FOR VALUES IN (TRUE)",
            f"CREATE TABLE {table}_other PARTITION OF {table} FOR VALUES IN ('other')",
        )
    ),
)
SQLITE = (
    (
        "CREATE TABLE emt_streams (stream_id TEXT NOT NULL, stream_position BIGINT NOT NULL DEFAULT 0, "
        "partition TEXT NOT NULL DEFAULT 'global', stream_type TEXT NOT NULL, stream_metadata JSONB NOT NULL, "
        "is_archived BOOLEAN NOT NULL DEFAULT FALSE, PRIMARY KEY (stream_id, partition, is_archived))"
    ),
    (
        "CREATE TABLE emt_messages (stream_id TEXT NOT NULL, stream_position BIGINT NOT NULL, "
        "partition TEXT NOT NULL DEFAULT 'global', message_kind CHAR(1) NOT NULL DEFAULT 'E', "
        "message_data JSONB NOT NULL, message_metadata JSONB NOT NULL, message_schema_version TEXT NOT NULL, "
        "message_type TEXT NOT NULL, message_id TEXT NOT NULL, is_archived BOOLEAN NOT NULL DEFAULT FALSE, "
        "global_position INTEGER PRIMARY KEY, created DATETIME DEFAULT CURRENT_TIMESTAMP, "
        "UNIQUE (stream_id, stream_position, partition, is_archived))"
    ),
)
CART = f"cart-{ODD}"
STREAMS = {
    f"cart/{CART}": (
        Stored(1, "Opened", {"by": ODD}, {"message_id": "m1", "traceId": "t"}, moment(0), 1),
        Stored(2, "Emptied", {}, {"message_id": "m2"}, moment(1), 3),
    ),
    # Archived, and then begun anew under the same name.
    "cart/cart-old": (
        Stored(1, "Opened", {"n": 1}, {"message_id": "m4"}, moment(3), 4, deleted=True),
        Stored(2, "Closed", {"n": 2}, {"message_id": "m5"}, moment(4), 5, deleted=True),
    ),
    "emt:unknown/nameless": (Stored(1, "Made", [1, None, 2.5], {"message_id": "m6"}, moment(5), 6),),
}


def _message(database: str, stream: str, places: tuple[int, int], type_: str, data: object, **more: Any) -> str:
    position, place = places
    minute = 1 if place == 3 else place - 1
    values: dict[str, Any] = {
        "stream_id": stream,
        "stream_position": position,
        "global_position": place,
        "partition": "emt:default",
        "message_kind": "E",
        "message_type": type_,
        "message_data": data,
        "message_metadata": {},
        "message_schema_version": "1",
        "message_id": f"m{place}",
        "is_archived": False,
        "created": at(minute) + ("+00" if database == "postgresql" else ""),
    }
    if database == "postgresql":
        values["transaction_id"] = "700"
    return insert("emt_messages", database=database, **values | more)


def _rows(database: str) -> tuple[str, ...]:
    message = partial(_message, database)

    def stream(name: str, position: int, *, archived: bool = False) -> str:
        # Some releases for SQLite write this into the partition of a stream.
        partition = "emt:default" if database == "postgresql" else "[object Object]"
        row: dict[str, Any] = {
            "stream_id": name,
            "stream_position": position,
            "partition": partition,
            "is_archived": archived,
        }
        return insert("emt_streams", database=database, **row, stream_type=name.partition("-")[0], stream_metadata={})

    elsewhere = (message(CART, (1, 90), "Foreign", {}, partition="other"),) if database == "postgresql" else ()
    return (
        stream(CART, 2),
        stream("cart-old", 2, archived=True),
        stream("nameless", 1),
        message(CART, (1, 1), "Opened", {"by": ODD}, message_metadata={"traceId": "t"}, message_id="m1"),
        message(CART, (2, 2), "Command", {}, message_kind="C", is_archived=True),
        message(CART, (2, 3), "Emptied", {}, message_id="m2"),
        message("cart-old", (1, 4), "Opened", {"n": 1}, is_archived=True),
        message("cart-old", (2, 5), "Closed", {"n": 2}, is_archived=True),
        message("nameless", (1, 6), "Made", [1, None, 2.5]),
        *elsewhere,
    )


EMMETT_POSTGRESQL = Library(
    layout="emmett-postgresql",
    database="postgresql",
    schema=POSTGRESQL,
    rows=_rows("postgresql"),
    streams=STREAMS,
    table="emt_messages",
    needed="message_type",
    number="global_position",
)
EMMETT_SQLITE = Library(
    layout="emmett-sqlite",
    database="sqlite",
    schema=SQLITE,
    rows=_rows("sqlite"),
    streams=STREAMS,
    table="emt_messages",
    needed="message_type",
    number="stream_position",
)
