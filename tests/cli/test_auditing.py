"""The audit is listed, narrowed down, checked and exported; what was committed is undone by a further correction."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Leftfold
from tests.store_builders import make_eventsourcing

STATE = b'{"timestamp":{"_type_":"datetime_iso","_data_":"2024-05-01T08:00:00+00:00"},"n":1}'


@pytest.fixture
def corrected(leftfold: Leftfold, school: Path) -> Path:
    """A store with an import, a soft deletion and an event that was appended."""
    why = ("--reason", "a bulk job did it", "--ticket", "SUP-1", "--author", "Mira")
    assert leftfold("delete", school, "student/3202", 5, *why).code == 0
    more = ("--reason", "she did it on paper", "--author", "Ann")
    assert leftfold("append", school, "student/3202", "lessonCompleted", '{"lesson": 7}', *more).code == 0
    return school


def listed(leftfold: Leftfold, *arguments: object) -> list[int]:
    return [row["entry"] for row in leftfold("audit", *arguments, "--json").rows]


def edit(school: Path, *statements: str) -> None:
    with closing(sqlite3.connect(school)) as connection, connection:
        connection.execute("DROP TRIGGER audit_never_update")
        connection.execute("DROP TRIGGER audit_never_delete")
        for statement in statements:
            connection.execute(statement)


def test_entries_are_listed_for_people(leftfold: Leftfold, corrected: Path) -> None:
    head, _made, deletion, append = leftfold("audit", corrected).out.splitlines()
    assert head.split() == ["entry", "when", "who", "ticket", "aggregate", "what", "why"]
    assert "Mira" in deletion
    assert "Soft-deleted event 5 (resetProgress)  a bulk job did it" in deletion
    assert "Appended lessonCompleted as event 6" in append


def test_entries_are_told_in_full_to_programs(leftfold: Leftfold, corrected: Path) -> None:
    made, deletion, append = leftfold("audit", corrected, "--json").rows
    assert (made["aggregate_id"], made["domain"], made["state_before"]) == (None, None, None)
    assert (deletion["author"], deletion["ticket"], deletion["sure"]) == ("Mira", "SUP-1", True)
    assert deletion["domain"] == "progress"
    assert deletion["state_before"] != deletion["state_after"] == append["state_before"]
    assert append["previous"] == deletion["hash"]
    assert append["edits"] == [
        {"edit": "append", "type": "lessonCompleted", "data": {"lesson": 7}, "version": 6, "position": 7}
    ]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ((), [1, 2, 3]),
        (("student/3202",), [2, 3]),
        (("--author", "mir"), [2]),
        (("--ticket", "sup-1"), [2]),
        (("--find", "PAPER"), [3]),
        (("--find", "resetprogress"), [2]),
        (("--since", "2020-01-01"), [1, 2, 3]),
        (("--until", "2020-01-01T10:00:00"), []),
        (("--since", "2999-01-01"), []),
        (("student/odd",), []),
    ],
)
def test_entries_are_narrowed_down(
    leftfold: Leftfold, corrected: Path, wanted: tuple[str, ...], found: list[int]
) -> None:
    assert listed(leftfold, corrected, *wanted) == found


def test_where_there_is_nothing_it_says_so(leftfold: Leftfold, corrected: Path) -> None:
    assert leftfold("audit", corrected, "--ticket", "none").err == "No entry is like that.\n"


def test_a_time_that_is_none_is_told(leftfold: Leftfold, corrected: Path) -> None:
    said = leftfold("audit", corrected, "--since", "yesterday")
    assert (said.code, "'yesterday' is no time; write it as 2026-11-24" in said.refusal) == (2, True)


def test_a_whole_audit_is_told_with_its_last_hash(leftfold: Leftfold, corrected: Path) -> None:
    (row,) = leftfold("audit", "verify", corrected, "--json").rows
    last = leftfold("audit", corrected, "--json").rows[-1]["hash"]
    assert row == {
        "whole": True,
        "entries": 3,
        "before": 0,
        "last": last,
        "after_kept": None,
        "findings": [],
        "notes": [],
    }
    said = leftfold("audit", "verify", corrected, "--last", last)
    assert said.out.splitlines() == [
        "The audit is whole: 3 entries looked at.",
        "The entry whose hash was kept is there, 0 entries after it.",
        f"The last hash is {last}; kept elsewhere, it shows later whether entries were cut off.",
    ]


def test_a_broken_audit_says_where_and_exits_with_1(leftfold: Leftfold, corrected: Path) -> None:
    last = leftfold("audit", "verify", corrected, "--json").rows[0]["last"]
    edit(corrected, "UPDATE audit SET author = 'Bea' WHERE id = 2")
    said = leftfold("audit", "verify", corrected)
    assert said.code == 1
    first, verdict, _last = said.out.splitlines()
    assert first == "Entry 2 is not as it was written: its hash does not fit what it says."
    assert verdict == "The audit is broken: 3 entries looked at."
    edit_tail = "UPDATE sqlite_sequence SET seq = 2 WHERE name = 'audit'"
    with closing(sqlite3.connect(corrected)) as connection, connection:
        connection.execute("DELETE FROM audit WHERE id = 3")
        connection.execute(edit_tail)
    said = leftfold("audit", "verify", corrected, "--last", last, "--json")
    assert (said.code, len(json.loads(said.out)["findings"])) == (1, 2)


def test_the_audit_is_exported_in_three_forms(leftfold: Leftfold, corrected: Path, tmp_path: Path) -> None:
    table, page, lines = (tmp_path / f"audit.{ending}" for ending in ("csv", "html", "jsonl"))
    for file in (table, page, lines):
        assert leftfold("audit", "export", corrected, file).err == "3 entries written.\n"
    rows = list(csv.DictReader(table.read_text("utf-8").splitlines()))
    assert [row["author"] for row in rows] == ["tester", "Mira", "Ann"]
    assert "<td>Soft-deleted event 5 (resetProgress)</td>" in page.read_text("utf-8")
    assert [json.loads(line) for line in lines.read_text("utf-8").splitlines()] == leftfold(
        "audit", corrected, "--json"
    ).rows
    assert leftfold("audit", "export", corrected, table).refusal.endswith("add --force to overwrite it.")
    assert leftfold("audit", "export", corrected, table, "--force", "--author", "Ann").err == "1 entry written.\n"


def test_an_unknown_form_is_refused(leftfold: Leftfold, corrected: Path, tmp_path: Path) -> None:
    said = leftfold("audit", "export", corrected, tmp_path / "audit.pdf")
    assert (said.code, said.refusal) == (
        2,
        "audit.pdf ends in none of .csv, .html, .jsonl; name the file so that it does.",
    )
    nowhere = leftfold("audit", "export", corrected, tmp_path / "none" / "audit.csv")
    assert (nowhere.code, "cannot be written" in nowhere.refusal) == (2, True)


def place(leftfold: Leftfold, school: Path) -> Any:
    return leftfold("state", school, "student/3202", "--json").rows[0]["state"]["currentPosition"]


def test_a_soft_deletion_is_undone(leftfold: Leftfold, corrected: Path) -> None:
    tried = leftfold("undo", corrected, 2, "--reason", "it was right", "--dry-run")
    assert (tried.code, tried.err) == (0, "Dry run: nothing was written.\n")
    assert "Restore event 5" in tried.out
    assert listed(leftfold, corrected) == [1, 2, 3]
    said = leftfold("undo", corrected, 2, "--reason", "it was right", "--author", "Ann")
    assert said.err.startswith("Written by Ann: event 5 restored.")
    assert place(leftfold, corrected) == 8
    again = leftfold("undo", corrected, 2, "--reason", "again")
    assert again.refusal == (
        "Entry 2 cannot be undone. Event 5, which it soft-deleted, was restored since, by entry 4."
    )


def test_what_was_appended_is_undone_and_that_is_undone(leftfold: Leftfold, corrected: Path) -> None:
    before = place(leftfold, corrected)
    assert leftfold("undo", corrected, 3, "--reason", "no").code == 0
    assert place(leftfold, corrected) != before
    assert leftfold("undo", corrected, 4, "--reason", "yes").code == 0
    assert place(leftfold, corrected) == before
    assert leftfold("audit", "verify", corrected).code == 0


@pytest.mark.parametrize(
    ("entry", "said"),
    [(9, "The audit of school.sqlite has no entry 9."), (1, "Entry 1 is no correction of one aggregate")],
)
def test_what_cannot_be_undone_is_told(leftfold: Leftfold, corrected: Path, entry: int, said: str) -> None:
    answer = leftfold("undo", corrected, entry, "--reason", "no")
    assert (answer.code, answer.refusal.startswith(said)) == (1, True)


def test_a_store_of_another_library_has_its_audit_in_the_journal(
    leftfold: Leftfold, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    rows = [("0" * 31 + "a", 1, "shop:Order.Placed", STATE)]
    store = make_eventsourcing(tmp_path / "shop.db", rows)
    assert leftfold("audit", "verify", store).out == "The audit has no entries.\n"
    added = leftfold(
        "append", store, rows[0][0], "Order.Placed", '{"n": 2}', "--reason", "put right", "--author", "Ann"
    )
    assert added.code == 0, added.err
    (entry,) = leftfold("audit", store, "--json").rows
    assert (entry["author"], entry["reason"], entry["version"]) == ("Ann", "put right", 2)
    assert entry["state_before"] != entry["state_after"]
    assert leftfold("audit", "verify", store, "--last", entry["hash"]).code == 0
    undone = leftfold("undo", store, entry["entry"], "--reason", "it was right")
    assert undone.code == 0, undone.err
    assert leftfold("state", store, rows[0][0], "--json").rows[0]["state"]["n"] == 1
    assert leftfold("events", store, rows[0][0], "--from", "3", "--json").rows[0]["type"] == "Order.Placed"
