"""The database's faults are told in words; our own bugs stay visible."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from leftfold.model.errors import CannotOpen, StoreFailed
from leftfold.store.faults import came_second, fault, lacks, told_as


def _sqlite(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("in its own words")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (sqlite3.SQLITE_BUSY, "is locked by another program"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "is locked by another program"),
        (sqlite3.SQLITE_FULL, "the disk is full"),
        (sqlite3.SQLITE_READONLY, "is read-only"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "is read-only"),
        (sqlite3.SQLITE_READONLY_ROLLBACK, "was left in the midst of a write"),
        (sqlite3.SQLITE_CORRUPT, "is damaged"),
        (sqlite3.SQLITE_NOTADB, "is not a SQLite database"),
        (sqlite3.SQLITE_CANTOPEN, "can no longer be opened"),
        (sqlite3.SQLITE_IOERR_READ, "the disk fails"),
        (sqlite3.SQLITE_PROTOCOL, "is locked by another program"),
        (sqlite3.SQLITE_TOOBIG, "can hold no value of that size"),
        (sqlite3.SQLITE_CONSTRAINT_TRIGGER, "refused what was to be written: in its own words; nothing was changed"),
    ],
)
def test_a_known_fault_is_told_whoever_wraps_it(code: int, said: str) -> None:
    alone = _sqlite(code)
    wrapped = DBAPIError("SELECT 1", {}, alone)
    for error in (alone, wrapped):
        assert said in (fault(error) or "")
    with pytest.raises(StoreFailed, match=rf"^shop\.db .*{said}.*\.$"), told_as(StoreFailed, "shop.db"):
        raise wrapped


@pytest.mark.parametrize("asked", ["SELECT * FROM gone", "SELECT gone FROM t", "SELECT * FROM old"])
def test_what_is_no_longer_there_is_told(asked: str) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript("CREATE TABLE t (x); CREATE VIEW old AS SELECT * FROM gone")
        said = r"^shop\.db is not as it was when it was opened \(no such .*gone\); open it again\.$"
        with pytest.raises(StoreFailed, match=said), told_as(StoreFailed, "shop.db"):
            connection.execute(asked)


def test_what_is_missing_is_told_from_other_faults() -> None:
    assert lacks(OperationalError("", {}, sqlite3.OperationalError("no such column: x")))
    assert not lacks(OperationalError("", {}, sqlite3.OperationalError("near SELECT: syntax error")))
    assert not lacks(KeyError("no such table"))


def test_a_file_of_another_format_or_with_damaged_names_is_told(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE events (x)")
    whole = path.read_bytes()
    broken_format = whole[:47] + b"\x09" + whole[48:]
    for content in (broken_format, whole.replace(b"CREATE TABLE events", b"CREATE TABLE \x8e\xffents")):
        path.write_bytes(content)
        with pytest.raises(CannotOpen, match=r"^shop\.db is damaged; restore it from a backup\.$"):
            read_names(path)


def read_names(path: Path) -> None:
    with told_as(CannotOpen, "shop.db"), closing(sqlite3.connect(path)) as connection:
        connection.execute("SELECT sql FROM sqlite_master").fetchall()


def test_our_own_mistake_stays_visible() -> None:
    mistake = OperationalError("SELECT 1", {}, _sqlite(sqlite3.SQLITE_ERROR))
    with pytest.raises(OperationalError), told_as(StoreFailed, "shop.db"):
        raise mistake
    with pytest.raises(KeyError), told_as(StoreFailed, "shop.db"):
        raise KeyError("x")


def test_a_server_that_cannot_be_reached_is_told_in_its_first_line() -> None:
    error = OperationalError("", {}, Exception("connection refused.\nIs it running?"))
    with (
        pytest.raises(CannotOpen, match=r"^shop cannot be reached: connection refused\.$"),
        told_as(CannotOpen, "shop"),
    ):
        raise error
    gone = InterfaceError("", {}, Exception("closed"), connection_invalidated=True)
    assert fault(gone) == "cannot be reached: closed"
    assert fault(ProgrammingError("", {}, Exception("no such table"))) is None


def test_too_many_requests_are_told() -> None:
    assert "too many requests" in (fault(PoolTimeoutError()) or "")


def test_what_another_writer_was_first_with_is_told_from_other_faults() -> None:
    taken = (sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_ROWID)
    assert all(came_second(DBAPIError("INSERT", {}, _sqlite(code))) for code in taken)
    assert not came_second(_sqlite(sqlite3.SQLITE_CONSTRAINT_NOTNULL))
    assert not came_second(ValueError())
