"""Drafts that are kept are found by their store, and by no other."""

from __future__ import annotations

import stat
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from leftfold.draft.correction import Correction
from leftfold.draft.draft import Draft
from leftfold.draft.draft_file import Saved
from leftfold.draft.kept import Kept, drafts_folder, forget, keep, kept_for, new_place
from leftfold.model.edits import Because, SoftDelete
from leftfold.model.errors import CannotOpen
from leftfold.model.stream import StreamId

AT = datetime(2026, 3, 3, 10, tzinfo=UTC)
WHY = Because("Mira", "why")
DRAFT = Draft(StreamId("student", "1"), 5, frozenset(), WHY, (SoftDelete(5),))
SAVED = Saved(Correction("n", WHY, (DRAFT,)), "/a/s.db", "native", AT)


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def test_drafts_are_found_by_their_store_the_newest_first() -> None:
    assert [*kept_for("/a/s.db", "native")] == []
    later = replace(SAVED, saved_at=AT + timedelta(hours=1))
    places = [new_place("/a/s.db") for _ in range(2)]
    for place, saved in zip(places, (SAVED, later), strict=True):
        keep(place, saved)
    elsewhere = new_place("/a/t.db")
    keep(elsewhere, replace(SAVED, place="/a/t.db"))
    assert [*kept_for("/a/s.db", "native")] == [Kept(places[1], later), Kept(places[0], SAVED)]
    assert [*kept_for("/a/s.db", "emmett-sqlite")] == []
    keep(places[0], later)
    assert len([*kept_for("/a/s.db", "native")]) == 2
    for place in (*places, places[0]):
        forget(place)
    assert [*kept_for("/a/s.db", "native")] == []
    assert [one.path for one in kept_for("/a/t.db", "native")] == [elsewhere]


def test_what_cannot_be_read_stays_and_hides_nothing() -> None:
    place, broken = new_place("/a/s.db"), new_place("/a/s.db")
    keep(place, SAVED)
    broken.write_bytes(b"{")
    assert [one.path for one in kept_for("/a/s.db", "native")] == [place]
    assert broken.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="rights are told otherwise there")
def test_nobody_else_reads_them() -> None:
    place = new_place("/a/s.db")
    keep(place, SAVED)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(drafts_folder().stat().st_mode) == 0o700


def test_where_nothing_can_be_kept_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be", "utf-8")
    with pytest.raises(CannotOpen, match="cannot be made"):
        new_place("/a/s.db")
    with pytest.raises(CannotOpen, match="cannot be written"):
        keep(tmp_path / "absent" / "x.json", SAVED)
