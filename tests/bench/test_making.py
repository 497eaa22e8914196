"""Stores made for the bench: as many events as planned, deterministic, and read by Leftfold like any other."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from leftfold.bench import making
from leftfold.bench.making import Plan, make_store, student_id
from leftfold.model.errors import CannotOpen
from leftfold.store.opening import open_store


def _rows(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT * FROM events ORDER BY position").fetchall()


@pytest.mark.parametrize(("aggregates", "events"), [(1, 7), (3, 20), (600, 1_300), (5, 5)])
def test_a_store_holds_what_was_planned(tmp_path: Path, aggregates: int, events: int) -> None:
    with closing(open_store(str(make_store(tmp_path / "s.sqlite", Plan(aggregates, events))))) as store:
        counts = store.counts()
        assert (counts.aggregates, counts.events, counts.last_position) == (aggregates, events, events)
        listed = store.aggregates(limit=aggregates)
        assert {one.version for one in listed} <= {events // aggregates, events // aggregates + 1}
        assert [one.stream.id for one in listed] == [student_id(number) for number in range(aggregates)]


def test_it_is_the_same_each_time(tmp_path: Path) -> None:
    one, other = (make_store(tmp_path / name, Plan(7, 100, 200)) for name in ("a.sqlite", "b.sqlite"))
    assert _rows(one) == _rows(other)
    assert {len(str(row[5])) for row in _rows(one)} == {200}


def test_students_work_at_the_same_time(tmp_path: Path) -> None:
    rows = _rows(make_store(tmp_path / "s.sqlite", Plan(3, 9)))
    assert [(row[2], row[3]) for row in rows[:4]] == [
        ("s000000", 1),
        ("s000001", 1),
        ("s000002", 1),
        ("s000000", 2),
    ]


def test_a_long_stream_is_written_as_it_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = Plan(2, 41)
    alternating = sorted(_rows(make_store(tmp_path / "a.sqlite", plan)), key=lambda row: (str(row[2]), row[3]))
    monkeypatch.setattr(making, "_ALTERNATING", 10)
    one_by_one = _rows(make_store(tmp_path / "b.sqlite", plan))
    # Type, id, version, event type, payload: all but the place and time of each.
    assert [row[1:6] for row in one_by_one] == [row[1:6] for row in alternating]


def test_progress_is_told_and_a_file_is_never_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "_BATCH", 4)
    heard: list[int] = []
    path = make_store(tmp_path / "s.sqlite", Plan(2, 10), progress=heard.append)
    assert heard == [4, 8, 10]
    before = path.read_bytes()
    with pytest.raises(CannotOpen):
        make_store(path, Plan(1, 1))
    assert path.read_bytes() == before
