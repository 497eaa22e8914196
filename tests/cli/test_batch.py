"""The commands that correct many aggregates."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from tests.batch.bulk_reset import WHERE, lesson_of, make_school
from tests.cli.conftest import Leftfold

WHY = ("--reason", "A wrong bulk reset", "--author", "Ada")


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return make_school(tmp_path / "school.sqlite", 30, wrong=25, active=2)


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return tmp_path / "run.jsonl"


def test_a_batch_is_tried_shown_committed_and_reported(
    leftfold: Leftfold, school: Path, run: Path, tmp_path: Path
) -> None:
    tried = leftfold("batch", "try", school, "--delete", "--run", run, "--where", WHERE, *WHY)
    assert tried.code == 0
    assert tried.out.startswith("Soft-delete the offending events, where event.type = 'resetProgress'")
    assert "25 aggregates, 25 proposed. Reason: A wrong bulk reset (by Ada)" in tried.out
    assert "Soft-delete event 3: currentPosition 1 → 8" in tried.out
    # The outliers come first: those who went on are where they are anyway.
    assert tried.out.splitlines()[3].startswith("student/0000  proposed  4: Progress was reset")
    assert "20 of 25 are listed, the outliers first" in tried.err
    assert f"Commit with `leftfold batch commit {run} STORE`." in tried.err

    assert "25 aggregates would be committed" in leftfold("batch", "commit", run, school, "--dry-run").err
    assert leftfold("state", school, "0003", "--json").rows[0]["state"]["currentPosition"] == 1
    committed = leftfold("batch", "commit", run, school)
    assert committed.code == 0
    assert "25 aggregates committed now; in all: 25 aggregates, 25 committed." in committed.err
    assert leftfold("state", school, "0003", "--json").rows[0]["state"]["currentPosition"] == lesson_of(3)

    report = tmp_path / "r.html"
    assert leftfold("batch", "report", run, report).code == 0
    assert "Correction of 25 aggregates" in report.read_text("utf-8")
    rows = leftfold("batch", "show", run, "--json", "--limit", 3).rows
    assert [row["result"] for row in rows] == ["committed"] * 3
    assert leftfold("batch", "show", run).out.count("committed") == 26


def test_those_that_changed_since_are_listed_and_tried_again(leftfold: Leftfold, school: Path, run: Path) -> None:
    leftfold("batch", "try", school, "--restore-state", "--run", run, "--where", WHERE, *WHY)
    leftfold("append", school, "0005", "activityCompleted", '{"lesson": 1, "activity": 1}', *WHY)
    first = leftfold("batch", "commit", run, school, "--json")
    assert first.code == 1
    outcomes = [orjson.loads(line) for line in first.out.splitlines()]
    assert [one["id"] for one in outcomes if one["result"] == "changed since"] == ["0005"]
    assert "student/0005 changed since: student/0005 changed since the draft was made: 1 event arrived" in first.err
    assert "1 aggregate changed since the dry run; add --again" in first.err
    again = leftfold("batch", "commit", run, school, "--again")
    assert again.code == 0
    assert "Tried anew on 1 aggregate." in again.err
    assert "25 aggregates, 25 committed" in again.err


def test_a_command_takes_values_from_each(leftfold: Leftfold, school: Path, run: Path) -> None:
    command = ("--command", "reset-progress", '{"lesson": "=before.currentPosition"}')
    rows = leftfold("batch", "try", school, *command, "--run", run, "--where", WHERE, "--json", *WHY).rows
    assert [row["edits"][0]["data"]["lesson"] for row in rows] == [lesson_of(number) for number in range(25)]


def test_what_is_rejected_for_all_says_so(leftfold: Leftfold, school: Path, run: Path) -> None:
    command = ("--command", "place-student", '{"lesson": 1}')
    said = leftfold("batch", "try", school, *command, "--run", run, "--where", WHERE, *WHY)
    assert said.code == 1
    assert "The student is placed already, at lesson 1" in said.out
    assert "The correction is rejected for each of them." in said.err


def test_where_nothing_is_found_the_answer_is_no(leftfold: Leftfold, school: Path, run: Path) -> None:
    said = leftfold("batch", "try", school, "--delete", "--run", run, "--where", "event.type = 'x'", "--json", *WHY)
    assert said.refusal == "No aggregate has an event at which this holds: event.type = 'x'"
    assert said.code == 1


def test_a_report_is_written_with_the_dry_run(leftfold: Leftfold, school: Path, run: Path, tmp_path: Path) -> None:
    report = tmp_path / "r.csv"
    leftfold("batch", "try", school, "--delete", "--run", run, "--where", WHERE, "--report", report, *WHY)
    assert len(report.read_text("utf-8").splitlines()) > 25


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ((), "Say what is done: one of --delete, --restore-state and --command NAME JSON."),
        (
            ("--delete", "--restore-state"),
            "Say what is done: one of --delete, --restore-state and --command NAME JSON.",
        ),
        (("--command", "x", '{"a": "=before."}'), "'=before.' is no value for an argument"),
        (("--delete", "--where", "event.type"), "The condition goes wrong at column 11"),
    ],
)
def test_bad_input_is_said_and_leaves_no_file(
    leftfold: Leftfold, school: Path, run: Path, more: tuple[str, ...], sentence: str
) -> None:
    where = () if "--where" in more else ("--where", WHERE)
    said = leftfold("batch", "try", school, "--run", run, *where, *more, *WHY)
    assert said.code == 2
    assert said.refusal.startswith(sentence)
    assert not run.exists()


def test_a_run_elsewhere_or_none_is_said(leftfold: Leftfold, school: Path, run: Path, tmp_path: Path) -> None:
    leftfold("batch", "try", school, "--delete", "--run", run, "--where", WHERE, *WHY)
    other = make_school(tmp_path / "other.sqlite", 3, wrong=1)
    assert "make one there" in leftfold("batch", "commit", run, other).refusal
    assert (
        "exists already" in leftfold("batch", "try", school, "--delete", "--run", run, "--where", WHERE, *WHY).refusal
    )
    assert "is not a batch run" in leftfold("batch", "show", school).refusal
