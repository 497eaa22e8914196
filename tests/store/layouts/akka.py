"""Akka's and Pekko's persistence by JDBC, with the present journal and the legacy one."""

from __future__ import annotations

import gzip
import json
from typing import Any, Final

from leftfold.model.json import JsonObject
from leftfold.store.codec import read_any
from tests.store.layouts.library import ODD, Library, Stored, insert, moment

_TYPES: Final = {"postgresql": ("bigserial", "bytea"), "mariadb": ("SERIAL", "mediumblob")}
_PROTOBUF: Final = b"\x0a\x12\x08\x01\x12\x0e\xac\xed"


def _milliseconds(minutes: int) -> int:
    return int(moment(minutes).replace(microsecond=0).timestamp() * 1000)


def _present(database: str) -> Library:
    number, blob = _TYPES[database]

    def event(place: int, id_: str, sequence: int, payload: bytes, time: int, **more: Any) -> str:
        values = {"ordering": place, "persistence_id": id_, "sequence_number": sequence, "event_payload": payload}
        codec = {"event_ser_id": 31, "event_ser_manifest": "zoo.Fed", "writer": "w", "adapter_manifest": ""}
        return insert("event_journal", database=database, **{**values, **codec, "write_timestamp": time, **more})

    def known(place: int, version: int, data: Any, *, minutes: int = 0, deleted: bool = False, **more: str) -> Stored:
        metadata: JsonObject = {"event_ser_id": "31", "adapter_manifest": "", "writer": "w", **more}
        time = moment(minutes).replace(microsecond=0) if minutes else None
        return Stored(version, "zoo.Fed", data, metadata, time, place, deleted)

    long = {"name": "y" * 40_000}
    snapshot = {"persistence_id": f"Dog|{ODD}", "sequence_number": 2, "created": _milliseconds(3)}
    state = {"snapshot_ser_id": 31, "snapshot_ser_manifest": "", "snapshot_payload": b'{"name":"z"}'}
    return Library(
        layout="akka-jdbc",
        database=database,
        schema=(
            (
                f"CREATE TABLE event_journal (ordering {number}, persistence_id varchar(255) NOT NULL, "
                "sequence_number bigint NOT NULL, deleted boolean DEFAULT false NOT NULL, writer varchar(255) NOT "
                "NULL, "
                "write_timestamp bigint, adapter_manifest varchar(255), event_ser_id integer NOT NULL, "
                f"event_ser_manifest varchar(255) NOT NULL, event_payload {blob} NOT NULL, meta_ser_id integer, "
                f"meta_ser_manifest varchar(255), meta_payload {blob}, PRIMARY KEY (persistence_id, sequence_number))"
            ),
            "CREATE UNIQUE INDEX event_journal_ordering_idx ON event_journal (ordering)",
            (
                "CREATE TABLE snapshot (persistence_id varchar(255) NOT NULL, sequence_number bigint NOT NULL, "
                "created bigint NOT NULL, snapshot_ser_id integer NOT NULL, snapshot_ser_manifest varchar(255) NOT "
                "NULL, "
                f"snapshot_payload {blob} NOT NULL, meta_ser_id integer, meta_ser_manifest varchar(255), "
                f"meta_payload {blob}, PRIMARY KEY (persistence_id, sequence_number))"
            ),
        ),
        rows=(
            event(1, f"Dog|{ODD}", 2, json.dumps({"name": ODD}, ensure_ascii=False).encode(), _milliseconds(1)),
            event(2, "loner", 1, gzip.compress(json.dumps(long).encode()), 0),
            event(4, f"Dog|{ODD}", 3, _PROTOBUF, _milliseconds(4), event_ser_id=99),
            event(5, "loner", 2, b"{}", _milliseconds(5), deleted=True),
            insert("snapshot", database=database, **snapshot, **state),
        ),
        streams={
            f"Dog/Dog|{ODD}": (
                known(1, 2, {"name": ODD}, minutes=1),
                known(4, 3, read_any(_PROTOBUF), minutes=4, event_ser_id="99"),
            ),
            "entity/loner": (known(2, 1, long), known(5, 2, {}, minutes=5, deleted=True)),
        },
        table="event_journal",
        needed="event_ser_manifest",
        number="sequence_number",
        snapshots={f"Dog/Dog|{ODD}": ((2, {"name": "z"}),)},
    )


def _legacy(database: str) -> Library:
    number, blob = _TYPES[database]
    # The text that is looked for is in the bytes, and in how Leftfold tells that it cannot read them.
    one, other = b"\x0a\x07\x12\x05compressed\xff", b"\x0a\x09\x12\x05compressed\xfe"

    def event(place: int, sequence: int, raw: bytes, **more: Any) -> str:
        values = {"ordering": place, "persistence_id": f"Dog|{ODD}", "sequence_number": sequence, "message": raw}
        return insert("journal", database=database, **values, **more)

    def known(place: int, version: int, raw: bytes, metadata: Any, *, deleted: bool = False) -> Stored:
        return Stored(version, "PersistentMessage", read_any(raw), metadata, None, place, deleted)

    return Library(
        layout="akka-jdbc-legacy",
        database=database,
        schema=(
            (
                f"CREATE TABLE journal (ordering {number}, persistence_id varchar(255) NOT NULL, sequence_number "
                "bigint "
                f"NOT NULL, deleted boolean DEFAULT false NOT NULL, tags varchar(255) DEFAULT NULL, message {blob} NOT "
                "NULL, PRIMARY KEY (persistence_id, sequence_number))"
            ),
            (
                "CREATE TABLE snapshot (persistence_id varchar(255) NOT NULL, sequence_number bigint NOT NULL, created "
                f"bigint NOT NULL, snapshot {blob} NOT NULL, PRIMARY KEY (persistence_id, sequence_number))"
            ),
        ),
        rows=(event(1, 1, one, tags="a,b"), event(3, 2, other, deleted=True)),
        streams={
            f"Dog/Dog|{ODD}": (known(1, 1, one, {"tags": "a,b"}), known(3, 2, other, {}, deleted=True)),
        },
        table="journal",
        needed="message",
        number="ordering",
        sought="compressed",
    )


AKKA: Final = tuple(make(database) for make in (_present, _legacy) for database in _TYPES)
