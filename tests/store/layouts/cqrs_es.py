"""cqrs-es: its stores on PostgreSQL and on MySQL or MariaDB."""

from __future__ import annotations

from typing import Any

from tests.store.layouts.library import ODD, Library, Stored, insert


def _schema(text: str, snapshot_key: str, charset: str) -> tuple[str, ...]:
    return (
        f"CREATE TABLE events (aggregate_type {text} NOT NULL, aggregate_id {text} NOT NULL, "
        "sequence bigint NOT NULL CHECK (sequence >= 0), event_type text NOT NULL, event_version text NOT NULL, "
        "payload json NOT NULL, metadata json NOT NULL, PRIMARY KEY (aggregate_type, aggregate_id, sequence))"
        + charset,
        f"CREATE TABLE snapshots (aggregate_type {text} NOT NULL, aggregate_id {text} NOT NULL, "
        "last_sequence bigint NOT NULL CHECK (last_sequence >= 0), "
        "current_snapshot bigint NOT NULL CHECK (current_snapshot >= 0), payload json NOT NULL, "
        f"PRIMARY KEY ({snapshot_key}))" + charset,
    )


def _rows(database: str) -> tuple[str, ...]:
    def event(type_: str, id_: str, sequence: int, event_type: str, payload: object, **metadata: object) -> str:
        values: dict[str, Any] = {
            "aggregate_type": type_,
            "aggregate_id": id_,
            "sequence": sequence,
            "event_type": event_type,
        }
        rest: dict[str, Any] = {"event_version": "1.0", "payload": payload, "metadata": metadata}
        return insert("events", database=database, **values, **rest)

    snapshot: dict[str, Any] = {
        "aggregate_type": "Customer",
        "aggregate_id": ODD,
        "last_sequence": 2,
        "current_snapshot": 1,
    }
    return (
        event("Customer", ODD, 1, "NameAdded", {"NameAdded": {"name": ODD}}, time="now"),
        event("Customer", ODD, 2, "EmailUpdated", {"EmailUpdated": {}}),
        event("Customer", "zz", 1, "NameAdded", {"NameAdded": {"name": "☃"}}),
        event("Account", ODD, 1, "Opened", {"Opened": None}),
        insert("snapshots", database=database, **snapshot, payload={"name": ODD}),
    )


STREAMS = {
    f"Customer/{ODD}": (
        Stored(1, "NameAdded", {"NameAdded": {"name": ODD}}, {"event_version": "1.0", "time": "now"}, None, None),
        Stored(2, "EmailUpdated", {"EmailUpdated": {}}, {"event_version": "1.0"}, None, None),
    ),
    "Customer/zz": (Stored(1, "NameAdded", {"NameAdded": {"name": "☃"}}, {"event_version": "1.0"}, None, None),),
    f"Account/{ODD}": (Stored(1, "Opened", {"Opened": None}, {"event_version": "1.0"}, None, None),),
}


def _library(database: str, text: str, snapshot_key: str, *, charset: str = "") -> Library:
    return Library(
        layout="cqrs-es",
        database=database,
        schema=_schema(text, snapshot_key, charset),
        rows=_rows(database),
        streams=STREAMS,
        table="events",
        needed="payload",
        number="sequence",
        snapshots={f"Customer/{ODD}": ((2, {"name": ODD}),)},
    )


CQRS_ES_POSTGRESQL = _library("postgresql", "text", "aggregate_type, aggregate_id, last_sequence")
CQRS_ES_MARIADB = _library("mariadb", "varchar(255)", "aggregate_type, aggregate_id", charset=" CHARACTER SET utf8mb4")
