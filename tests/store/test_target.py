"""What a path or URL names is told without touching it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from leftfold.model.errors import CannotOpen
from leftfold.store.target import check_file, check_new_file, target_of, with_password, without_password


def _database(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (x)")
    return path


def test_a_path_and_a_sqlite_url_name_the_same_file(tmp_path: Path) -> None:
    file = tmp_path / "a b#c?.db"
    target = target_of(str(file))
    assert (target.name, target.file) == ("a b#c?.db", file)
    assert target_of(f"sqlite:///{tmp_path / 'plain.db'}") == target_of(str(tmp_path / "plain.db"))


SECRET = "s3cr3t"
URLS = [
    (f"postgresql://me:{SECRET}@host/shop", "postgresql://me@host/shop"),
    (f"postgres://me:{SECRET}@host/shop", "postgresql://me@host/shop"),
    (f"postgresql+psycopg://me:{SECRET}@host:5433/shop?sslmode=require", None),
    (f"postgresql://me@/shop?host=/run/pg&password={SECRET}", "postgresql://me@/shop?host=/run/pg"),
    (f"mysql://me@host/shop?passwd={SECRET}", "mysql://me@host/shop"),
    (f"mariadb://me:{SECRET}%40%2F@host/shop", "mariadb://me@host/shop"),
]


@pytest.mark.parametrize(("given", "shown"), URLS)
def test_a_server_is_named_without_its_password(given: str, shown: str | None) -> None:
    target = target_of(given)
    assert target.name == without_password(given)
    assert shown in (None, target.name)
    assert target.file is None
    assert SECRET not in target.name + repr(target)
    assert SECRET in target.url.render_as_string(hide_password=False)
    check_file(target, write=True)
    assert without_password(target.name) == target.name


@pytest.mark.parametrize(("given", "_shown"), URLS)
def test_a_password_takes_the_place_of_another(given: str, _shown: str | None) -> None:
    with_other = with_password(given, "o/th@r")
    assert SECRET not in with_other
    assert target_of(with_other).url.password == "o/th@r"
    assert without_password(with_other) == without_password(given)


def test_a_password_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEFTFOLD_PASSWORD", SECRET)
    target = target_of("postgresql://me@host/shop")
    assert (target.url.password, target.name) == (SECRET, "postgresql://me@host/shop")
    assert target_of("postgresql://me:own@host/shop").url.password == "own"
    assert target_of("postgresql://me@host/shop?password=own").url.password is None
    assert target_of("sqlite:///x.db").url.password is None


@pytest.mark.parametrize(
    "given",
    [
        f"postgresql://me:{SECRET}@host:port/x",
        f"postgresql://me:a@{SECRET}@host:port/x",
        f"postgresql://me:a/{SECRET}@host:port/x",
        f"postgresql://host:port/x?password={SECRET}&sslmode=require",
        f"post gres://me:{SECRET}@host/x",
    ],
)
def test_a_malformed_url_is_told_without_its_password(given: str) -> None:
    with pytest.raises(CannotOpen, match="is no database URL; write it like") as caught:
        target_of(given)
    assert SECRET not in str(caught.value)
    assert SECRET not in without_password(given)
    assert caught.value.__cause__ is None


def test_a_path_is_shown_as_it_is(tmp_path: Path) -> None:
    assert without_password(str(tmp_path / "a:b@c.db")) == str(tmp_path / "a:b@c.db")


def test_a_database_passes(tmp_path: Path) -> None:
    check_file(target_of(str(_database(tmp_path / "x.db"))), write=True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, r"There is no file .*x\.db; check the path\."),
        (b"", "x.db is empty; choose a file that holds an event store"),
    ],
)
def test_what_is_no_database_is_told_and_left_alone(tmp_path: Path, content: bytes | None, said: str) -> None:
    file = tmp_path / "x.db"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CannotOpen, match=said):
        check_file(target_of(str(file)), write=False)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == ([] if content is None else [content])


def test_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match="is a folder; name the database file inside it"):
        check_file(target_of(str(tmp_path)), write=False)


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "loop.db").symlink_to(tmp_path / "loop.db")
    with pytest.raises(CannotOpen, match=r"loop\.db cannot be read: "):
        check_file(target_of(str(tmp_path / "loop.db")), write=False)


def test_a_file_that_others_keep_to_themselves_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = target_of(str(_database(tmp_path / "x.db")))
    monkeypatch.setattr("os.access", lambda *_arguments: False)
    with pytest.raises(CannotOpen, match=r"x\.db cannot be read: Permission denied\.$"):
        check_file(target, write=False)


def test_what_is_no_ordinary_file_is_told_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.db")
    with pytest.raises(CannotOpen, match=r"pipe\.db is no ordinary file; name a database file"):
        check_file(target_of(str(tmp_path / "pipe.db")), write=False)


def test_a_file_that_may_not_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = target_of(str(_database(tmp_path / "x.db")))
    access = os.access
    monkeypatch.setattr("os.access", lambda place, mode: mode != os.W_OK and access(place, mode))
    check_file(target, write=False)
    with pytest.raises(CannotOpen, match=r"x\.db is read-only"):
        check_file(target, write=True)


def test_a_new_store_needs_a_new_file_in_a_folder(tmp_path: Path) -> None:
    assert check_new_file(target_of(str(tmp_path / "new.db"))) == tmp_path / "new.db"
    with pytest.raises(CannotOpen, match="exists already; choose another name"):
        check_new_file(target_of(str(_database(tmp_path / "x.db"))))
    with pytest.raises(CannotOpen, match=r"There is no folder .*nowhere; make it first"):
        check_new_file(target_of(str(tmp_path / "nowhere" / "new.db")))
    with pytest.raises(CannotOpen, match="is no file; a new store is made as a SQLite file"):
        check_new_file(target_of("postgresql://host/x"))


def test_a_log_that_could_not_be_read_here_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _database(tmp_path / "x.db")
    (tmp_path / "x.db-wal").write_bytes(b"x")
    check_file(target_of(str(path)), write=False)
    monkeypatch.setattr("os.access", lambda place, mode: (place, mode) != (tmp_path, os.W_OK))
    with pytest.raises(CannotOpen, match=r"x\.db has a log beside it, and the folder may not be written; copy both"):
        check_file(target_of(str(path)), write=False)


def test_a_place_is_a_whole_path_or_a_url_without_its_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert target_of("s.db").place == str(tmp_path / "s.db")
    assert "secret" not in target_of("postgresql://me:secret@host/db").place
