"""Broadway's stores, with ids as text and as bytes."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from leftfold.model.json import JsonObject
from tests.store.layouts.library import ODD, Library, Stored, insert, moment

DOG: Final = UUID("0d000000-0000-4000-8000-00000000000a")
CAT: Final = UUID("ca000000-0000-4000-8000-00000000000b")

_TYPES: Final = {
    "sqlite": ("INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL", "CHAR(36)", "CLOB"),
    "postgresql": ("serial PRIMARY KEY NOT NULL", "uuid", "text"),
    "mariadb": ("INT AUTO_INCREMENT PRIMARY KEY NOT NULL", "CHAR(36)", "LONGTEXT"),
}


def _library(database: str, table: str = "events", *, binary: bool = False) -> Library:
    number, uuid, text = _TYPES[database]

    def event(place: int, id_: UUID, playhead: int, type_: str, data: object, **values: Any) -> str:
        stored: Any = id_.bytes if binary else str(id_)
        payload = {"class": type_.replace(".", "\\"), "payload": data}
        metadata = {"class": "Broadway\\Domain\\Metadata", "payload": values}
        rest = {"payload": payload, "metadata": metadata, "recorded_on": moment(place).isoformat(), "type": type_}
        return insert(table, database=database, id=place, uuid=stored, playhead=playhead, **rest)

    def known(place: int, version: int, type_: str, data: JsonObject, **values: Any) -> Stored:
        return Stored(version, type_, data, values, moment(place), place)

    return Library(
        layout="broadway",
        database=database,
        schema=(
            (
                f"CREATE TABLE {table} (id {number}, uuid {'BINARY(16)' if binary else uuid} NOT NULL, playhead "
                "INTEGER "
                f"NOT NULL, payload {text} NOT NULL, metadata {text} NOT NULL, recorded_on VARCHAR(32) NOT NULL, "
                f"type VARCHAR(255) NOT NULL, UNIQUE (uuid, playhead))"
            ),
        ),
        rows=(
            event(1, DOG, 0, "Zoo.Dogs.Born", {"name": ODD}, by="me"),
            event(2, CAT, 0, "Found", {"name": "x"}),
            event(4, DOG, 1, "Zoo.Dogs.Fed", {}),
        ),
        streams={
            f"Zoo.Dogs/{DOG}": (
                known(1, 0, "Zoo.Dogs.Born", {"name": ODD}, by="me"),
                known(4, 1, "Zoo.Dogs.Fed", {}),
            ),
            f"aggregate/{CAT}": (known(2, 0, "Found", {"name": "x"}),),
        },
        table=table,
        needed="recorded_on",
        number="playhead",
    )


BROADWAY: Final = (
    _library("sqlite"),
    _library("sqlite", "zoo_history", binary=True),
    _library("postgresql", "zoo_history"),
    _library("mariadb"),
    _library("mariadb", "zoo_history", binary=True),
)
