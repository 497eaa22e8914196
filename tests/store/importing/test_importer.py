"""The import: all rows or none, in the source's order, into a new store or at the end of its streams."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from leftfold.model.edits import Because
from leftfold.model.errors import BadRequest, Cancelled
from leftfold.model.stream import StreamId
from leftfold.store.importing.importer import Import, Imported, OnBadRow, Watcher
from leftfold.store.importing.map_files import load_map
from leftfold.store.importing.maps import Otherwise
from leftfold.store.importing.rows import BadRow
from leftfold.store.opening import create_store
from leftfold.store.store import Store

HEADER = (
    "student_id,event_type,code_module,code_presentation,day,id_assessment,assessment_type,weight,is_banked,score,"
    "final_result\n"
)
ROWS = """5,registered,AAA,2013J,-10,,,,,,
6,registered,AAA,2013J,-9,,,,,,
5,assessment_submitted,AAA,2013J,20,1752,TMA,12.5,0,78,
5,assessment_submitted,AAA,2013J,20,1753,CMA,0,1,,
5,unregistered,AAA,2013J,40,,,,,,Withdrawn
"""
STREAM = StreamId("student", "5-AAA-2013J")
BECAUSE = Because("tester", "made for a test")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = create_store(str(tmp_path / "store.db"))
    yield store
    store.close()


def an_import(tmp_path: Path, rows: str, *, on_bad_row: OnBadRow = OnBadRow.FATAL) -> Import:
    path = tmp_path / "rows.csv.gz"
    path.write_bytes(gzip.compress((HEADER + rows).encode()))
    return Import(path, load_map("oulad"), BECAUSE, on_bad_row)


def watcher(skipped: list[BadRow]) -> Watcher:
    return Watcher(lambda _done, _fraction: None, skipped.append)


def test_rows_become_streams(tmp_path: Path, store: Store) -> None:
    assert an_import(tmp_path, ROWS).into(store, watcher([])) == Imported(5, 2, 0, 0)
    index = store.index(STREAM)
    events = list(store.events(index).read(1, len(index)))
    assert [(event.version, event.type, event.data) for event in events] == [
        (1, "placeStudent", {"map": "AAA 2013J", "lesson": 1, "activity": 1}),
        (2, "quizTaken", {"quiz": "TMA 1752", "kind": "TMA", "score": 78, "weight": 12.5, "banked": False}),
        (3, "quizTaken", {"quiz": "CMA 1753", "kind": "CMA", "score": None, "weight": 0, "banked": True}),
        (4, "studentUnregistered", {"result": "Withdrawn"}),
    ]
    assert [str(event.recorded_at) for event in events[:2]] == [
        "2013-09-21 00:00:00+00:00",
        "2013-10-21 00:00:00+00:00",
    ]


def test_a_second_import_appends(tmp_path: Path, store: Store) -> None:
    an_import(tmp_path, ROWS).into(store, watcher([]))
    an_import(tmp_path, ROWS).into(store, watcher([]))
    assert store.index(STREAM).versions.tolist() == [1, 2, 3, 4, 5, 6, 7, 8]


def test_a_bad_row_is_fatal_and_nothing_is_kept(tmp_path: Path, store: Store) -> None:
    rows = ROWS + "7,registered,AAA,2013J,soon,,,,,,\n"
    with pytest.raises(BadRequest) as error:
        an_import(tmp_path, rows).into(store, watcher([]))
    assert str(error.value) == (
        'rows.csv.gz, line 7 has "soon" in day, which is no whole number; nothing was imported.'
    )
    assert store.counts().events == 0


def test_bad_rows_are_skipped_as_asked(tmp_path: Path, store: Store) -> None:
    skipped: list[BadRow] = []
    rows = "1,registered\n" + ROWS + "7,registered,AAA,2013J,soon,,,,,,\n"
    done = an_import(tmp_path, rows, on_bad_row=OnBadRow.SKIP).into(store, watcher(skipped))
    assert done == Imported(5, 2, 0, 2)
    assert [bad.line for bad in skipped] == [2, 8]


def test_a_row_without_a_rule_is_fatal_or_counted(tmp_path: Path, store: Store) -> None:
    strict = an_import(tmp_path, ROWS + "5,graduated,AAA,2013J,3,,,,,,\n")
    with pytest.raises(BadRequest, match=r"line 7 matches no rule of the map oulad\.toml; nothing was imported"):
        strict.into(store, watcher([]))
    lenient = replace(strict, how=replace(strict.how, otherwise=Otherwise.SKIP))
    assert lenient.into(store, watcher([])) == Imported(5, 2, 1, 0)


def test_an_import_that_is_cancelled_leaves_nothing(tmp_path: Path, store: Store) -> None:
    def stop(_done: int, _fraction: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        an_import(tmp_path, ROWS).into(store, Watcher(stop, lambda _bad: None))
    assert store.counts().events == 0


def test_the_progress_says_how_far_the_file_is_read(tmp_path: Path, store: Store) -> None:
    heard: list[tuple[int, float]] = []
    an_import(tmp_path, ROWS).into(store, Watcher(lambda *told: heard.append(told), lambda _bad: None))
    assert heard == [(5, 1.0)]
