"""Rails Event Store: its stores on SQLite, PostgreSQL and MariaDB, with payloads in YAML and in JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from leftfold.model.json import Json
from tests.store.layouts.library import ODD, Library, Stored, at, insert, moment

_IDS: Final = {"sqlite": "varchar(36)", "postgresql": "uuid", "mariadb": "varchar(36)"}
_KEYS: Final = {
    "sqlite": "integer PRIMARY KEY AUTOINCREMENT",
    "postgresql": "bigserial PRIMARY KEY",
    "mariadb": "bigint AUTO_INCREMENT PRIMARY KEY",
}
_TIMES: Final = {"sqlite": "datetime(6)", "postgresql": "timestamp(6) without time zone", "mariadb": "datetime(6)"}
ORDER: Final = "Ordering::Order$7"


def schema(database: str, data: str) -> tuple[str, ...]:
    """The tables, with a type of payloads."""
    key, id_, time = _KEYS[database], _IDS[database], _TIMES[database]
    end = " CHARACTER SET utf8mb4" if database == "mariadb" else ""
    return (
        (
            f"CREATE TABLE event_store_events (id {key}, event_id {id_} NOT NULL UNIQUE, "
            "event_type varchar(255) NOT NULL, "
            f"metadata {data}, data {data} NOT NULL, created_at {time} NOT NULL, valid_at {time}){end}"
        ),
        (
            f"CREATE TABLE event_store_events_in_streams (id {key}, stream varchar(180) NOT NULL, position integer, "
            f"event_id {id_} NOT NULL, created_at {time} NOT NULL, UNIQUE (stream, position), "
            f"UNIQUE (stream, event_id)){end}"
        ),
        "CREATE INDEX index_on_stream_and_id ON event_store_events_in_streams (stream, id)",
    )


def _uuid(place: int) -> str:
    return f"00000000-0000-0000-0000-{place:012d}"


def _rows(database: str, payloads: Mapping[int, object], metadata: object) -> tuple[str, ...]:
    def event(place: int, type_: str, **more: Any) -> str:
        values: dict[str, Any] = {"id": place, "event_id": _uuid(place), "event_type": type_, "data": payloads[place]}
        return insert("event_store_events", database=database, **values, created_at=at(place), **more)

    def link(place: int, stream: str, position: int | None, of: int) -> str:
        values: dict[str, Any] = {
            "id": place,
            "stream": stream,
            "position": position,
            "event_id": _uuid(of),
            "created_at": at(place),
        }
        return insert("event_store_events_in_streams", database=database, **values)

    return (
        event(1, "Placed", metadata=metadata),
        event(2, "Paid", valid_at=at(50)),
        event(3, "Noted"),
        event(4, "Nowhere"),
        link(10, ORDER, 0, 1),
        # A later event was linked first, and neither has a place in the stream.
        link(11, "log", None, 3),
        link(12, "log", None, 1),
        link(14, ORDER, 1, 2),
    )


def _streams(database: str, data: dict[int, Json], metadata: dict[str, Json]) -> dict[str, tuple[Stored, ...]]:
    placed: dict[str, Json] = {"event_id": _uuid(1), **metadata}
    noted = Stored(0, "Noted", data[3], {"event_id": _uuid(3)}, moment(3), 11)
    # As the database writes a time.
    valid_at = at(50).rstrip("0") if database == "postgresql" else at(50)
    paid: dict[str, Json] = {"event_id": _uuid(2), "valid_at": valid_at}
    return {
        f"Ordering::Order/{ORDER}": (
            Stored(0, "Placed", data[1], placed, moment(1), 10),
            Stored(1, "Paid", data[2], paid, moment(2), 14),
        ),
        "stream/log": (noted, Stored(1, "Placed", data[1], placed, moment(1), 12)),
    }


JSON: Final[dict[int, Json]] = {1: {"by": ODD}, 2: {"n": 1.5}, 3: {}, 4: {}}
YAML: Final = {
    1: f'---\n:by: "{ODD.replace(chr(92), chr(92) * 2)}"\n'.encode(),
    2: b"---\n:n: 1.5\n",
    3: b"--- {}\n",
    4: b"--- {}\n",
}


def _library(database: str, type_: str, payloads: Mapping[int, object], metadata: object) -> Library:
    return Library(
        layout="rails-event-store",
        database=database,
        schema=schema(database, type_),
        rows=_rows(database, payloads, metadata),
        streams=_streams(database, JSON, {"remote_ip": "::1"}),
        table="event_store_events_in_streams",
        needed="stream",
        number="id",
    )


RAILS_SQLITE = _library("sqlite", "blob", YAML, b"---\n:remote_ip: '::1'\n")
RAILS_POSTGRESQL = _library("postgresql", "bytea", YAML, b"---\n:remote_ip: '::1'\n")
RAILS_JSONB = _library("postgresql", "jsonb", JSON, {"remote_ip": "::1"})
RAILS_MARIADB = _library("mariadb", "longblob", YAML, b"---\n:remote_ip: '::1'\n")
RAILS_JSON = _library(
    "mariadb", "json", {key: json.dumps(one, ensure_ascii=False) for key, one in JSON.items()}, {"remote_ip": "::1"}
)
RAILS_JSON_SQLITE = _library(
    "sqlite",
    "blob",
    {key: json.dumps(one, ensure_ascii=False).encode() for key, one in JSON.items()},
    b'{"remote_ip": "::1"}',
)
