"""The snapshots beside the events, from the command line: whose they are, what they hold, how the replay differs."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import TALK, Leftfold
from tests.store_builders import make_eventsourcing, make_native

STREAM = "student/1"


@pytest.fixture
def students(leftfold: Leftfold, tmp_path: Path) -> Path:
    """Leftfold's snapshot at version 5, and three of the application's."""
    path = make_native(tmp_path / "s.sqlite", {STREAM: TALK, "student/2": TALK})
    assert leftfold("snapshot", path, "--type", "student", "--reason", "nightly").code == 0
    (row,) = leftfold("state", path, STREAM, "--at", 2, "--json").rows
    with closing(sqlite3.connect(path)) as connection, connection:
        put = "INSERT INTO snapshots VALUES ('student', '1', ?, ?, '2024-05-01T08:00:00Z')"
        connection.execute(put, (2, str(row["state"]).replace("'", '"').replace("None", "null")))
        connection.executemany(put, [(3, '{"points":7}'), (4, "{bad")])
    return path


def test_they_are_listed_with_whose_they_are(leftfold: Leftfold, students: Path) -> None:
    rows = leftfold("snapshots", students, STREAM, "--json").rows
    by = [(row["version"], row["by"]) for row in rows]
    assert by == [(2, "application"), (3, "application"), (4, "application"), (5, "leftfold")]
    assert rows[1] == {
        "version": 3,
        "recorded_at": "2024-05-01T08:00:00.000000Z",
        "by": "application",
        "state": {"points": 7},
    }
    assert (rows[2]["state"], rows[2]["undecodable"]["base64"]) == (None, "e2JhZA==")
    head, _second, third, fourth, own = leftfold("snapshots", students, STREAM).out.splitlines()
    assert head.split() == ["version", "time", "by", "state"]
    assert third.split() == ["3", "2024-05-01", "08:00:00Z", "the", "application", "{points:", "7}"]
    assert fourth.endswith("(4 bytes)")
    assert "Leftfold" in own


def test_one_is_shown_whole_and_the_replay_gives_the_same(leftfold: Leftfold, students: Path) -> None:
    for version, by in ((2, "the application"), (5, "Leftfold")):
        first, *values, last = leftfold("snapshots", students, STREAM, "--at", version).out.splitlines()
        assert first.startswith(f"Snapshot of student/1 at version {version} by {by}, made 20")
        assert values
        assert last == "The replay gives the same."
        (row,) = leftfold("snapshots", students, STREAM, "--at", version, "--json").rows
        assert row["differences"] == []


def test_where_the_replay_differs_it_is_told_value_by_value(leftfold: Leftfold, students: Path) -> None:
    with closing(sqlite3.connect(students)) as connection, connection:
        connection.execute("DELETE FROM snapshots WHERE version = 3")
        connection.execute("UPDATE snapshots SET version = 3 WHERE version = 2 AND aggregate_id = '1'")
    said = leftfold("snapshots", students, STREAM, "--at", 3).out
    assert "The replay gives another state; from the snapshot to it " in said
    (row,) = leftfold("snapshots", students, STREAM, "--at", 3, "--json").rows
    assert {"op", "path", "before", "after"} == row["differences"][0].keys()


def test_another_shape_is_shown_and_not_compared(leftfold: Leftfold, students: Path) -> None:
    said = leftfold("snapshots", students, STREAM, "--at", 3).out.splitlines()
    assert said[1:] == [
        "  points  7",
        "It has another shape than the state that the replay shows, so the two are not compared.",
    ]
    unreadable = leftfold("snapshots", students, STREAM, "--at", 4)
    assert "  The state is not JSON" in unreadable.out
    (row,) = leftfold("snapshots", students, STREAM, "--at", 4, "--json").rows
    assert row["differences"] is None


def test_one_that_is_not_there_is_told_with_those_that_are(leftfold: Leftfold, students: Path) -> None:
    said = leftfold("snapshots", students, STREAM, "--at", 1)
    assert (said.code, said.refusal) == (
        1,
        "student/1 has no snapshot at version 1; it has them at 2, 3, 4, 5.",
    )
    assert leftfold("snapshots", students, "student/2", "--at", 1).refusal.endswith("it has them at 5.")


def test_many_versions_are_not_all_named(leftfold: Leftfold, students: Path) -> None:
    with closing(sqlite3.connect(students)) as connection, connection:
        rows = [(version,) for version in range(10, 20)]
        connection.executemany("INSERT INTO snapshots VALUES ('student', '1', ?, '{}', '')", rows)
    assert leftfold("snapshots", students, STREAM, "--at", 1).refusal.endswith("at 2, 3, 4, 5, …, 19.")
    beyond = leftfold("snapshots", students, STREAM, "--at", 19).out
    assert "The aggregate has no event with this version" in beyond


def test_where_there_are_none_it_is_said_why(leftfold: Leftfold, tmp_path: Path) -> None:
    foreign = make_eventsourcing(tmp_path / "f.sqlite", [("x", 1, "m:Dog.Born", b"{}")])
    said = leftfold("snapshots", foreign, "Dog/x")
    assert (said.code, said.out) == (0, "")
    assert said.err.startswith("Dog/x has no snapshots: This store has no table of snapshots")
    assert leftfold("snapshots", foreign, "Dog/x", "--at", 1).refusal.endswith("at version 1; it has none.")
    own = make_native(tmp_path / "o.sqlite", {"cart/1": [("itemAdded", {})]})
    assert leftfold("snapshots", own, "cart/1").err == "cart/1 has no snapshots.\n"
