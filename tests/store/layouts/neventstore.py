"""NEventStore's stores: commits of several events in one row."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha1
from typing import Any, Final
from uuid import UUID

from leftfold.model.event import Document
from leftfold.model.json import JsonObject
from leftfold.store.codec import read_any
from tests.store.layouts.library import ODD, Library, Stored, at, insert, moment

_MARK: Final = b"\xef\xbb\xbf"
_OPAQUE: Final = b"\x04\x00\xfe\xff"
_IDS: Final = [UUID(int=place) for place in range(6)]

_TYPES: Final = {
    "sqlite": ("INTEGER PRIMARY KEY AUTOINCREMENT", "guid", "datetime", "blob"),
    "postgresql": ("BIGSERIAL PRIMARY KEY", "uuid", "timestamp", "bytea"),
    "mariadb": ("bigint AUTO_INCREMENT PRIMARY KEY", "binary(16)", "bigint", "mediumblob"),
}


def _body(type_: str, **attributes: Any) -> JsonObject:
    return {"$type": f"Zoo.{type_}, Zoo", **attributes}


def _time(database: str, minutes: int) -> Any:
    if database != "mariadb":
        return at(minutes)
    since = moment(minutes) - datetime(1, 1, 1, tzinfo=moment(0).tzinfo)
    return (since.days * 86_400 + since.seconds) * 10_000_000 + since.microseconds * 10


def _library(database: str) -> Library:
    number, guid, time, blob = _TYPES[database]
    names = [
        "BucketId",
        "StreamId",
        "StreamIdOriginal",
        "StreamRevision",
        "Items",
        "CommitId",
        "CommitSequence",
        "CommitStamp",
        "CheckpointNumber",
        "Headers",
        "Payload",
    ]

    def own(name: str) -> str:
        # Unquoted, PostgreSQL has it in lower case.
        return name.lower() if database == "postgresql" else name

    def commit(place: int, stream: tuple[str, str], revision: int, payload: bytes, items: int) -> str:
        bucket, name = stream
        hashed = sha1(name.encode(), usedforsecurity=False).hexdigest().upper()
        id_: Any = str(_IDS[place]) if database != "mariadb" else _IDS[place].bytes
        stamp = _time(database, place)
        values = (bucket, hashed, name, revision, items, id_, place, stamp, place, b'{"by":"me"}', payload)
        return insert("Commits", database=database, **dict(zip(map(own, names), values, strict=True)))

    def written(*events: tuple[JsonObject, JsonObject]) -> bytes:
        whole = [{"Headers": headers, "Body": body} for headers, body in events]
        return _MARK + json.dumps(whole, ensure_ascii=False).encode()

    def known(place: int, version: int, data: Document, headers: Document, type_: str = "event") -> Stored:
        told = ("Headers", '{"by":"me"}'), ("CommitId", str(_IDS[place])), ("CommitSequence", str(place))
        beside: JsonObject = {own(name): text for name, text in told}
        beside[own("CheckpointNumber")] = str(place)
        metadata: Document = {**beside, **headers} if isinstance(headers, dict) else headers
        return Stored(version, type_, data, metadata, moment(place), None)

    born, fed, told = _body("Born", Name=ODD), _body("Fed"), _body("Born", Name="x")
    unread = read_any(_OPAQUE)
    return Library(
        layout="neventstore-mysql" if database == "mariadb" else "neventstore",
        database=database,
        schema=(
            (
                f"CREATE TABLE Commits (BucketId varchar(40) NOT NULL, StreamId char(40) NOT NULL, StreamIdOriginal "
                f"varchar(1000) NOT NULL, StreamRevision int NOT NULL, Items int NOT NULL, CommitId {guid} NOT NULL, "
                f"CommitSequence int NOT NULL, CommitStamp {time} NOT NULL, CheckpointNumber {number}, "
                f"Headers {blob}, Payload {blob} NOT NULL)"
            ),
            "CREATE UNIQUE INDEX IX_Commits_CommitSequence ON Commits (BucketId, StreamId, CommitSequence)",
        ),
        rows=(
            commit(1, ("default", ODD), 2, written(({}, born), ({"h": 1}, fed)), 2),
            commit(2, ("other", ODD), 1, written(({}, told)), 1),
            commit(3, ("default", ODD), 3, written(({}, {"Name": "y"})), 1),
            commit(4, ("default", "sealed"), 2, _OPAQUE, 2),
        ),
        streams={
            f"default/{ODD}": (
                known(1, 1, born, {}, "Zoo.Born"),
                known(1, 2, fed, {"h": 1}, "Zoo.Fed"),
                known(3, 3, {"Name": "y"}, {}),
            ),
            f"other/{ODD}": (known(2, 1, told, {}, "Zoo.Born"),),
            "default/sealed": (known(4, 1, unread, unread), known(4, 2, unread, unread)),
        },
        table=own("Commits"),
        needed=own("Items"),
        number=own("StreamRevision"),
    )


NEVENTSTORE: Final = tuple(map(_library, _TYPES))
