"""The statements of a layout are made with the names that are there, and tell where another writer was first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pytest
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError

from leftfold.store.appending import BOUND, Appender, Moved, parts_of
from leftfold.store.forms import DocumentForm
from leftfold.store.layout import DocumentColumn, EventsTable, Join, Metadata, TextPart
from leftfold.store.protocols import Appending, Step

ODD: Final = "odd \"na:me's"
BOUNDS: Final[dict[str, Any]] = {name: name for name in BOUND} | {"version": 1, "expected": 0}


def table(name: str = "events", *, schema: str = "", metadata: bool = False) -> EventsTable:
    document = DocumentColumn("data", DocumentForm.JSON)
    return EventsTable(
        table=name,
        schema=schema,
        joins=(Join("heads", "streams", (), schema),),
        aggregate_type=TextPart(value="x"),
        aggregate_id=TextPart(column="id"),
        version="version",
        position="",
        event_type=TextPart(column="type"),
        data=document,
        metadata=Metadata(document if metadata else None),
        recorded_at=None,
    )


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        for statement in (
            "CREATE TABLE events (id TEXT, version INTEGER, data TEXT NOT NULL, PRIMARY KEY (id, version))",
            "CREATE TABLE streams (id TEXT, version INTEGER, number INTEGER PRIMARY KEY)",
            f"CREATE TABLE {_quoted(ODD)} (id TEXT)",
            (
                "CREATE TRIGGER careful BEFORE INSERT ON events WHEN NEW.version > 9 "
                "BEGIN SELECT RAISE(ABORT, 'Wrong expected version: 9'); END"
            ),
        ):
            connection.exec_driver_sql(statement)
        yield connection
    engine.dispose()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def rows(connection: Connection, name: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {_quoted(name)}")]


def append(
    connection: Connection, *steps: Step, here: EventsTable | None = None, first: bool = False, **bound: Any
) -> None:
    appending = Appending(steps=steps, conflicts=("Wrong expected version",))
    Appender(appending, here or table(), "sqlite").append(connection, BOUNDS | bound, is_first=first)


INSERT: Final = Step(sql="INSERT INTO {events} VALUES (:id, :version, :data)", rows=1)


def test_tables_are_named_as_they_are_whatever_is_in_their_names(connection: Connection) -> None:
    name = Step(sql="INSERT INTO {table} SELECT {table_name} || coalesce({schema}, '-') || :id")
    append(connection, name, here=table(ODD, schema="main"))
    append(connection, Step(sql="INSERT INTO {beside}streams (id) VALUES (:id)"), here=table(schema="main"))
    append(connection, Step(sql="INSERT INTO {heads} (id) VALUES (coalesce({schema}, 'none'))"))
    assert rows(connection, ODD) == [(f'{ODD}"main"id',)]
    assert rows(connection, "streams") == [("id", None, 1), ("none", None, 2)]


def test_a_step_is_made_only_where_it_belongs(connection: Connection) -> None:
    steps = [
        Step(sql="INSERT INTO {heads} (id) VALUES ('new')", for_stream="new"),
        Step(sql="INSERT INTO {heads} (id) VALUES ('known')", for_stream="known"),
        Step(sql="INSERT INTO {heads} (id) VALUES ('other')", databases=("postgresql",)),
        Step(sql="INSERT INTO {heads} (id) VALUES ('sqlite')", databases=("sqlite",)),
        Step(sql="INSERT INTO {heads} (id) VALUES ('noted')", metadata=True),
        Step(sql="INSERT INTO {heads} (id) VALUES ('bare')", metadata=False),
    ]
    append(connection, *steps, first=True)
    assert [row[0] for row in rows(connection, "streams")] == ["new", "sqlite", "bare"]
    append(connection, *steps, here=table(metadata=True))
    assert [row[0] for row in rows(connection, "streams")][3:] == ["known", "sqlite", "noted"]


def test_what_a_step_keeps_is_bound_by_later_ones(connection: Connection) -> None:
    keep = Step(sql="INSERT INTO {heads} (id) VALUES (:id) RETURNING number AS place", keep=("place",))
    append(connection, keep, Step(sql="INSERT INTO {events} VALUES (:id, :place, :data)"))
    assert rows(connection, "events") == [("id", 1, "data")]
    nothing = Step(sql="UPDATE {heads} SET id = 'x' WHERE id = 'nobody' RETURNING number AS place", keep=("place",))
    with pytest.raises(Moved):
        append(connection, nothing)


def test_another_writer_is_told_by_rows_by_a_key_and_by_words(connection: Connection) -> None:
    append(connection, INSERT)
    with pytest.raises(Moved):
        append(connection, INSERT)
    with pytest.raises(Moved):
        append(connection, INSERT, version=10)
    with pytest.raises(Moved):
        append(connection, Step(sql="UPDATE {events} SET data = :data WHERE version = 7", rows=1))
    assert rows(connection, "events") == [("id", 1, "data")]


def test_any_other_fault_is_none_of_another_writer(connection: Connection) -> None:
    with pytest.raises(DBAPIError, match="NOT NULL"):
        append(connection, INSERT, data=None)


def test_what_is_locked_is_locked_once_before(connection: Connection) -> None:
    lock = Step(sql="INSERT INTO {heads} (id) VALUES (:id)")
    appender = Appender(Appending(lock=(lock,), steps=(INSERT,), begins=False), table(), "sqlite")
    assert not appender.begins
    appender.lock(connection, {"id": "locked", "type": "x"})
    for version in (1, 2):
        appender.append(connection, BOUNDS | {"version": version}, is_first=False)
    assert [row[0] for row in rows(connection, "streams")] == ["locked"]


def test_an_id_of_several_columns_is_bound_in_parts() -> None:
    assert parts_of({"type": "t", "id": "1"}) == {"type": "t", "id": "1"}
    assert parts_of({"type": "t", "id": "a\x1fb"}) == {"type": "t", "id": "a\x1fb", "id_1": "a", "id_2": "b"}


def test_other_databases_quote_names_in_their_own_way(connection: Connection) -> None:
    step = Step(sql="INSERT INTO {events} VALUES (:id, :version, :data)")
    Appender(Appending(steps=(step,)), table(), "mariadb").append(connection, BOUNDS, is_first=False)
    assert rows(connection, "events") == [("id", 1, "data")]
