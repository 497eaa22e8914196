"""The rows of a read model, whatever its key and its columns hold."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from leftfold.model.errors import CannotOpen
from leftfold.model.paths import Path as StatePath
from leftfold.store.read_model import ReadModel, read_model_reader
from tests.servers import Server

COLUMNS: tuple[tuple[str, StatePath], ...] = (("Lesson", ("lesson",)), ("more", ("more",)))
MODEL = ReadModel(table="students", type="student", key="id", columns=COLUMNS)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "models.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE students (id INTEGER PRIMARY KEY, lesson, more BLOB)")
        connection.executemany(
            "INSERT INTO students VALUES (?, ?, ?)", [(1, 3, b'{"a": 1}'), (2, None, b"\xff"), (3, 0.5, None)]
        )
    return path


def test_the_rows_there_are_are_read_by_id(store: Path) -> None:
    with read_model_reader(str(store), MODEL) as reader:
        assert reader.rows(["1", "2", "3", "4", "x"]) == {
            "1": {"Lesson": 3, "more": {"a": 1}},
            "2": {"Lesson": None, "more": "ff"},
            "3": {"Lesson": 0.5, "more": None},
        }
        assert reader.rows([]) == {}


def test_what_the_map_names_and_the_database_lacks_is_told(store: Path) -> None:
    for model, told in (
        (ReadModel(table="nothing", type="", key="id", columns=COLUMNS), "has no table nothing"),
        (
            ReadModel(table="students", type="", key="nr", columns=COLUMNS),
            "has no column nr, .*; it has id",
        ),
    ):
        with pytest.raises(CannotOpen, match=told), read_model_reader(str(store), model):
            pass


def test_a_read_model_may_be_in_another_database(store: Path, tmp_path: Path) -> None:
    model = ReadModel(table="students", type="student", key="id", columns=COLUMNS, store=str(store))
    with read_model_reader(str(tmp_path / "events.sqlite"), model) as reader:
        assert list(reader.rows(["3"])) == ["3"]


@pytest.mark.parametrize("kind", ["bigint", "text", "uuid"])
def test_a_server_finds_rows_by_keys_of_any_kind(postgresql: Server, kind: str) -> None:
    id_ = "00000000-0000-0000-0000-000000000007" if kind == "uuid" else "7"
    url = postgresql.new_database(
        f"CREATE TABLE students (id {kind}, lesson numeric, more timestamptz)",
        f"INSERT INTO students VALUES ('{id_}', 3, '2024-05-01T08:00:00Z')",
    )
    with read_model_reader(url, MODEL) as reader:
        assert reader.rows([id_]) == {id_: {"Lesson": 3, "more": "2024-05-01T08:00:00.000000Z"}}
