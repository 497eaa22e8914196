"""prooph's stores: a table for many aggregates, and a table that is one stream."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha1
from typing import Any, Final
from uuid import UUID

from leftfold.model.json import JsonObject
from tests.store.layouts.library import ODD, Library, Stored, at, insert, moment

_NAME: Final = "zoo-stream"
_TABLE: Final = "_" + sha1(_NAME.encode(), usedforsecurity=False).hexdigest()
_IDS: Final = [str(UUID(int=place)) for place in range(6)]

_CATALOGUE: Final = {
    "postgresql": (
        "CREATE TABLE event_streams (no BIGSERIAL PRIMARY KEY, real_stream_name VARCHAR(150) NOT NULL, stream_name "
        "CHAR(41) NOT NULL UNIQUE, metadata JSONB, category VARCHAR(150))"
    ),
    "mariadb": (
        "CREATE TABLE event_streams (`no` BIGINT(20) NOT NULL AUTO_INCREMENT PRIMARY KEY, real_stream_name "
        "VARCHAR(150) NOT NULL UNIQUE, stream_name CHAR(41) NOT NULL, metadata LONGTEXT NOT NULL, category "
        "VARCHAR(150))"
    ),
}
_COLUMNS: Final = {
    "postgresql": (
        "no BIGSERIAL PRIMARY KEY, event_id UUID NOT NULL UNIQUE, event_name VARCHAR(100) NOT NULL, payload JSON NOT "
        "NULL, metadata JSONB NOT NULL, created_at TIMESTAMP(6) NOT NULL"
    ),
    "mariadb": (
        "`no` BIGINT(20) NOT NULL AUTO_INCREMENT PRIMARY KEY, event_id CHAR(36) NOT NULL UNIQUE, event_name "
        "VARCHAR(100) NOT NULL, payload LONGTEXT NOT NULL, metadata LONGTEXT NOT NULL, created_at DATETIME(6) NOT NULL"
    ),
}
_GENERATED: Final = (
    ", aggregate_version INT(11) UNSIGNED GENERATED ALWAYS AS (JSON_EXTRACT(metadata, '$._aggregate_version')) STORED, "
    "aggregate_id CHAR(150) GENERATED ALWAYS AS (JSON_UNQUOTE(JSON_EXTRACT(metadata, '$._aggregate_id'))) STORED, "
    "aggregate_type VARCHAR(150) GENERATED ALWAYS AS (JSON_UNQUOTE(JSON_EXTRACT(metadata, '$._aggregate_type'))) "
    "STORED, UNIQUE KEY ix_unique_event (aggregate_type, aggregate_id, aggregate_version)"
)
_KEYS: Final = "(metadata->>'_aggregate_type'), (metadata->>'_aggregate_id'), (metadata->>'_aggregate_version')"


def _schema(database: str, *, single: bool) -> tuple[str, ...]:
    columns = _COLUMNS[database] + (_GENERATED if single and database == "mariadb" else "")
    index = (f"CREATE UNIQUE INDEX ON {_TABLE} ({_KEYS})",) if single and database == "postgresql" else ()
    return (_CATALOGUE[database], f"CREATE TABLE {_TABLE} ({columns})", *index)


def _event(database: str, place: int, data: object, metadata: JsonObject) -> str:
    values = {"no": place, "event_id": _IDS[place], "event_name": f"e{place}", "payload": data, "metadata": metadata}
    return insert(_TABLE, database=database, **values, created_at=at(place))


def _listed(database: str) -> tuple[str, ...]:
    def stream(name: str, table: str) -> str:
        values = {"real_stream_name": name, "stream_name": table, "metadata": [], "category": "zoo"}
        return insert("event_streams", database=database, **values)

    return stream(_NAME, _TABLE), stream("zoo-other", "_" + "0" * 40)


def _known(place: int, version: int, data: Any, metadata: JsonObject) -> Stored:
    return Stored(version, f"e{place}", data, {"event_id": _IDS[place], **metadata}, _time(place), place)


def _time(place: int) -> datetime:
    return moment(place)


def _of(type_: str, id_: str, version: int) -> JsonObject:
    return {"_aggregate_type": type_, "_aggregate_id": id_, "_aggregate_version": version}


def _single(database: str) -> Library:
    dog = [_of("dog", ODD, version) for version in (1, 2)]
    cat = _of("cat", ODD, 1)
    return Library(
        layout="prooph-postgresql" if database == "postgresql" else "prooph-mysql",
        database=database,
        schema=_schema(database, single=True),
        rows=(
            *_listed(database),
            _event(database, 1, {"name": ODD}, dog[0]),
            _event(database, 2, {"name": "x"}, cat),
            _event(database, 4, [], dog[1]),
        ),
        streams={
            f"dog/{ODD}": (_known(1, 1, {"name": ODD}, dog[0]), _known(4, 2, [], dog[1])),
            f"cat/{ODD}": (_known(2, 1, {"name": "x"}, cat),),
        },
        is_told_by_index=database == "postgresql",
        table=_TABLE,
        needed="event_name",
        number="no",
    )


def _whole(database: str) -> Library:
    return Library(
        layout="prooph-streams",
        database=database,
        schema=_schema(database, single=False),
        rows=(
            *_listed(database),
            _event(database, 1, {"name": ODD}, {"by": "me"}),
            _event(database, 2, {}, {}),
        ),
        streams={f"zoo/{_NAME}": (_known(1, 1, {"name": ODD}, {"by": "me"}), _known(2, 2, {}, {}))},
        table=_TABLE,
        needed="event_name",
        number="no",
    )


PROOPH: Final = tuple(make(database) for make in (_single, _whole) for database in _CATALOGUE)
