"""Snapshots from the command line: replays that begin there give the same, and begin at none that no longer holds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from leftfold.cli import snapshots
from tests.cli.conftest import TALK, Leftfold
from tests.store.made_layouts import JOINED_TOML, make_joined
from tests.store_builders import make_eventsourcing, make_native

WHY = ("--reason", "nightly")
FOLDED = "Folded from the snapshot at version 5 on.\n"


@pytest.fixture
def students(tmp_path: Path) -> Path:
    return make_native(tmp_path / "s.sqlite", {"student/1": TALK, "student/2": TALK[:3], "cart/1": [("itemAdded", {})]})


def test_each_aggregate_is_snapshot_once_and_the_audit_says_why(leftfold: Leftfold, students: Path) -> None:
    said = leftfold("snapshot", students, "--type", "student", *WHY)
    assert (said.code, said.out, said.err) == (0, "", "2 snapshots written, of 2 aggregates.\n")
    again = leftfold("snapshot", students, "--type", "student", *WHY)
    assert again.err == "0 snapshots written, of 2 aggregates.\n2 aggregates had too few new events.\n"
    with closing(sqlite3.connect(students)) as connection:
        audit = connection.execute("SELECT reason, edits FROM audit WHERE reason = 'nightly'").fetchall()
        assert connection.execute("SELECT count(*) FROM events").fetchone() == (9,)
    assert audit == [("nightly", '[{"edit":"snapshot","snapshots":2}]')]


def test_a_domain_that_cannot_go_on_is_told(leftfold: Leftfold, students: Path) -> None:
    said = leftfold("snapshot", students, *WHY)
    assert said.err.splitlines() == [
        "2 snapshots written, of 3 aggregates.",
        "1 aggregate read by the domain cart cannot be gone on from: it has no `restore` that gives the state back.",
    ]


def test_the_state_is_the_same_with_and_without(leftfold: Leftfold, students: Path) -> None:
    before = [leftfold("state", students, "student/1", "--at", version, "--json").rows for version in range(6)]
    leftfold("snapshot", students, *WHY)
    leftfold("append", students, "student/1", "lessonCompleted", '{"lesson": 3}', "--reason", "a test")
    for way in ((), ("--no-snapshots",)):
        after = [leftfold("state", students, "student/1", "--at", v, "--json", *way).rows for v in range(6)]
        assert after == before
    with_one = leftfold("state", students, "student/1").out
    assert FOLDED in with_one
    assert with_one.replace(FOLDED, "") == leftfold("state", students, "student/1", "--no-snapshots").out
    assert "currentPosition  4" in with_one


def test_a_deletion_before_it_takes_it_away(leftfold: Leftfold, students: Path) -> None:
    leftfold("snapshot", students, *WHY)
    leftfold("delete", students, "student/1", 5, "--reason", "a wrong reset")
    said = leftfold("state", students, "student/1").out
    assert "snapshot" not in said
    assert "currentPosition  7" in said
    assert leftfold("snapshots", students, "student/1", "--json").rows == []


def test_another_domain_does_not_trust_it(leftfold: Leftfold, students: Path) -> None:
    leftfold("snapshot", students, *WHY)
    assert "snapshot" not in leftfold("state", students, "student/1", "--domain", "generic").out


def test_only_after_so_many_events(leftfold: Leftfold, students: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "BATCH", 1)
    said = leftfold("snapshot", students, "--type", "student", "--every", 4, *WHY)
    assert said.err == "1 snapshot written, of 2 aggregates.\n1 aggregate had too few new events.\n"
    assert leftfold("info", students, "--json").rows[0]["snapshots"] == 1


def test_a_store_that_takes_none_says_why(leftfold: Leftfold, tmp_path: Path) -> None:
    foreign = make_eventsourcing(tmp_path / "foreign.db", [("x", 1, "m:Dog.Born", b"{}")])
    said = leftfold("snapshot", foreign, *WHY).refusal
    assert "foreign.db takes no snapshots: Leftfold keeps them only in a store of its own layout." in said
    (tmp_path / "joined.toml").write_text(JOINED_TOML, "utf-8")
    joined = make_joined(tmp_path / "joined.db")
    said = leftfold("snapshot", joined, "--layout", tmp_path / "joined.toml", *WHY).refusal
    assert "joined.db takes no snapshots: Append through the application instead." in said


def test_the_same_version_is_snapshot_anew_where_it_no_longer_holds(leftfold: Leftfold, students: Path) -> None:
    leftfold("snapshot", students, *WHY)
    leftfold("delete", students, "student/1", 5, "--reason", "a wrong reset")
    assert "1 snapshot written" in leftfold("snapshot", students, "--type", "student", *WHY).err
    assert FOLDED in leftfold("state", students, "student/1").out
