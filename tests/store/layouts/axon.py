"""Axon Framework 4, by JPA and by JDBC, and 5."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from leftfold.model.json import JsonObject
from leftfold.store.codec import read_any
from tests.store.layouts.library import ODD, Library, Stored, insert, moment

_XML: Final = f"<zoo.Born><name>{ODD}</name><legs>4</legs></zoo.Born>".encode()
_META: Final = b"<meta-data><entry><string>traceId</string><string>t1</string></entry></meta-data>"
_OPAQUE: Final = b"\xac\xed\x00\x05"
_NUMBER: Final = {
    "sqlite": "INTEGER PRIMARY KEY",
    "postgresql": "bigserial PRIMARY KEY",
    "mariadb": "bigint NOT NULL AUTO_INCREMENT PRIMARY KEY",
}
_NAMES: Final = (
    "global_index",
    "event_identifier",
    "meta_data",
    "payload_revision",
    "payload_type",
    "time_stamp",
    "aggregate_identifier",
    "sequence_number",
)


def _time(minutes: int) -> datetime:
    return moment(minutes).replace(microsecond=0)


def _iso(minutes: int) -> str:
    return f"{_time(minutes):%Y-%m-%dT%H:%M:%S.000Z}"


def _schema(database: str, lob: str) -> tuple[str, ...]:
    columns = (
        f"event_identifier varchar(255) NOT NULL, meta_data {lob}, payload {lob} NOT NULL, payload_revision "
        "varchar(255), payload_type varchar(255) NOT NULL, time_stamp varchar(255) NOT NULL, aggregate_identifier "
        "varchar(255) NOT NULL, sequence_number bigint NOT NULL, type varchar(255)"
    )
    return (
        (
            f"CREATE TABLE domain_event_entry (global_index {_NUMBER[database]}, {columns}, UNIQUE (event_identifier), "
            "UNIQUE (aggregate_identifier, sequence_number))"
        ),
        f"CREATE TABLE snapshot_event_entry ({columns}, PRIMARY KEY (aggregate_identifier, sequence_number))",
    )


def _events(database: str) -> tuple[str, ...]:
    def event(table: str, id_: str, version: int, minutes: int, payload: bytes, **more: Any) -> str:
        values = {
            "event_identifier": f"e{minutes}",
            "payload": payload,
            "payload_type": "zoo.Fed" if version else "zoo.Born",
            "time_stamp": _iso(minutes),
            "aggregate_identifier": id_,
            "sequence_number": version,
        }
        return insert(table, database=database, **values, **more)

    table = "domain_event_entry"
    return (
        event(table, ODD, 0, 1, _XML, global_index=1, type="Dog", meta_data=_META, payload_revision="2"),
        event(table, "id", 0, 2, b'{"name": "x"}', global_index=2, type=None),
        event(table, ODD, 1, 3, _OPAQUE, global_index=5, type="Dog"),
        event("snapshot_event_entry", ODD, 1, 4, b'{"name": "z"}', type="Dog"),
    )


def _in_camels(statement: str) -> str:
    """The statement with names as JDBC has them."""
    for table in ("domain_event_entry", "snapshot_event_entry"):
        statement = statement.replace(table, "".join(map(str.capitalize, table.split("_"))))
    for name in _NAMES:
        first, *others = name.split("_")
        statement = statement.replace(name, first + "".join(map(str.capitalize, others)))
    return statement


def _unquoted(statement: str) -> str:
    """The same without quotes, so that PostgreSQL has it in lower case."""
    camels = _in_camels(statement)
    return re.sub(r'"(\w+)"', r"\1", camels)


def _as_large_object(statement: str) -> str:
    """The statement with its bytes put where Hibernate puts them on PostgreSQL."""
    return re.sub(r"('\\x[0-9a-f]*')", r"lo_from_bytea(0, \1)", statement)


def _library(database: str, lob: str, change: Callable[[str], str] = str) -> Library:
    def name(known: str) -> str:
        changed = change(known)
        return changed.lower() if change is _unquoted else changed

    born: JsonObject = {name("event_identifier"): "e1", name("payload_revision"): "2", "traceId": "t1"}
    return Library(
        layout="axon-4",
        database=database,
        schema=tuple(map(change, _schema(database, lob))),
        rows=tuple(map(change, _events(database))),
        streams={
            f"Dog/{ODD}": (
                Stored(0, "zoo.Born", {"name": ODD, "legs": "4"}, born, _time(1), 1),
                Stored(1, "zoo.Fed", read_any(_OPAQUE), {name("event_identifier"): "e3"}, _time(3), 5),
            ),
            "/id": (Stored(0, "zoo.Born", {"name": "x"}, {name("event_identifier"): "e2"}, _time(2), 2),),
        },
        table=name("domain_event_entry"),
        needed=name("payload_type"),
        number=name("sequence_number"),
        snapshots={f"Dog/{ODD}": ((1, {"name": "z"}),)},
    )


AXON_4: Final = (
    _library("sqlite", "blob"),
    _library("sqlite", "blob", _in_camels),
    _library("postgresql", "oid", _as_large_object),
    _library("postgresql", "bytea", _unquoted),
    _library("mariadb", "longblob"),
)


def _axon_5(database: str, lob: str) -> Library:
    columns = (
        f"identifier varchar(255) NOT NULL, type varchar(255) NOT NULL, version varchar(255) NOT NULL, payload {lob} "
        f"NOT NULL, metadata {lob}, timestamp varchar(255) NOT NULL, aggregate_type varchar(255), "
        "aggregate_identifier varchar(255), aggregate_sequence_number bigint"
    )

    def event(place: int, type_: str, aggregate: tuple[Any, Any, Any], data: Any, metadata: bytes | None) -> str:
        kind, id_, sequence = aggregate
        payload = json.dumps(data, ensure_ascii=False).encode()
        values = {"identifier": f"e{place}", "type": type_, "version": "0.0.1", "payload": payload}
        more = {"metadata": metadata, "timestamp": _iso(place), "aggregate_type": kind, "aggregate_identifier": id_}
        rest = {"global_index": place, "aggregate_sequence_number": sequence}
        return insert("aggregate_event_entry", database=database, **values, **more, **rest)

    def known(version: int, type_: str, data: Any, place: int, **metadata: str) -> Stored:
        whole: JsonObject = {"identifier": f"e{place}", "version": "0.0.1", **metadata}
        return Stored(version, type_, data, whole, _time(place), place)

    return Library(
        layout="axon-5",
        database=database,
        schema=(
            (
                f"CREATE TABLE aggregate_event_entry (global_index {_NUMBER[database]}, {columns}, "
                "UNIQUE (aggregate_identifier, aggregate_sequence_number))"
            ),
        ),
        rows=(
            event(1, "zoo.Born", ("Dog", ODD, 0), {"name": ODD}, b'{"correlationId":"c"}'),
            event(2, "zoo.Told", (None, None, None), {"name": "☃ of nobody"}, None),
            event(4, "zoo.Fed", ("Dog", ODD, 1), {}, None),
            event(5, "zoo.Born", ("Cat", "id", 0), {}, b"{}"),
        ),
        streams={
            f"Dog/{ODD}": (known(0, "zoo.Born", {"name": ODD}, 1, correlationId="c"), known(1, "zoo.Fed", {}, 4)),
            "Cat/id": (known(0, "zoo.Born", {}, 5),),
        },
        table="aggregate_event_entry",
        needed="aggregate_type",
        number="aggregate_sequence_number",
    )


AXON_5: Final = (_axon_5("sqlite", "blob"), _axon_5("postgresql", "bytea"), _axon_5("mariadb", "longblob"))
