"""Python's `eventsourcing`: its aggregate recorders, and its recorders on Django and SQLAlchemy."""

from __future__ import annotations

import json
import zlib
from typing import Any, Final
from uuid import UUID

from tests.store.layouts.library import ODD, Library, Stored, insert, moment

DOG: Final = UUID("0d000000-0000-4000-8000-00000000000a")
CAT: Final = UUID("ca000000-0000-4000-8000-00000000000b")


def state(minutes: int, **attributes: Any) -> bytes:
    """An event's state as the library's JSON transcoder writes it."""
    time = {"_type_": "datetime_iso", "_data_": moment(minutes).isoformat()}
    return json.dumps({"timestamp": time, **attributes}, ensure_ascii=False, separators=(",", ":")).encode()


def _known(minutes: int, position: int | None, version: int, type_: str, **attributes: Any) -> Stored:
    data = {"timestamp": moment(minutes).isoformat(), **attributes}
    return Stored(version, type_, data, {"topic": f"zoo:{type_}"}, moment(minutes), position)


def _insert(database: str, table: str, key: tuple[str | bytes, int], topic: str, raw: bytes, **more: Any) -> str:
    values = {"originator_id": key[0], "originator_version": key[1], "topic": f"zoo:{topic}", "state": raw}
    return insert(table, database=database, **more, **values)


def _id(database: str, id_: UUID) -> str:
    return str(id_) if database == "postgresql" else id_.hex


_COLUMNS: Final = {
    "sqlite": "originator_id TEXT, originator_version INTEGER, topic TEXT, state BLOB",
    "postgresql": "originator_id uuid NOT NULL, originator_version bigint NOT NULL, topic text, state bytea",
}
_KEY: Final = "PRIMARY KEY (originator_id, originator_version)"


def _aggregates(database: str, prefix: str) -> Library:
    columns, end = _COLUMNS[database], " WITHOUT ROWID" if database == "sqlite" else ""
    events, snapshots = f"{prefix}_events", f"{prefix}_snapshots"

    def put(table: str, id_: UUID, version: int, topic: str, raw: bytes) -> str:
        return _insert(database, table, (_id(database, id_), version), topic, raw)

    return Library(
        layout=f"eventsourcing-{database}-aggregates",
        database=database,
        schema=tuple(f"CREATE TABLE {table} ({columns}, {_KEY}){end}" for table in (events, snapshots)),
        rows=(
            put(events, DOG, 1, "Dog.Born", state(1, name=ODD)),
            put(events, CAT, 1, "Cat.Found", zlib.compress(state(2, name="x"))),
            put(events, DOG, 2, "Animal.Fed", state(3)),
            put(snapshots, DOG, 2, "Snapshot", state(3, topic="zoo:Dog", state={"name": ODD})),
        ),
        streams={
            f"Dog/{DOG}": (_known(1, None, 1, "Dog.Born", name=ODD), _known(3, None, 2, "Animal.Fed")),
            f"Cat/{CAT}": (_known(2, None, 1, "Cat.Found", name="x"),),
        },
        table=events,
        needed="topic",
        number="originator_version",
        snapshots={f"Dog/{DOG}": ((2, {"name": ODD}),)},
    )


AGGREGATES: Final = (_aggregates("sqlite", "stored"), _aggregates("postgresql", "zoo"))

_DJANGO: Final = {
    "sqlite": (
        "integer NOT NULL PRIMARY KEY AUTOINCREMENT",
        (
            "application_name varchar(32) NOT NULL, originator_id char(32) NOT NULL, originator_version bigint NOT "
            "NULL, "
            "topic text NOT NULL, state BLOB NOT NULL"
        ),
    ),
    "postgresql": (
        "bigserial NOT NULL PRIMARY KEY",
        (
            "application_name varchar(32) NOT NULL, originator_id uuid NOT NULL, originator_version bigint NOT NULL, "
            "topic text NOT NULL, state bytea NOT NULL"
        ),
    ),
    "mariadb": (
        "bigint AUTO_INCREMENT NOT NULL PRIMARY KEY",
        (
            "application_name varchar(32) NOT NULL, originator_id char(32) NOT NULL, originator_version bigint NOT "
            "NULL, "
            "topic longtext NOT NULL, state longblob NOT NULL"
        ),
    ),
}


def _django(database: str) -> Library:
    number, columns = _DJANGO[database]
    unique = "UNIQUE (application_name, originator_id, originator_version)"

    def put(place: int, application: str, version: int, topic: str, raw: bytes) -> str:
        more = {"id": place, "application_name": application}
        return _insert(database, "stored_events", (_id(database, DOG), version), topic, raw, **more)

    kept = state(2, topic="zoo:Dog", state={"name": ODD})
    snapshot = {"application_name": "zoo", "uid": 1}
    return Library(
        layout="eventsourcing-django",
        database=database,
        schema=(
            f"CREATE TABLE stored_events (id {number}, {columns}, {unique}, UNIQUE (application_name, id))",
            f"CREATE TABLE snapshots (uid {number}, {columns}, {unique})",
        ),
        rows=(
            put(1, "zoo", 1, "Dog.Born", state(1, name=ODD)),
            put(2, "farm", 1, "Dog.Bought", state(2, name="x")),
            put(4, "zoo", 2, "Dog.Fed", state(3)),
            _insert(database, "snapshots", (_id(database, DOG), 2), "Snapshot", kept, **snapshot),
        ),
        streams={
            f"zoo/{DOG}": (_known(1, 1, 1, "Dog.Born", name=ODD), _known(3, 4, 2, "Dog.Fed")),
            f"farm/{DOG}": (_known(2, 2, 1, "Dog.Bought", name="x"),),
        },
        table="stored_events",
        needed="state",
        number="id",
        snapshots={f"zoo/{DOG}": ((2, {"name": ODD}),)},
    )


DJANGO: Final = tuple(map(_django, _DJANGO))

_SQLALCHEMY: Final = {
    "sqlite": (
        "id INTEGER NOT NULL PRIMARY KEY",
        (
            "originator_id BINARY(16) NOT NULL, originator_version INTEGER NOT NULL, topic TEXT NOT NULL, "
            "state BLOB NOT NULL"
        ),
    ),
    "postgresql": (
        "id bigserial NOT NULL PRIMARY KEY",
        "originator_id uuid NOT NULL, originator_version bigint NOT NULL, topic text NOT NULL, state bytea NOT NULL",
    ),
    "mariadb": (
        "id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY",
        (
            "originator_id BINARY(16) NOT NULL, originator_version bigint NOT NULL, topic text NOT NULL, "
            "state BLOB NOT NULL"
        ),
    ),
}


def _sqlalchemy(database: str) -> Library:
    number, columns = _SQLALCHEMY[database]

    def put(table: str, id_: UUID, version: int, topic: str, raw: bytes, **more: int) -> str:
        stored = str(id_) if database == "postgresql" else id_.bytes
        return _insert(database, table, (stored, version), topic, raw, **more)

    return Library(
        layout="eventsourcing-sqlalchemy",
        database=database,
        schema=(
            f"CREATE TABLE zoo_events ({number}, {columns})",
            "CREATE UNIQUE INDEX stored_aggregate_event_index ON zoo_events (originator_id, originator_version)",
            f"CREATE TABLE zoo_snapshots ({columns}, {_KEY})",
        ),
        rows=(
            put("zoo_events", DOG, 1, "Dog.Born", state(1, name=ODD), id=1),
            put("zoo_events", CAT, 1, "Cat.Found", state(2, name="x"), id=2),
            put("zoo_events", DOG, 2, "Dog.Fed", state(3), id=4),
            put("zoo_snapshots", DOG, 2, "Snapshot", state(3, topic="zoo:Dog", state={"name": ODD})),
        ),
        streams={
            f"Dog/{DOG}": (_known(1, 1, 1, "Dog.Born", name=ODD), _known(3, 4, 2, "Dog.Fed")),
            f"Cat/{CAT}": (_known(2, 2, 1, "Cat.Found", name="x"),),
        },
        table="zoo_events",
        needed="originator_id",
        number="originator_version",
        snapshots={f"Dog/{DOG}": ((2, {"name": ODD}),)},
    )


SQLALCHEMY: Final = tuple(map(_sqlalchemy, _SQLALCHEMY))
