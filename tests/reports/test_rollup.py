"""What is kept from the last time is what a full run gives, or it is not used."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leftfold.domain.report import Report
from leftfold.model.edits import Append, Restore, SoftDelete
from leftfold.reports.rollup import Rollups, rollups_folder
from leftfold.reports.running import Worked, work_out
from leftfold.store.store import Store
from tests.reports.made_reports import EACH, MONTHLY, SUMS, boxes, change
from tests.servers import Server
from tests.store_builders import make_eventsourcing, make_native, opened, stream_id

TYPES: Final = ("box",)
NAMES: Final = [f"box/{name}" for name in "abcdefgh"]
AT: Final = datetime(2024, 6, 1, tzinfo=UTC)


def nobody(_done: int) -> None:
    """Nobody watches."""


def kept(store: Store, folder: Path, report: Report = SUMS) -> Worked:
    """The report, gone on from the last time where it can be."""
    return Rollups(folder, store.name).work_out(report, store, TYPES, nobody)


def put(n: object) -> Append:
    """An event that puts something in."""
    return Append("put", {"n": n}, AT)  # type: ignore[dict-item]


def do(store: Store, name: str, act: str) -> None:
    """Append to a stream, or soft-delete or restore its first event, where that can be."""
    if act not in ("delete", "restore"):
        change(store, name, put(int(act)))
        return
    index = store.index(stream_id(name))
    if bool(index.deleted[0]) is (act == "restore"):
        change(store, name, Restore(1) if act == "restore" else SoftDelete(1))


_ACTS = st.lists(st.tuples(st.sampled_from(NAMES[:3]), st.sampled_from(["1", "2", "delete", "restore"])), max_size=4)


def _many(path: Path) -> Path:
    return make_native(path, {name: [("put", {"n": 1}), ("put", {"n": "odd"})] for name in NAMES})


@settings(max_examples=20)
@given(st.lists(_ACTS, min_size=1, max_size=4))
def test_after_any_changes_it_is_what_a_full_run_gives(rounds: list[list[tuple[str, str]]]) -> None:
    with TemporaryDirectory() as place, opened(_many(Path(place) / "s.sqlite"), write=True) as store:
        folder = Path(place) / "kept"
        for acts in rounds:
            for name, act in acts:
                do(store, name, act)
            for report in (SUMS, EACH, MONTHLY):
                assert kept(store, folder, report).parts == work_out(report, store, TYPES, nobody).parts


def test_only_what_changed_is_folded_again(tmp_path: Path) -> None:
    with opened(_many(tmp_path / "s.sqlite"), write=True) as store:
        assert kept(store, tmp_path / "kept").way.startswith("Folded from the events")
        assert kept(store, tmp_path / "kept").way == "Kept from the last time; 0 of 8 aggregates were folded again."
        do(store, "box/a", "5")
        do(store, "box/b", "delete")
        assert kept(store, tmp_path / "kept").way == "Kept from the last time; 2 of 8 aggregates were folded again."
        for name in NAMES[:4]:
            do(store, name, "5")
        assert kept(store, tmp_path / "kept").way.startswith("Folded"), "as much is worked out whole"


def test_on_postgresql_too(postgresql: Server, tmp_path: Path) -> None:
    url = make_native(postgresql.new_database(), {name: [("put", {"n": 1})] for name in NAMES})
    with opened(url, write=True) as store:
        kept(store, tmp_path)
        do(store, "box/c", "delete")
        do(store, "box/d", "7")
        worked = kept(store, tmp_path)
        assert worked.way == "Kept from the last time; 2 of 7 aggregates were folded again."
        assert worked.parts == work_out(SUMS, store, TYPES, nobody).parts


def test_another_store_in_its_place_is_worked_out_anew(tmp_path: Path) -> None:
    path, backup = _many(tmp_path / "s.sqlite"), tmp_path / "backup.sqlite"
    copyfile(path, backup)
    with opened(path, write=True) as store:
        do(store, "box/a", "5")
        kept(store, tmp_path / "kept")
    copyfile(backup, path)
    with opened(path, write=True) as store:
        assert kept(store, tmp_path / "kept").way.startswith("Folded"), "it has less than it had"
    with opened(path, write=True) as store:
        do(store, "box/a", "5")
        kept(store, tmp_path / "kept")
    copyfile(backup, path)
    with opened(path, write=True) as store:
        do(store, "box/a", "6")
        assert kept(store, tmp_path / "kept").way.startswith("Folded"), "it went another way"


def test_an_event_put_in_between_is_seen(tmp_path: Path) -> None:
    path = _many(tmp_path / "s.sqlite")
    with closing(sqlite3.connect(path)) as connection, connection:
        row = "'box', 'a', {}, 'put', '{{\"n\": 9}}', '2024-05-01T08:00:00.000000Z'"
        names = "position, aggregate_type, aggregate_id, version, event_type, payload, recorded_at"
        connection.execute(f"INSERT INTO events ({names}) VALUES (500, {row.format(3)})")
    with opened(path) as store:
        kept(store, tmp_path / "kept")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"INSERT INTO events ({names}) VALUES (400, {row.format(4)})")
    with opened(path) as store:
        worked = kept(store, tmp_path / "kept")
        assert worked.way.startswith("Folded")
        assert worked.parts[stream_id("box/a")].rows == ((19,),)


def test_where_an_event_could_be_edited_nothing_is_kept(tmp_path: Path) -> None:
    path = _many(tmp_path / "s.sqlite")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TRIGGER events_never_update")
    with opened(path) as store:
        kept(store, tmp_path / "kept")
        assert not (tmp_path / "kept").exists()
    with opened(make_eventsourcing(tmp_path / "e.db", [("x", 1, "m:Dog.Born", b"{}")])) as store:
        assert store.whole.growth.mark() is None


@pytest.mark.parametrize("spoilt", [b"", b"[]", b'{"form": 1}', b"\xff"])
def test_a_file_that_is_spoilt_is_passed_over(tmp_path: Path, spoilt: bytes) -> None:
    with opened(boxes(tmp_path / "s.sqlite")) as store:
        first = kept(store, tmp_path / "kept")
        (file,) = (tmp_path / "kept").iterdir()
        file.write_bytes(spoilt)
        again = kept(store, tmp_path / "kept")
        assert (again.parts, again.way) == (first.parts, first.way)


def test_where_nothing_can_be_kept_the_report_is_made_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file where a folder should be")
    with opened(boxes(tmp_path / "s.sqlite")) as store:
        assert len(kept(store, tmp_path / "kept").parts) == 2


def test_they_lie_in_the_cache_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert rollups_folder().name == "rollups"
