"""SQLStreamStore's stores."""

from __future__ import annotations

from typing import Any, Final

from leftfold.model.json import JsonObject
from tests.store.layouts.library import ODD, Library, Stored, at, insert, moment

_STREAM: Final = f"dog {ODD}"
_IDS: Final = [f"00000000-0000-4000-8000-00000000000{place}" for place in range(6)]


def _schema(database: str) -> tuple[str, ...]:
    number, id_, text, event_id, time = {
        "sqlite": ("integer NOT NULL PRIMARY KEY AUTOINCREMENT", "text", "text", "event_id CHAR(36)", "DATETIME"),
        "postgresql": ("serial PRIMARY KEY", "CHAR(42)", "VARCHAR(1000)", "message_id UUID", "TIMESTAMP"),
        "mariadb": (
            "INT NOT NULL AUTO_INCREMENT PRIMARY KEY",
            "CHAR(42)",
            "VARCHAR(255)",
            "message_id BINARY(16)",
            "DATETIME(6)",
        ),
    }[database]
    return (
        (
            f"CREATE TABLE streams (id {id_} NOT NULL UNIQUE, id_original {text} NOT NULL, id_internal {number}, "
            "version int NOT NULL DEFAULT -1, position bigint NOT NULL DEFAULT -1, max_age int, max_count int)"
        ),
        "CREATE INDEX ix_id_original ON streams (id_original)",
        (
            f"CREATE TABLE messages ({event_id} NOT NULL, stream_id_internal int NOT NULL, stream_version int NOT "
            "NULL, "
            f"position bigint NOT NULL PRIMARY KEY, created_utc {time} NOT NULL, type varchar(128) NOT NULL, "
            "json_data text NOT NULL, json_metadata text, UNIQUE (stream_id_internal, stream_version))"
        ),
    )


def _library(database: str) -> Library:
    own = "event_id" if database == "sqlite" else "message_id"

    def stream(internal: int, name: str, version: int) -> str:
        values = {"id": f"{internal:040X}", "id_original": name, "id_internal": internal, "version": version}
        return insert("streams", database=database, **values)

    def message(place: int, internal: int, version: int, data: object, **metadata: Any) -> str:
        id_ = bytes.fromhex(_IDS[place].replace("-", "")) if database == "mariadb" else _IDS[place]
        values = {own: id_, "stream_id_internal": internal, "stream_version": version, "position": place}
        rest = {"created_utc": at(place), "type": f"t{version}", "json_data": data, "json_metadata": metadata or None}
        return insert("messages", database=database, **values, **rest)

    def known(place: int, version: int, data: JsonObject, **metadata: Any) -> Stored:
        whole: JsonObject = {own: _IDS[place], **metadata}
        return Stored(version, f"t{version}", data, whole, moment(place), place)

    return Library(
        layout="sqlstreamstore",
        database=database,
        schema=_schema(database),
        rows=(
            stream(1, _STREAM, 2),
            stream(2, "empty", -1),
            stream(3, "$deleted", 0),
            message(0, 1, 0, {"name": ODD}, by="me"),
            message(1, 3, 0, {"streamId": "gone"}),
            message(4, 1, 2, {}),
        ),
        streams={
            f"stream/{_STREAM}": (known(0, 0, {"name": ODD}, by="me"), known(4, 2, {})),
            "stream/$deleted": (known(1, 0, {"streamId": "gone"}),),
        },
        table="messages",
        needed="type",
        number="stream_version",
    )


SQLSTREAMSTORE: Final = tuple(map(_library, ("sqlite", "postgresql", "mariadb")))
