"""A new store is made where there is none, in a file or on a server."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from leftfold.model.errors import CannotOpen, PasswordNeeded
from leftfold.store.creating import make_store
from tests.servers import GUARDED, Server


def test_it_is_empty_and_may_be_written(place: str) -> None:
    with closing(make_store(place)) as store:
        assert (store.layout.key, store.writable, store.keeps_events()) == ("native", True, True)
        assert (store.counts().events, store.audit()) == (0, ())
        assert all(one.allowed for one in store.capabilities)
    with pytest.raises(CannotOpen, match="already"):
        make_store(place)


@pytest.mark.parametrize(
    ("target", "partitions", "said"),
    [
        ("s.db", 4, r"^s\.db is a file, which has no partitions; leave --partitions away\.$"),
        ("mysql://me@host/shop", None, "^A new store is made as a SQLite file or in PostgreSQL, not in mysql"),
        ("postgresql://me@host/shop", 0, "^A store has 1 to 1024 partitions; 0 is neither"),
        ("postgresql://me@host/shop", 1025, "^A store has 1 to 1024 partitions; 1025 is neither"),
    ],
)
def test_what_cannot_be_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, partitions: int | None, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CannotOpen, match=said):
        make_store(target, partitions=partitions)
    assert not [*tmp_path.iterdir()]


def test_a_file_is_one_part(tmp_path: Path) -> None:
    make_store(str(tmp_path / "s.db"), partitions=1).close()
    assert (tmp_path / "s.db").exists()


def test_a_server_that_wants_a_password_says_so(postgresql: Server) -> None:
    name = postgresql.new_database().partition("?")[0].rpartition("/")[2]
    with pytest.raises(PasswordNeeded):
        make_store(postgresql.url(name, user=GUARDED, password="wrong"))
