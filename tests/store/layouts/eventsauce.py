"""EventSauce's stores by its Doctrine repository, with the default table and the older one."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from leftfold.model.json import JsonObject
from tests.store.layouts.library import ODD, Library, Stored, insert, moment

DOG: Final = UUID("0d000000-0000-4000-8000-00000000000a")
CAT: Final = UUID("ca000000-0000-4000-8000-00000000000b")
_IDS: Final = [UUID(int=place) for place in range(6)]

_TYPES: Final = {
    "sqlite": ("INTEGER PRIMARY KEY AUTOINCREMENT", "BINARY(16)", "TEXT"),
    "postgresql": ("bigserial PRIMARY KEY", "uuid", "json"),
    "mariadb": ("bigint unsigned AUTO_INCREMENT PRIMARY KEY", "BINARY(16)", "varchar(16001)"),
}


def _headers(place: int, **headers: Any) -> JsonObject:
    time = f"{moment(place):%Y-%m-%d %H:%M:%S.%f+0000}"
    return {"__event_type": f"zoo.e{place}", "__time_of_recording": time, **headers}


def _library(database: str) -> Library:
    number, uuid, text = _TYPES[database]

    def stored(id_: UUID) -> Any:
        return str(id_) if database == "postgresql" else id_.bytes

    def event(place: int, id_: UUID, version: int | None, data: object, **headers: Any) -> str:
        payload = {"headers": _headers(place, **headers), "payload": data}
        values = {"id": place, "event_id": stored(_IDS[place]), "aggregate_root_id": stored(id_), "version": version}
        return insert("zoo_messages", database=database, **values, payload=payload)

    def known(place: int, version: int, data: JsonObject, **headers: Any) -> Stored:
        metadata: JsonObject = {"event_id": str(_IDS[place]), **_headers(place, **headers)}
        return Stored(version, f"zoo.e{place}", data, metadata, moment(place), place)

    return Library(
        layout="eventsauce",
        database=database,
        schema=(
            (
                f"CREATE TABLE zoo_messages (id {number}, event_id {uuid} NOT NULL, aggregate_root_id {uuid} NOT NULL, "
                f"version int NULL, payload {text} NOT NULL)"
            ),
            "CREATE INDEX reconstitution ON zoo_messages (aggregate_root_id, version ASC)",
        ),
        rows=(
            event(1, DOG, 1, {"name": ODD}, __aggregate_root_type="zoo.dog"),
            event(2, CAT, 1, {"name": "x"}),
            event(3, CAT, None, {"name": "☃ of nobody"}),
            event(4, DOG, 2, {}, __aggregate_root_type="zoo.dog"),
        ),
        streams={
            f"zoo.dog/{DOG}": (
                known(1, 1, {"name": ODD}, __aggregate_root_type="zoo.dog"),
                known(4, 2, {}, __aggregate_root_type="zoo.dog"),
            ),
            f"aggregate/{CAT}": (known(2, 1, {"name": "x"}),),
        },
        table="zoo_messages",
        needed="aggregate_root_id",
        number="version",
    )


def _legacy(database: str) -> Library:
    def event(place: int, id_: UUID, version: int, data: object, **headers: Any) -> str:
        payload = {"headers": _headers(place, **headers), "payload": data}
        values = {"event_id": str(_IDS[place]), "event_type": f"zoo.e{place}", "aggregate_root_id": str(id_)}
        rest = {"time_of_recording": moment(place).isoformat(), "payload": payload, "aggregate_root_version": version}
        return insert("zoo_messages", database=database, **values, **rest)

    def known(place: int, version: int, data: JsonObject, **headers: Any) -> Stored:
        metadata: JsonObject = {"event_id": str(_IDS[place]), **_headers(place, **headers)}
        return Stored(version, f"zoo.e{place}", data, metadata, moment(place), None)

    return Library(
        layout="eventsauce-legacy",
        database=database,
        schema=(
            (
                "CREATE TABLE zoo_messages (event_id varchar(36) NOT NULL PRIMARY KEY, event_type varchar(100) NOT "
                "NULL, "
                "aggregate_root_id varchar(36) NOT NULL, aggregate_root_version int NOT NULL, time_of_recording "
                "varchar(32) NOT NULL, payload json NOT NULL, UNIQUE (aggregate_root_id, aggregate_root_version))"
            ),
        ),
        rows=(
            event(1, DOG, 1, {"name": ODD}, __aggregate_root_type="zoo.dog"),
            event(2, CAT, 1, {"name": "x"}),
            event(4, DOG, 2, {}, __aggregate_root_type="zoo.dog"),
        ),
        streams={
            f"zoo.dog/{DOG}": (
                known(1, 1, {"name": ODD}, __aggregate_root_type="zoo.dog"),
                known(4, 2, {}, __aggregate_root_type="zoo.dog"),
            ),
            f"aggregate/{CAT}": (known(2, 1, {"name": "x"}),),
        },
        table="zoo_messages",
        needed="aggregate_root_id",
        number="aggregate_root_version",
    )


EVENTSAUCE: Final = (*map(_library, _TYPES), *map(_legacy, _TYPES))
