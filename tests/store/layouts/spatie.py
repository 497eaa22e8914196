"""Spatie's event sourcing for Laravel."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from tests.store.layouts.library import ODD, Library, Stored, insert, moment

DOG: Final = "0d000000-0000-4000-8000-00000000000a"
CAT: Final = "ca000000-0000-4000-8000-00000000000b"
BORN: Final = "App\\Dogs\\Born"

_TYPES: Final = {
    "sqlite": ("integer PRIMARY KEY AUTOINCREMENT", "varchar", "datetime", "text"),
    "postgresql": ("bigserial PRIMARY KEY", "uuid", "timestamp(0)", "jsonb"),
    "mariadb": ("bigint unsigned AUTO_INCREMENT PRIMARY KEY", "char(36)", "timestamp NULL", "json"),
}


def _library(database: str) -> Library:
    number, uuid, time, json = _TYPES[database]

    def event(place: int, id_: str | None, version: int | None, class_: str, properties: object, **meta: Any) -> str:
        values = {"id": place, "aggregate_uuid": id_, "aggregate_version": version, "event_class": class_}
        rest = {"event_properties": properties, "meta_data": meta, "created_at": f"{_time(place):%Y-%m-%d %H:%M:%S}"}
        return insert("stored_events", database=database, **values, **rest)

    snapshot = {"id": 1, "aggregate_uuid": DOG, "aggregate_version": 2, "state": {"name": ODD}}
    return Library(
        layout="spatie",
        database=database,
        schema=(
            (
                f"CREATE TABLE stored_events (id {number}, aggregate_uuid {uuid}, aggregate_version bigint, "
                "event_version smallint NOT NULL DEFAULT 1, event_class varchar(255) NOT NULL, event_properties "
                f"{json} "
                f"NOT NULL, meta_data {json} NOT NULL, created_at {time}, UNIQUE (aggregate_uuid, aggregate_version))"
            ),
            (
                f"CREATE TABLE snapshots (id {number}, aggregate_uuid {uuid} NOT NULL, aggregate_version bigint NOT "
                "NULL, "
                f"state {json} NOT NULL, created_at {time}, updated_at {time})"
            ),
        ),
        rows=(
            event(1, DOG, 1, BORN, {"name": ODD}, by="me"),
            event(2, None, None, "App\\Told", {"name": "☃ of nobody"}),
            event(3, CAT, 1, "cat_found", {"name": "x"}),
            event(4, DOG, 2, "App\\Dogs\\Fed", []),
            insert("snapshots", database=database, **snapshot),
        ),
        streams={
            f"App\\Dogs/{DOG}": (_known(1, 1, BORN, {"name": ODD}, by="me"), _known(4, 2, "App\\Dogs\\Fed", [])),
            f"aggregate/{CAT}": (_known(3, 1, "cat_found", {"name": "x"}),),
        },
        table="stored_events",
        needed="event_class",
        number="aggregate_version",
        snapshots={f"App\\Dogs/{DOG}": ((2, {"name": ODD}),)},
    )


def _time(minutes: int) -> datetime:
    return moment(minutes).replace(microsecond=0)


def _known(place: int, version: int, class_: str, data: Any, **meta: Any) -> Stored:
    return Stored(version, class_, data, {"event_version": "1", **meta}, _time(place), place)


SPATIE: Final = tuple(map(_library, _TYPES))
