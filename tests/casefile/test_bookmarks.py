"""Bookmarks outlive the program, by store and aggregate."""

from __future__ import annotations

from pathlib import Path

import pytest

from leftfold.casefile.bookmarks import Bookmarks, bookmarks_file
from leftfold.model.errors import StoreFailed
from leftfold.model.stream import StreamId

ADA, EVE = StreamId("student", "1"), StreamId("student", "2")


def test_they_are_kept_by_store_and_aggregate(tmp_path: Path) -> None:
    file = tmp_path / "new" / "bookmarks.sqlite"
    kept = Bookmarks(file)
    assert kept.of("a.sqlite", ADA) == ()
    assert not file.exists()
    kept.put("a.sqlite", ADA, 9, "here")
    kept.put("a.sqlite", ADA, 5, "")
    kept.put("a.sqlite", EVE, 1, "hers")
    kept.put("b.sqlite", ADA, 2, "elsewhere")
    again = Bookmarks(file)
    assert [(one.version, one.note) for one in again.of("a.sqlite", ADA)] == [(5, ""), (9, "here")]
    assert again.of("a.sqlite", ADA)[0].made_at.endswith("Z")


def test_a_note_is_written_anew_and_a_bookmark_dropped(tmp_path: Path) -> None:
    kept = Bookmarks(tmp_path / "bookmarks.sqlite")
    kept.put("a", ADA, 5, "first")
    kept.put("a", ADA, 5, "then")
    assert [one.note for one in kept.of("a", ADA)] == ["then"]
    kept.drop("a", ADA, 5)
    kept.drop("a", ADA, 7)
    assert kept.of("a", ADA) == ()


def test_a_file_that_is_none_of_ours_is_told_of(tmp_path: Path) -> None:
    file = tmp_path / "bookmarks.sqlite"
    file.write_text("no database, and long enough to be seen as none by whoever opens it" * 20)
    with pytest.raises(StoreFailed, match="cannot be used"):
        Bookmarks(file).of("a", ADA)


def test_they_are_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert bookmarks_file().parent.name == "leftfold"
