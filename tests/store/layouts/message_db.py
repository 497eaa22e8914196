"""Message DB's store."""

from __future__ import annotations

from typing import Any

from tests.store.layouts.library import ODD, Library, Stored, at, insert, moment


def schema(name: str = "message_store") -> tuple[str, ...]:
    """The table in a schema of a name."""
    return (
        f"CREATE SCHEMA {name}",
        (
            f"CREATE TABLE {name}.messages (global_position bigserial NOT NULL PRIMARY KEY, position bigint NOT NULL, "
            "time timestamp without time zone DEFAULT (now() AT TIME ZONE 'utc') NOT NULL, stream_name text NOT NULL, "
            "type text NOT NULL, data jsonb, metadata jsonb, id uuid NOT NULL DEFAULT gen_random_uuid())"
        ),
        f"CREATE UNIQUE INDEX messages_stream ON {name}.messages (stream_name, position)",
        f"CREATE UNIQUE INDEX messages_id ON {name}.messages (id)",
    )


def _uuid(place: int) -> str:
    return f"00000000-0000-0000-0000-{place:012d}"


def rows(name: str = "message_store") -> tuple[str, ...]:
    """What is in it."""

    def message(place: int, stream: str, position: int, type_: str, **more: Any) -> str:
        values: dict[str, Any] = {"global_position": place, "stream_name": stream, "position": position, "type": type_}
        return insert(f"{name}.messages", **values, id=_uuid(place), time=at(place), **more)

    return (
        message(1, f"account-{ODD}", 0, "Opened", data={"by": ODD}, metadata={"x": 1}),
        message(2, "account:command-1+2", 0, "Open", data={"n": 1}),
        message(3, f"account-{ODD}", 1, "Closed", metadata={}),
        message(5, "account:snapshot-1", 0, "Snapshotted", data={"balance": 1}, metadata={"streamVersion": "7"}),
        message(6, "category", 0, "Noted", data=[1]),
    )


MISSING = "is missing: the store holds NULL"
MESSAGE_DB = Library(
    layout="message-db",
    database="postgresql",
    schema=schema(),
    rows=rows(),
    streams={
        f"account/account-{ODD}": (
            Stored(0, "Opened", {"by": ODD}, {"id": _uuid(1), "x": 1}, moment(1), 1),
            Stored(1, "Closed", None, {"id": _uuid(3)}, moment(3), 3),
        ),
        "account:command/account:command-1+2": (Stored(0, "Open", {"n": 1}, {"id": _uuid(2)}, moment(2), 2),),
        "account:snapshot/account:snapshot-1": (
            Stored(0, "Snapshotted", {"balance": 1}, {"id": _uuid(5), "streamVersion": "7"}, moment(5), 5),
        ),
        "category/category": (Stored(0, "Noted", [1], {"id": _uuid(6)}, moment(6), 6),),
    },
    table="message_store.messages",
    needed="stream_name",
    number="position",
)
