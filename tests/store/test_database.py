"""Databases are opened without leaving a trace, and serve several threads."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from leftfold.model.errors import CannotOpen, StoreFailed
from leftfold.store.database import Access, Database
from leftfold.store.target import target_of
from tests.store_builders import make_native

STREAMS = {"cart/7": [("itemAdded", {"item": "x"})] * 3}


@contextmanager
def connected(path: Path, access: Access = Access.READ) -> Iterator[Database]:
    database = Database(target_of(str(path)), access)
    try:
        yield database
    finally:
        database.close()


def traces(folder: Path) -> dict[str, tuple[str, int]]:
    """Each file of a folder with its content's hash and when it was changed; a log's index is SQLite's own affair."""
    return {
        path.name: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in folder.iterdir()
        if not path.name.endswith("-shm")
    }


def _add(id_: int, version: int) -> str:
    values = f"NULL, 'cart', '{id_}', {version}, event_type, payload, NULL, recorded_at"
    return f"INSERT INTO events SELECT {values} FROM events WHERE version = 1 LIMIT 1"


def count(database: Database) -> int:
    with database.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM events")).scalar_one())


def test_reading_leaves_no_trace(tmp_path: Path) -> None:
    path = make_native(tmp_path / "a b#c%3f?.db", STREAMS)
    before = traces(tmp_path)
    with connected(path) as database:
        assert count(database) == 3
        assert isinstance(database.change_token(), tuple)
    assert traces(tmp_path) == before
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_live_store_is_read_whole_and_left_as_it_is(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", STREAMS)
    with closing(sqlite3.connect(path, isolation_level=None)) as application:
        application.execute(_add(7, 4))
        before = traces(tmp_path)
        assert "s.db-wal" in before
        with connected(path) as database:
            assert count(database) == 4
        assert traces(tmp_path) == before


def test_a_log_left_behind_by_a_crash_is_read_and_kept(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", STREAMS)
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as application:
        application.execute(_add(8, 1))
        for name in ("s.db", "s.db-wal"):
            (crashed / name).write_bytes((tmp_path / name).read_bytes())
    before = traces(crashed)
    with connected(crashed / "s.db") as database:
        assert count(database) == 4
    assert traces(crashed) == before


def test_what_a_store_in_use_writes_is_in_the_file_after_closing(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", STREAMS)
    with connected(path) as reader:
        assert count(reader) == 3
        with connected(path, Access.WRITE) as writer, writer.transaction() as connection:
            connection.execute(text(_add(8, 1)))
        assert count(reader) == 4
    assert [file.name for file in tmp_path.iterdir()] == ["s.db"]
    with connected(path) as database:
        assert count(database) == 4


def test_a_folder_that_may_not_be_written_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_native(tmp_path / "s.db", STREAMS)
    access = os.access
    monkeypatch.setattr(os, "access", lambda place, mode: mode != os.W_OK and access(place, mode))
    with connected(path) as database:
        assert count(database) == 3
        assert [file.name for file in tmp_path.iterdir()] == ["s.db"]
    assert [file.name for file in tmp_path.iterdir()] == ["s.db"]


def test_reading_cannot_write(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", STREAMS)
    with connected(path) as database, pytest.raises(StoreFailed, match=r"^s\.db is read-only"), database.connect() as c:
        c.execute(text("INSERT INTO audit (at, author, reason, ticket, tool, edits) VALUES ('', '', '', '', '', '')"))


def test_opening_never_makes_a_file(tmp_path: Path) -> None:
    for access in (Access.READ, Access.WRITE):
        path = make_native(tmp_path / f"{access}.db", STREAMS)
        database = Database(target_of(str(path)), access)
        path.unlink()
        with pytest.raises(StoreFailed, match="can no longer be opened"):
            count(database)
        database.close()
    assert list(tmp_path.iterdir()) == []


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", STREAMS)
    with connected(path, Access.WRITE) as database:
        with pytest.raises(KeyError), database.transaction() as connection:
            connection.execute(text(_add(8, 1)))
            assert connection.execute(text("SELECT count(*) FROM events")).scalar_one() == 4
            raise KeyError
        assert count(database) == 3


def test_the_token_changes_when_another_writes(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", STREAMS)
    with connected(path) as database:
        token = database.change_token()
        assert database.change_token() == token
        make_native(tmp_path / "other.db", STREAMS)
        with closing(sqlite3.connect(path)) as application, application:
            application.execute(_add(8, 1))
        changed = database.change_token()
        assert changed != token
        (tmp_path / "other.db").replace(path)
        assert database.change_token() != changed
        path.unlink()
        assert database.change_token() != changed


def test_many_threads_read_at_once(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", STREAMS)
    with connected(path) as database, ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda _: count(database), range(200))) == [3] * 200
        assert len({*threads.map(lambda _: database.change_token(), range(50))}) == 1


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://host/x", r"The driver for postgresql is not installed; run: pip install leftfold\[postgres\]"),
        ("mariadb://host/x", r"The driver for mariadb is not installed; run: pip install leftfold\[mysql\]"),
        ("oracle+oracledb://host/x", "The driver for oracle is not installed; run: pip install oracledb"),
        ("marvel://host/x", '"marvel" is no kind of database that Leftfold knows'),
    ],
)
def test_a_server_needs_its_driver(url: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("psycopg", "pymysql", "oracledb"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(CannotOpen, match=said):
        Database(target_of(url), Access.READ)
