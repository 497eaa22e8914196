"""A database is opened without leaving a trace, and what happens to its file meanwhile is noticed."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from leftfold.model.errors import CannotOpen, StoreFailed
from leftfold.store.database import Database
from leftfold.store.database_file import Access, check_readable, has_log, log_of
from leftfold.store.target import target_of
from tests.store.applications import append, application
from tests.store_builders import make_native

STREAMS = {"cart/7": [("itemAdded", {"item": "x"})] * 3}

Forbid = Callable[[Path], None]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_native(tmp_path / "a b#c%3f?.db", STREAMS)


@contextmanager
def connected(path: Path, access: Access = Access.READ) -> Iterator[Database]:
    database = Database(target_of(str(path)), access)
    try:
        yield database
    finally:
        database.close()


def traces(folder: Path) -> dict[str, tuple[str, int, int]]:
    """Each file of a folder: its content's hash, its number, when it was changed. A log's index is SQLite's own affair.

    Only for files of other processes' connections: reading a file here drops the locks of this one's.
    """
    return {
        file.name: (hashlib.sha256(file.read_bytes()).hexdigest(), file.stat().st_ino, file.stat().st_mtime_ns)
        for file in folder.iterdir()
        if not file.name.endswith("-shm")
    }


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def count(database: Database) -> int:
    return int(database.rows(text("SELECT count(*) FROM events"))[0][0])


def count_in(path: Path) -> int:
    with connected(path) as database:
        return count(database)


def add(database: Database, version: int) -> None:
    with database.transaction() as connection:
        connection.execute(text(append("cart/7", version)))


def test_reading_leaves_no_trace(path: Path) -> None:
    before = traces(path.parent)
    with connected(path) as database:
        assert count(database) == 3
        assert log_of(path).exists()
        assert isinstance(database.change_token(), tuple)
    assert traces(path.parent) == before
    assert names(path.parent) == [path.name]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_several_readers_leave_no_trace_whoever_closes_last(path: Path, order: tuple[int, ...]) -> None:
    before = traces(path.parent)
    databases = [Database(target_of(str(path)), Access.READ) for _ in order]
    assert [count(database) for database in databases] == [3, 3, 3]
    for place in order:
        databases[place].close()
    assert traces(path.parent) == before
    assert names(path.parent) == [path.name]


def test_a_live_store_is_read_whole_and_left_as_it_is(path: Path) -> None:
    with application(path) as other:
        other.run(append("cart/7", 4))
        before = traces(path.parent)
        assert has_log(path)
        assert count_in(path) == 4
        assert traces(path.parent) == before
        other.run(append("cart/7", 5))
        assert count_in(path) == 5


def test_the_empty_log_of_a_live_store_is_left_to_it(path: Path) -> None:
    with application(path) as other:
        other.run(append("cart/7", 4))
        other.run("PRAGMA wal_checkpoint(TRUNCATE)")
        before = traces(path.parent)
        assert before[log_of(path).name][0] == hashlib.sha256(b"").hexdigest()
        assert count_in(path) == 4
        assert traces(path.parent) == before
        other.run(append("cart/7", 5))
        assert count_in(path) == 5
        other.kill()
    assert count_in(path) == 5


def test_what_others_wrote_while_we_read_is_kept(path: Path) -> None:
    with connected(path) as database:
        with application(path) as other:
            other.run(append("cart/7", 4))
            assert count(database) == 4
        assert count(database) == 4
    assert count_in(path) == 4
    with application(path) as other:
        assert other.run("SELECT count(*) FROM events") == [[4]]
    assert names(path.parent) == [path.name]


def test_a_log_left_behind_by_a_crash_is_read_and_kept(path: Path) -> None:
    with application(path) as other:
        other.run(append("cart/7", 4))
        other.kill()
    before = traces(path.parent)
    assert has_log(path)
    assert count_in(path) == 4
    assert traces(path.parent) == before


def test_what_we_write_into_a_store_in_use_is_in_the_file_after_closing(path: Path, tmp_path: Path) -> None:
    with connected(path) as reader:
        with connected(path, Access.WRITE) as writer:
            add(writer, 4)
        assert count(reader) == 4
        copy = Path(shutil.copy(path, tmp_path / "copy.db"))
    assert count_in(copy) == 4
    assert names(tmp_path) == sorted([path.name, "copy.db"])


def test_opening_again_keeps_the_locks_so_that_no_commit_is_lost(path: Path) -> None:
    with connected(path) as reader, connected(path, Access.WRITE) as writer:
        assert count(reader) == 3
        with connected(path) as third:
            assert count(third) == 3
        # A program that is the last to close takes the log away; it must see that we are there.
        with application(path) as other:
            other.run("SELECT count(*) FROM events")
        add(writer, 4)
    assert count_in(path) == 4


def test_nothing_is_written_into_a_log_that_was_taken_away(path: Path) -> None:
    with connected(path, Access.WRITE) as writer, connected(path) as reader:
        assert (count(writer), count(reader)) == (3, 3)
        log_of(path).unlink()
        for attempt in (lambda: add(writer, 4), lambda: count(reader)):
            with pytest.raises(StoreFailed, match=r"^The log of a b.*\.db was taken away or made anew; open the store"):
                attempt()
    assert count_in(path) == 3


def test_a_file_that_was_replaced_is_told(path: Path, tmp_path: Path) -> None:
    (tmp_path / "aside").mkdir()
    other = make_native(tmp_path / "aside" / "other.db", {})
    with connected(path, Access.WRITE) as writer, connected(path) as reader:
        token = reader.change_token()
        other.replace(path)
        assert reader.change_token() != token
        with pytest.raises(StoreFailed, match=r"was replaced by another file since it was opened; open it again\.$"):
            count(reader)
        with pytest.raises(StoreFailed, match="was replaced by another file"):
            add(writer, 4)


def test_a_file_that_is_gone_is_told(path: Path) -> None:
    with connected(path, Access.WRITE) as writer, connected(path) as reader:
        assert (count(writer), count(reader)) == (3, 3)
        path.unlink()
        with pytest.raises(StoreFailed, match=r"^a b.*\.db is no longer there; bring it back, then open it again\.$"):
            count(reader)
        with pytest.raises(StoreFailed, match="is no longer there"):
            reader.change_token()
        with pytest.raises(StoreFailed, match="is no longer there"):
            add(writer, 4)


def test_the_token_changes_when_the_file_is_written_anew(path: Path) -> None:
    content = path.read_bytes()
    with connected(path) as database:
        token = database.change_token()
        assert database.change_token() == token
        path.write_bytes(content)
        assert database.change_token() != token


def test_a_folder_that_may_not_be_written_is_read_without_a_log(path: Path, forbid_writing: Forbid) -> None:
    before = traces(path.parent)
    forbid_writing(path.parent)
    with connected(path) as database:
        assert count(database) == 3
        assert names(path.parent) == [path.name]
    assert traces(path.parent) == before


def test_a_live_store_is_read_where_the_folder_may_not_be_written(path: Path, forbid_writing: Forbid) -> None:
    with application(path) as other:
        other.run(append("cart/7", 4))
        before = traces(path.parent)
        forbid_writing(path.parent)
        assert count_in(path) == 4
        assert traces(path.parent) == before


def test_a_file_that_may_not_be_written_gets_no_log_that_would_be_in_its_owners_way(
    path: Path, forbid_writing: Forbid
) -> None:
    before = traces(path.parent)
    forbid_writing(path)
    with connected(path) as database:
        assert count(database) == 3
        assert names(path.parent) == [path.name]
    assert traces(path.parent) == before


def test_a_file_without_a_log_is_read_as_ever_where_it_may_not_be_written(path: Path, forbid_writing: Forbid) -> None:
    with application(path) as other:
        other.run("PRAGMA journal_mode = DELETE")
    forbid_writing(path.parent)
    with connected(path) as database, application(path) as other:
        assert count(database) == 3
        other.run("BEGIN EXCLUSIVE")


def test_a_change_to_a_file_that_was_not_to_change_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("os.access", lambda *_arguments: False)
        database = Database(target_of(str(path)), Access.READ)
    assert count(database) == 3
    with application(path) as owner:
        owner.run(append("cart/7", 4))
        with pytest.raises(StoreFailed, match=r"was changed since it was opened; open it again\.$"):
            count(database)
        assert count_in(path) == 4
    database.close()


def test_a_file_that_cannot_even_be_read_is_left_to_sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_arguments: False)
    with connected(tmp_path / "none.db") as database, pytest.raises(StoreFailed, match="can no longer be opened"):
        count(database)


def test_a_log_that_could_not_be_read_is_told(path: Path, forbid_writing: Forbid) -> None:
    check_readable(path)
    with application(path) as other:
        other.run(append("cart/7", 4))
        check_readable(path)
        other.kill()
    path.with_name(path.name + "-shm").unlink()
    check_readable(path)
    forbid_writing(path.parent)
    with pytest.raises(CannotOpen, match="has a log beside it, and the folder may not be written; copy both into"):
        check_readable(path)


def test_opening_never_makes_a_file(tmp_path: Path) -> None:
    for access in (Access.READ, Access.WRITE):
        path = make_native(tmp_path / f"{access}.db", STREAMS)
        database = Database(target_of(str(path)), access)
        path.unlink()
        with pytest.raises(StoreFailed, match="is no longer there"):
            count(database)
        database.close()
    assert names(tmp_path) == []


def test_a_damaged_file_is_tidied_as_far_as_it_can_be(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * (len(content) - 100))
    with connected(path) as database, pytest.raises(StoreFailed, match="is damaged"):
        count(database)
    assert path.name in names(path.parent)
