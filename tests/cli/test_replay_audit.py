"""The commands that audit the replay."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Leftfold
from tests.school import EVENTS
from tests.store_builders import make_eventsourcing, make_native

MAP = 'table = "students"\ntype = "student"\nkey = "id"\n[columns]\nlesson = "currentPosition"\n'


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = make_native(tmp_path / "school.sqlite", {"student/1": EVENTS, "student/2": EVENTS})
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE students (id TEXT PRIMARY KEY, lesson INTEGER)")
        connection.executemany("INSERT INTO students VALUES (?, ?)", [("1", 3), ("2", 7)])
    return path


def test_a_read_model_is_compared_by_a_map(leftfold: Leftfold, store: Path, tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text(MAP)
    said = leftfold("audit", "read-model", store, "--map", tmp_path / "map.toml")
    assert said.code == 1
    assert said.out.splitlines() == [
        "student/2  5  error  read-model  students has another lesson; what the state has is from event 5 on.",
        "  currentPosition  7 → 3",
    ]
    assert said.err == "Read 10 events of 2 aggregates: 1 difference.\n"


def test_snapshots_are_compared(leftfold: Leftfold, store: Path) -> None:
    leftfold("snapshot", store, "--reason", "for a test")
    assert leftfold("audit", "snapshots", store).code == 0
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute(
            "UPDATE snapshots SET state = replace(state, '\"currentPosition\":3', '\"currentPosition\":6') "
            "WHERE aggregate_id = '2'"
        )
    said = leftfold("audit", "snapshots", store, "--json")
    (row,) = map(json.loads, said.out.splitlines())
    assert (said.code, row["id"], row["version"], row["kind"]) == (1, "2", 5, "snapshot")
    assert row["changes"] == [{"op": "replace", "path": "currentPosition", "before": 6, "after": 3}]


def test_snapshots_of_another_shape_are_said_not_to_be_compared(leftfold: Leftfold, store: Path) -> None:
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute(
            "INSERT INTO snapshots (aggregate_type, aggregate_id, version, state, recorded_at) "
            "VALUES ('student', '1', 5, '{\"lesson\": 7}', '2024-05-02T08:00:00.000000Z')"
        )
    said = leftfold("audit", "snapshots", store)
    assert said.code == 0
    assert said.err.splitlines()[-1].startswith("1 snapshot of another shape")


def test_a_store_without_snapshots_says_so(leftfold: Leftfold, tmp_path: Path) -> None:
    path = make_eventsourcing(tmp_path / "s.db", [("x", 1, "m:Dog.Born", b"{}")])
    assert "This store has no table of snapshots" in leftfold("audit", "snapshots", path).refusal


def test_folding_twice_gives_the_same(leftfold: Leftfold, store: Path) -> None:
    said = leftfold("audit", "folding", store)
    assert (said.code, said.err) == (0, "Read 10 events of 2 aggregates: no difference.\n")


def test_a_reducer_is_compared_with_an_old_one(leftfold: Leftfold, store: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.py"
    old.write_text(
        "from dataclasses import replace\nfrom leftfold.domains.progress import PROGRESS\n"
        "OLD = replace(PROGRESS, evolve=lambda state, event: state if event.type == 'resetProgress' "
        "else PROGRESS.evolve(state, event))\n"
    )
    said = leftfold("audit", "reducers", store, "--domain", "progress", "--against", f"{old}:OLD")
    assert said.code == 1
    told, change, *_others = said.out.splitlines()
    assert told.startswith("student/1  5  error  reducer  From here on the new reducer gives another state: ")
    assert change.split() == ["currentPosition", "7", "→", "3"]


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["reducers"], "Missing option '--against'"),
        (["reducers", "--against", "nothing"], "There is no domain 'nothing'"),
        (["read-model", "--map", "nowhere.toml"], "cannot be read"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    leftfold: Leftfold, store: Path, command: list[str], told: str
) -> None:
    name, *options = command
    said = leftfold("audit", name, store, *options)
    assert said.code == 2
    assert told in said.refusal
