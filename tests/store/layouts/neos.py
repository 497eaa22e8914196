"""Neos' event store by its Doctrine adapter."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from leftfold.model.json import JsonObject
from tests.store.layouts.library import ODD, Library, Stored, insert, moment

_TABLE: Final = "cr_default_events"
_STREAM: Final = f"Zoo:{ODD}"
_IDS: Final = [f"00000000-0000-4000-8000-00000000000{place}" for place in range(6)]

_TYPES: Final = {
    "sqlite": ("INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL", "INTEGER", "CLOB", "DATETIME"),
    "postgresql": ("BIGSERIAL PRIMARY KEY NOT NULL", "BIGINT", "JSON", "TIMESTAMP(0)"),
    "mariadb": ("BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY NOT NULL", "BIGINT UNSIGNED", "LONGTEXT", "DATETIME"),
}


def _time(minutes: int) -> datetime:
    return moment(minutes).replace(microsecond=0)


def _library(database: str) -> Library:
    number, whole, json, time = _TYPES[database]

    def event(place: int, stream: str, version: int, data: object, **more: Any) -> str:
        values = {"sequencenumber": place, "stream": stream, "version": version, "type": f"e{version}"}
        rest = {"payload": data, "id": _IDS[place], "recordedat": f"{_time(place):%Y-%m-%d %H:%M:%S}"}
        return insert(_TABLE, database=database, **values, **rest, **more)

    def known(place: int, version: int, data: JsonObject, **more: Any) -> Stored:
        metadata: JsonObject = {"id": _IDS[place], **more}
        return Stored(version, f"e{version}", data, metadata, _time(place), place)

    return Library(
        layout="neos",
        database=database,
        schema=(
            (
                f"CREATE TABLE {_TABLE} (sequencenumber {number}, stream VARCHAR(100) NOT NULL, version {whole} NOT "
                "NULL, "
                f"type VARCHAR(100) NOT NULL, payload TEXT NOT NULL, metadata {json} DEFAULT NULL, id CHAR(36) NOT "
                "NULL "
                f"UNIQUE, causationid VARCHAR(40) DEFAULT NULL, correlationid VARCHAR(40) DEFAULT NULL, "
                f"recordedat {time} NOT NULL, UNIQUE (stream, version))"
            ),
        ),
        rows=(
            event(1, _STREAM, 0, {"name": ODD}, metadata={"by": "me"}, causationid="c"),
            event(2, "simple", 0, {"name": "x"}),
            event(4, _STREAM, 1, {}, correlationid="r"),
        ),
        streams={
            f"Zoo/{_STREAM}": (
                known(1, 0, {"name": ODD}, by="me", causationid="c"),
                known(4, 1, {}, correlationid="r"),
            ),
            "simple/simple": (known(2, 0, {"name": "x"}),),
        },
        table=_TABLE,
        needed="recordedat",
        number="sequencenumber",
    )


NEOS: Final = tuple(map(_library, _TYPES))
