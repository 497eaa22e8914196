"""Stores are opened, made, or refused in a sentence."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from sqlalchemy import Connection

from leftfold.model.errors import CannotOpen, Refused, StoreFailed
from leftfold.store.opening import _check_encoding, chosen, create_store, open_store
from tests.store.made_layouts import JOINED_TOML, make_joined
from tests.store_builders import make_eventsourcing, make_native, opened, stream_id

STREAMS = {"cart/7": [("itemAdded", {"item": "x"})]}


def test_a_store_is_opened_read_only_unless_writing_was_asked_for(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", STREAMS)
    with opened(path) as store:
        assert (store.name, store.layout.key, store.writable) == ("s.db", "native", False)
    with opened(path, write=True) as store:
        assert store.writable


def test_a_store_is_opened_by_url_and_by_layout(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", STREAMS)
    store = open_store(f"sqlite:///{path}", layout="native")
    assert store.explanation.startswith("This layout was asked for.")
    store.close()


def test_a_missing_file_is_told_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match="There is no file"):
        open_store(str(tmp_path / "none.db"), write=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("impatient")
def test_a_locked_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("CREATE TABLE t (x)")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CannotOpen, match=r"^s\.db is locked by another program; try again"):
            open_store(str(path))


def test_a_damaged_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    make_native(path, STREAMS)
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 8000)
    with pytest.raises(CannotOpen, match=r"^s\.db is damaged"):
        open_store(str(path))


def test_a_database_cut_short_is_told(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    path.write_bytes(b"SQLite format 3\0")
    with pytest.raises(CannotOpen, match=r"^s\.db (is not a SQLite database|is damaged|fits no layout)"):
        open_store(str(path))


def test_damage_met_later_is_told(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", {"cart/7": [("itemAdded", {"item": "x" * 500})] * 500})
    content = path.read_bytes()
    place = content.index(b"x" * 400)
    path.write_bytes(content[: place - place % 4096] + b"\xff" * 40960 + content[place - place % 4096 + 40960 :])
    with opened(path) as store, pytest.raises(StoreFailed, match=r"^s\.db is damaged"):
        store.index(stream_id("cart/7"))


@pytest.mark.usefixtures("impatient")
def test_a_write_left_unfinished_by_another_program_is_told(tmp_path: Path) -> None:
    path, crashed = make_eventsourcing(tmp_path / "s.db", []), tmp_path / "crashed.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as application:
        application.execute("PRAGMA cache_size = 1")
        application.execute("BEGIN")
        rows = [(str(n), 1, "m:C.E", b"{}" * 500) for n in range(200)]
        application.executemany("INSERT INTO stored_events VALUES (?, ?, ?, ?)", rows)
        crashed.write_bytes(path.read_bytes())
        (tmp_path / "crashed.db-journal").write_bytes((tmp_path / "s.db-journal").read_bytes())
        application.execute("ROLLBACK")
    with pytest.raises(CannotOpen, match=r"^crashed\.db was left in the midst of a write"):
        open_store(str(crashed))


@pytest.mark.parametrize("content", [b"hello, world, this is text" * 50, b"SQLite"])
def test_what_is_no_database_is_told_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "s.db"
    path.write_bytes(content)
    for write in (False, True):
        with pytest.raises(CannotOpen, match=r"^s\.db is not a SQLite database; choose another file\.$"):
            open_store(str(path), write=write)
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [content]


@pytest.mark.parametrize("size", [512, 4096, 9000])
def test_a_database_cut_off_is_told(tmp_path: Path, size: int) -> None:
    path = make_native(tmp_path / "s.db", STREAMS)
    os.truncate(path, size)
    with pytest.raises(CannotOpen, match=r"^s\.db (is damaged; restore it from a backup|fits no layout)"):
        open_store(str(path))


def test_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA encoding = 'UTF-16'")
        connection.execute("CREATE TABLE t (x)")
    with pytest.raises(CannotOpen, match=r"^s\.db keeps its text as UTF-16"):
        open_store(str(path))


def test_writing_is_refused_where_the_layout_allows_none(tmp_path: Path) -> None:
    layout = tmp_path / "joined.toml"
    layout.write_text(JOINED_TOML, "utf-8")
    path = make_joined(tmp_path / "s.db")
    with pytest.raises(Refused, match=r"^Append through the application instead\.$"):
        open_store(str(path), write=True, layout=str(layout))


def test_a_new_store_is_empty_and_can_be_written(tmp_path: Path) -> None:
    store = create_store(str(tmp_path / "s.db"))
    counts = store.counts()
    assert (counts.events, counts.aggregates, counts.last_position, store.writable) == (0, 0, None, True)
    assert store.types() == ()
    store.close()
    assert [file.name for file in tmp_path.iterdir()] == ["s.db"]


def test_a_new_store_does_not_replace_a_file(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", STREAMS)
    with pytest.raises(CannotOpen, match="exists already"):
        create_store(str(path))
    with opened(path) as store:
        assert store.counts().events == 1


def test_a_store_that_cannot_be_made_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_connection: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr("leftfold.store.opening.create_schema", full)
    with pytest.raises(StoreFailed, match="the disk is full"):
        create_store(str(tmp_path / "s.db"))
    assert list(tmp_path.iterdir()) == []


def test_only_sqlite_is_asked_for_its_encoding() -> None:
    server = cast(Connection, SimpleNamespace(dialect=SimpleNamespace(name="postgresql")))
    _check_encoding(server, "shop")


@pytest.mark.parametrize(
    ("layout", "parts"),
    [
        ("", ("", "")),
        ("native", ("native", "")),
        ("native@events", ("native", "events")),
        ("@sales.events", ("", "sales.events")),
        ("guess@events", ("guess", "events")),
        ("/a@b/own.toml", ("/a@b/own.toml", "")),
        ("/a@b/own.toml@sales.events", ("/a@b/own.toml", "sales.events")),
    ],
)
def test_a_layout_is_named_with_or_without_a_table(layout: str, parts: tuple[str, str]) -> None:
    assert chosen(layout) == parts
