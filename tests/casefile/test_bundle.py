"""The note in a bundle: where to stand, the notes, and who reads it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from leftfold.casefile.bookmarks import Bookmarks, bookmarks_file
from leftfold.casefile.bundle import Noted, TakenUp, read_note, reference_of, take_up, write_note
from leftfold.model.errors import CannotOpen
from leftfold.model.stream import StreamId
from leftfold.session import Session
from tests.school import EVENTS
from tests.store_builders import make_native

ADA = StreamId("student", "1")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return make_native(tmp_path / "school.sqlite", {"student/1": EVENTS})


def test_an_ordinary_store_has_none(store: Path) -> None:
    assert read_note(store) is None
    with closing(Session.open(str(store))) as session:
        assert take_up(session, store) is None


def test_the_place_and_the_notes_are_taken_up(store: Path) -> None:
    with closing(Session.open(str(store))) as session:
        name, mark = reference_of(session, ADA)
    noted = Noted(ADA, 4, name, mark, ((ADA, 5, "wrong"),))
    write_note(store, noted)
    assert read_note(store) == noted
    assert not store.with_name("school.sqlite-wal").exists()
    with closing(Session.open(str(store))) as session:
        assert take_up(session, store) == TakenUp(ADA, 4, "")
        kept = Bookmarks(bookmarks_file())
        kept.put(session.place, ADA, 5, "mine now")
        take_up(session, store)
        assert [one.note for one in kept.of(session.place, ADA)] == ["mine now"]


@pytest.mark.parametrize(
    ("domain", "reducer", "told"),
    [("school", "", "read by the domain school; here it is read by progress"), ("progress", "x", "another version")],
)
def test_another_domain_is_told_of(store: Path, domain: str, reducer: str, told: str) -> None:
    write_note(store, Noted(ADA, 1, domain, reducer, ()))
    with closing(Session.open(str(store))) as session:
        found = take_up(session, store)
    assert found is not None
    assert told in found.told


@pytest.mark.parametrize(("note", "told"), [("{", "cannot be read"), ('{"form": 2}', "later Leftfold")])
def test_a_note_that_is_not_understood_is_told_of(store: Path, note: str, told: str) -> None:
    write_note(store, Noted(ADA, 1, "progress", "", ()))
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("UPDATE leftfold_bundle SET note = ?", (note,))
    with pytest.raises(CannotOpen, match=told):
        read_note(store)
