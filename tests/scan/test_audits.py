"""The audits over a whole store."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from leftfold.model.errors import CannotOpen
from leftfold.model.finding import Finding
from leftfold.scan.audits import Folding, ReadModels, Reducers, Snapshots
from leftfold.scan.reading import Reading
from leftfold.scan.scan import Scan
from leftfold.scan.ways import Processes
from leftfold.scan.work import Work
from leftfold.store.read_model import ReadModel
from tests.school import EVENTS
from tests.store_builders import make_native

MODEL = ReadModel(
    table="students", type="student", key="id", columns=(("lesson", ("currentPosition",)), ("quiz", ("lastQuiz",)))
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = make_native(
        tmp_path / "school.sqlite", {**{f"student/{n}": EVENTS for n in range(5)}, "cart/1": [("odd", {})]}
    )
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE students (id TEXT PRIMARY KEY, lesson INTEGER, quiz TEXT)")
        connection.executemany(
            "INSERT INTO students VALUES (?, ?, ?)", [("0", 3, None), ("1", 7, None), ("2", 3, None), ("3", 3, "{}")]
        )
        connection.execute(
            "INSERT INTO snapshots (aggregate_type, aggregate_id, version, state, recorded_at) "
            "VALUES ('student', '2', 5, '{\"currentPosition\": 7}', '2024-05-02T08:00:00.000000Z')"
        )
    return path


def _told(path: Path, work: Work) -> list[tuple[str, int, str]]:
    reading = Reading(target=str(path), size=6)
    found = list(Scan(reading, work).findings())
    assert list(Scan(reading, work, way=Processes(2)).findings()) == found
    return [(one.stream.id, one.version, one.sentence) for one in found]


def test_rows_of_a_read_model_that_differ_or_are_missing_are_found(store: Path) -> None:
    assert _told(store, ReadModels(MODEL)) == [
        ("1", 5, "students has another lesson; what the state has is from event 5 on."),
        ("3", 5, "students has another quiz; what the state has is from event 5 on."),
        ("4", 5, "students has no row of it."),
    ]


def test_a_read_model_that_is_not_there_is_told(store: Path) -> None:
    work = ReadModels(replace(MODEL, table="nothing"))
    with pytest.raises(CannotOpen, match="has no table nothing"):
        list(Scan(Reading(target=str(store)), work).findings())


def test_snapshots_of_another_shape_are_counted(store: Path) -> None:
    scan = Scan(Reading(target=str(store)), Snapshots())
    assert list(scan.findings()) == []
    assert scan.totals.passed_by == 1


def test_a_reducer_is_compared_with_another(store: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.py"
    old.write_text(
        "from dataclasses import replace\n"
        "from leftfold.domains.progress import PROGRESS\n"
        "def evolve(state, event):\n"
        "    after = PROGRESS.evolve(state, event)\n"
        "    return after._replace(activity=9) if event.stream.id == '3' and event.version == 4 else after\n"
        "OLD = replace(PROGRESS, evolve=evolve)\n"
    )
    reading = Reading(target=str(store), type="student")
    (found,) = Scan(reading, Reducers(f"{old}:OLD")).findings()
    assert isinstance(found, Finding)
    assert (found.stream.id, found.version) == ("3", 4)
    assert [(one.path, one.before, one.after) for one in found.changes] == [(("currentActivity",), 9, 1)]


def test_a_reducer_that_is_no_function_of_its_events_is_found(store: Path, tmp_path: Path) -> None:
    assert _told(store, Folding()) == []
    random = tmp_path / "counting.py"
    random.write_text(
        "from dataclasses import replace\nfrom itertools import count\n"
        "from leftfold.domain.generic import generic_domain\n"
        "NUMBERS = count()\n"
        "DOMAIN = replace(generic_domain(), evolve=lambda state, event: {**state, 'call': next(NUMBERS)})\n"
    )
    found = Scan(Reading(target=str(store), domain=str(random)), Folding()).findings()
    assert [one.version for one in found] == [1] * 6


def test_each_audit_has_a_journal_of_its_own() -> None:
    works: list[Work] = [Snapshots(), Folding(), Reducers("a"), Reducers("b"), ReadModels(MODEL)]
    assert len({str(work.asked) for work in works}) == len(works)
