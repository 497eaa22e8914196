"""patchlevel's event sourcing: its stores of aggregates, of streams and of tagged events."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from leftfold.model.json import JsonObject
from tests.store.layouts.library import ODD, Library, Stored, insert, moment

DOG: Final = "0d000000-0000-4000-8000-00000000000a"
CAT: Final = "ca000000-0000-4000-8000-00000000000b"

_TYPES: Final = {
    "sqlite": ("INTEGER PRIMARY KEY AUTOINCREMENT", "CHAR(36)", "CLOB", "DATETIME"),
    "postgresql": ("bigserial PRIMARY KEY", "uuid", "json", "timestamp(0) with time zone"),
    "mariadb": ("bigint AUTO_INCREMENT PRIMARY KEY", "char(36)", "json", "datetime"),
}


def _time(minutes: int) -> datetime:
    return moment(minutes).replace(microsecond=0)


def _table(database: str, name: str, columns: str, *, unique: str) -> str:
    """The table of a store; `columns` has the words for ids and documents in braces."""
    number, uuid, json, time = _TYPES[database]
    own = columns.format(uuid=uuid, json=json)
    return (
        f"CREATE TABLE {name} (id {number}, {own}, archived boolean DEFAULT false NOT NULL, custom_headers {json} "
        f"NOT NULL, recorded_on {time} NOT NULL, UNIQUE ({unique}))"
    )


def _row(database: str, table: str, place: int, **values: Any) -> str:
    recorded = f"{_time(place):%Y-%m-%d %H:%M:%S}" + ("+00" if database == "postgresql" else "")
    return insert(table, database=database, id=place, recorded_on=recorded, **values)


def _told(database: str, *, yes: bool) -> str:
    """How the metadata tells a truth that a column has."""
    return str(yes).lower() if database == "postgresql" else str(int(yes))


def _aggregates(database: str) -> Library:
    def event(place: int, aggregate: tuple[str, str, int], name: str, data: Any, **more: Any) -> str:
        type_, id_, playhead = aggregate
        values = {"aggregate": type_, "aggregate_id": id_, "playhead": playhead, "event": name, "payload": data}
        usual = {"new_stream_start": False, "archived": False, "custom_headers": {}}
        return _row(database, "eventstore", place, **{**values, **usual, **more})

    def known(place: int, version: int, type_: str, data: Any, *, deleted: bool = False, **more: Any) -> Stored:
        metadata = {"new_stream_start": _told(database, yes=type_ == "dog.begun"), **more}
        return Stored(version, type_, data, metadata, _time(place), place, deleted)

    columns = (
        "aggregate varchar(255) NOT NULL, aggregate_id {uuid} NOT NULL, playhead int NOT NULL, event varchar(255) "
        "NOT NULL, payload {json} NOT NULL, new_stream_start boolean DEFAULT false NOT NULL"
    )
    return Library(
        layout="patchlevel-aggregates",
        database=database,
        schema=(_table(database, "eventstore", columns, unique="aggregate, aggregate_id, playhead"),),
        rows=(
            event(1, ("dog", DOG, 1), "dog.born", {"name": ODD}, archived=True),
            event(2, ("cat", CAT, 1), "cat.found", {"name": "x"}, custom_headers={"trace": [1]}),
            event(3, ("dog", DOG, 2), "dog.begun", {}, new_stream_start=True),
        ),
        streams={
            f"dog/{DOG}": (
                known(1, 1, "dog.born", {"name": ODD}, deleted=True),
                known(3, 2, "dog.begun", {}),
            ),
            f"cat/{CAT}": (known(2, 1, "cat.found", {"name": "x"}, trace=[1]),),
        },
        table="eventstore",
        needed="aggregate_id",
        number="playhead",
    )


def _streams(database: str) -> Library:
    def event(place: int, stream: str, playhead: int | None, data: Any, *, archived: bool = False) -> str:
        values = {"stream": stream, "playhead": playhead, "event": f"e{place}", "payload": data, "archived": archived}
        return _row(database, "event_store", place, **values, new_stream_start=False, custom_headers={})

    def known(place: int, version: int, data: Any, *, deleted: bool = False) -> Stored:
        started: JsonObject = {"new_stream_start": _told(database, yes=False)}
        return Stored(version, f"e{place}", data, started, _time(place), place, deleted)

    columns = (
        "stream varchar(255) NOT NULL, playhead int, event varchar(255) NOT NULL, payload {json} NOT NULL, "
        "new_stream_start boolean DEFAULT false NOT NULL"
    )
    return Library(
        layout="patchlevel-streams",
        database=database,
        schema=(_table(database, "event_store", columns, unique="stream, playhead"),),
        rows=(
            event(1, f"dog-{ODD}", 1, {"name": ODD}, archived=True),
            event(2, f"dog-{ODD}", None, {"name": "☃ without a place"}),
            event(3, f"dog-{ODD}", 2, {}),
            event(4, "cats", 1, {"name": "x"}),
        ),
        streams={
            f"dog/dog-{ODD}": (known(1, 1, {"name": ODD}, deleted=True), known(3, 2, {})),
            "cats/cats": (known(4, 1, {"name": "x"}),),
        },
        table="event_store",
        needed="stream",
        number="playhead",
    )


def _tags(database: str) -> Library:
    def event(place: int, stream: str, playhead: int | None, data: Any, *, archived: bool = False) -> str:
        values = {"stream": stream, "playhead": playhead, "event_id": f"id{place}", "event_name": f"e{place}"}
        rest = {"event_payload": data, "tags": ["a"], "archived": archived, "custom_headers": {}}
        return _row(database, "event_store", place, **values, **rest)

    def known(place: int, version: int, data: Any, playhead: str = "", *, deleted: bool = False) -> Stored:
        counted = {"playhead": playhead} if playhead else {}
        metadata: JsonObject = {"event_id": f"id{place}", **counted, "tags": '["a"]'}
        return Stored(version, f"e{place}", data, metadata, _time(place), place, deleted)

    columns = (
        "stream varchar(255) NOT NULL, playhead int, event_id varchar(255) NOT NULL UNIQUE, event_name varchar(255) "
        "NOT NULL, event_payload {json} NOT NULL, tags {json}"
    )
    return Library(
        layout="patchlevel-tags",
        database=database,
        schema=(_table(database, "event_store", columns, unique="stream, playhead"),),
        rows=(
            event(1, "main", None, {"name": ODD}),
            event(2, f"dog-{ODD}", 1, {"name": "x"}, archived=True),
            event(3, "main", None, {}, archived=True),
            event(5, f"dog-{ODD}", 2, {}),
        ),
        streams={
            "main/main": (known(1, 1, {"name": ODD}), known(3, 2, {}, deleted=True)),
            f"dog/dog-{ODD}": (known(2, 1, {"name": "x"}, "1", deleted=True), known(5, 2, {}, "2")),
        },
        table="event_store",
        needed="event_payload",
        number="id",
    )


PATCHLEVEL: Final = tuple(make(database) for make in (_aggregates, _streams, _tags) for database in _TYPES)
