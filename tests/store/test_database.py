"""Databases are read and written, one or several threads at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import (
    ColumnElement,
    Connection,
    Text,
    bindparam,
    column,
    literal,
    select,
    table,
    text,
)

from leftfold.model.errors import StoreFailed
from leftfold.store.database import Database
from leftfold.store.database_file import Access
from leftfold.store.target import target_of
from tests.store.applications import append, application
from tests.store_builders import make_eventsourcing, make_native

STREAMS = {"cart/7": [("itemAdded", {"item": "x"})] * 3}


@contextmanager
def connected(path: Path, access: Access = Access.READ) -> Iterator[Database]:
    database = Database(target_of(str(path)), access)
    try:
        yield database
    finally:
        database.close()


def count(database: Database) -> int:
    return int(database.rows(text("SELECT count(*) FROM events"))[0][0])


def test_reading_cannot_write(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", STREAMS)
    with connected(path) as database, pytest.raises(StoreFailed, match=r"^s\.db is read-only"), database.connect() as c:
        c.execute(text("INSERT INTO audit (at, author, reason, ticket, tool, edits) VALUES ('', '', '', '', '', '')"))


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", STREAMS)
    with connected(path, Access.WRITE) as database:
        with pytest.raises(KeyError), database.transaction() as connection:
            _add_and_fail(connection)
        assert count(database) == 3


def _add_and_fail(connection: Connection) -> None:
    connection.execute(text(append("cart/8", 1)))
    assert connection.execute(text("SELECT count(*) FROM events")).scalar_one() == 4
    raise KeyError


def test_the_token_changes_when_another_writes(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", STREAMS)
    with connected(path) as database, application(path) as other:
        token = database.change_token()
        assert database.change_token() == token
        other.run("SELECT count(*) FROM events")
        assert database.change_token() == token
        other.run(append("cart/7", 4))
        assert database.change_token() != token


@pytest.mark.usefixtures("impatient")
def test_a_lock_that_another_takes_while_we_read_is_told(tmp_path: Path) -> None:
    path = make_eventsourcing(tmp_path / "s.db", [("x", 1, "m:Dog.Born", b"{}")])
    events = text("SELECT count(*) FROM stored_events")
    with connected(path) as database, application(path) as other:
        assert database.rows(events) == [(1,)]
        other.run("BEGIN EXCLUSIVE")
        with pytest.raises(StoreFailed, match=r"^s\.db is locked by another program; try again when it is done\.$"):
            database.rows(events)
        other.run("ROLLBACK")
        assert database.rows(events) == [(1,)]


@pytest.mark.usefixtures("impatient")
def test_a_store_that_another_writes_to_is_read_on_but_not_written(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", STREAMS)
    with connected(path, Access.WRITE) as database, application(path) as other:
        other.run("BEGIN IMMEDIATE")
        assert count(database) == 3
        with pytest.raises(StoreFailed, match="is locked by another program"), database.transaction():
            pytest.fail("the transaction began")
        other.run("ROLLBACK")
        with database.transaction() as connection:
            connection.execute(text(append("cart/7", 4)))
        assert count(database) == 4


def test_rows_are_given_plain(tmp_path: Path) -> None:
    with connected(make_native(tmp_path / "s.db", STREAMS)) as database:
        rows = database.rows(text("SELECT version FROM events WHERE version > :after"), {"after": 1})
        assert [type(row) for row in rows] == [tuple, tuple]
        assert rows == [(2,), (3,)]


def test_a_prepared_statement_gives_what_it_is_bound_to(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", STREAMS)
    events = table("events")
    columns: list[ColumnElement[Any]] = [column("version"), literal("same", Text)]
    versions = select(*columns).select_from(events)
    with connected(path) as database:
        rows = database.prepared(versions.where(column("version") >= bindparam("low")).order_by(column("version")))
        assert rows({"low": 2}) == [(2, "same"), (3, "same")]
        assert rows({"low": 3}) == [(3, "same")]
        path.rename(tmp_path / "moved.db")
        with pytest.raises(StoreFailed, match=r"^s\.db is no longer there"):
            rows({"low": 2})


def test_many_threads_read_at_once(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", STREAMS)
    with connected(path) as database, ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda _: count(database), range(200))) == [3] * 200
        assert len({*threads.map(lambda _: database.change_token(), range(50))}) == 1


def test_what_cannot_be_opened_is_not_held_open(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    path.write_bytes(b"no database" * 100)
    with connected(path) as database:
        for ask in (database.change_token, lambda: count(database)):
            with pytest.raises(StoreFailed, match=r"^s\.db is not a SQLite database"):
                ask()


def test_a_file_that_is_gone_at_first_sight_is_told(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", STREAMS)
    with connected(path) as database:
        path.unlink()
        with pytest.raises(StoreFailed, match=r"^s\.db is no longer there"):
            database.change_token()


def test_a_file_that_is_cut_off_while_it_is_open_is_told(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", {"cart/7": [("noted", {"text": "x" * 3_000})] * 200})
    with connected(path) as database:
        assert count(database) == 200
        os.truncate(path, 8192)
        with pytest.raises(StoreFailed, match=r"^s\.db (is damaged|cannot be read or written because the disk fails)"):
            database.rows(text("SELECT payload FROM events"))
