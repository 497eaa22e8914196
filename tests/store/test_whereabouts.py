"""What a store is called, by which names its rules find it, and whether it lies on this computer."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from leftfold.store.target import target_of
from leftfold.store.whereabouts import is_named, whereabouts_of


@pytest.fixture(autouse=True)
def _no_server_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PGHOST", "PGHOSTADDR", "PGSERVICE", "LEFTFOLD_PASSWORD"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("postgresql:///school", True),
        ("postgresql://me@/school?host=/run/postgresql", True),
        ("postgresql://me@localhost:5433/school", True),
        ("postgresql://me@127.0.0.1/school", True),
        ("postgresql://me@[::1]/school", True),
        ("postgresql://me@db.prod/school", False),
        ("postgresql://me@/school?host=db.prod", False),
        ("postgresql://me@/school?host=localhost,db.prod", False),
        ("postgresql://me@localhost/school?hostaddr=10.0.0.1", False),
        ("postgresql:///?service=prod", False),
        ("mysql://me@localhost/school", True),
        ("mariadb://me@/school?unix_socket=/run/mysqld.sock", True),
        ("mysql://me@db/school", False),
    ],
)
def test_whether_a_server_is_on_this_computer(url: str, *, here: bool) -> None:
    assert whereabouts_of(target_of(url)).is_here is here


def test_this_computer_is_known_by_its_own_name() -> None:
    assert whereabouts_of(target_of(f"postgresql://{socket.gethostname()}/school")).is_here


def test_what_the_environment_adds_to_a_url_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "db.prod")
    found = whereabouts_of(target_of("postgresql:///school"))
    assert not found.is_here
    assert is_named("postgresql://*@db.prod/*", found.names)
    # MySQL's drivers ask nobody but the URL, and a URL that names a server is right.
    assert whereabouts_of(target_of("mysql:///school")).is_here
    assert whereabouts_of(target_of("postgresql://localhost/school")).is_here


def test_a_file_is_called_by_its_name_and_found_by_either_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = tmp_path / "real.sqlite"
    real.touch()
    link = tmp_path / "link.sqlite"
    link.symlink_to(real)
    monkeypatch.chdir(tmp_path)
    found = whereabouts_of(target_of("link.sqlite"))
    assert (found.called, found.is_here) == ("link.sqlite", True)
    assert is_named(f"{tmp_path}/real.*", found.names)
    assert is_named(str(link), found.names)
    assert not is_named("link.sqlite", found.names)


def test_a_pattern_may_begin_at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert is_named("~/*.sqlite", whereabouts_of(target_of(str(tmp_path / "s.sqlite"))).names)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me@db.prod/school",
        "postgres://me:secret@DB.prod:5432/school",
        "postgresql+psycopg://db.prod/school?connect_timeout=3",
        "postgresql://me@/school?host=db.prod",
    ],
)
def test_one_pattern_finds_a_database_however_its_url_is_written(url: str) -> None:
    found = whereabouts_of(target_of(url))
    assert found.called == "school"
    assert is_named("postgresql://*@db.prod/*", found.names)
    assert is_named("*db.prod*/school*", found.names)
    assert not is_named("postgresql://*@db.test/*", found.names)
    assert not any("secret" in name for name in found.names)
