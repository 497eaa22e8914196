"""The commands that find events by what they did."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Leftfold

RESET = "Progress was reset to lesson 3, activity 1 (was lesson 7, activity 1)"


def test_the_history_of_a_field_for_programs(leftfold: Leftfold, school: Path) -> None:
    placed, completed, reset = leftfold("history", school, "3202", "currentPosition", "--json").rows
    assert (placed["version"], placed["before"], placed["after"]) == (1, 0, 6)
    assert (completed["version"], completed["before"], completed["after"]) == (4, 6, 7)
    assert reset == {
        "version": 5,
        "recorded_at": "2024-05-01T08:04:00.000000Z",
        "op": "replace",
        "path": "currentPosition",
        "before": 7,
        "after": 3,
        "sentence": RESET,
    }


def test_the_history_of_a_field_for_people(leftfold: Leftfold, school: Path) -> None:
    lines = leftfold("history", school, "3202", "currentPosition").out.splitlines()
    assert lines[0].split() == ["version", "time", "change", "what", "happened"]
    assert lines[-1] == f"      5  2024-05-01 08:04:00Z  7 → 3   {RESET}"
    assert len(lines) == 4


def test_only_what_it_became_last(leftfold: Leftfold, school: Path) -> None:
    (row,) = leftfold("history", school, "3202", "currentPosition", "--became", "6", "--json").rows
    assert row["version"] == 1
    said = leftfold("history", school, "3202", "currentPosition", "--became", "9")
    assert (said.code, said.refusal) == (1, "currentPosition never became 9.")


def test_a_field_that_never_changed_is_a_no(leftfold: Leftfold, school: Path) -> None:
    said = leftfold("history", school, "3202", "currentPositon", "--json")
    assert (said.code, said.refusal) == (1, "No event changed currentPositon. Did you mean currentPosition?")
    assert leftfold("history", school, "3202", "zzz").refusal == "No event changed zzz."


def test_a_malformed_path_is_told_by_its_column(leftfold: Leftfold, school: Path) -> None:
    said = leftfold("history", school, "3202", "lastQuiz..score")
    assert said.code == 2
    assert "goes wrong at column 10" in said.refusal


def test_the_first_event_that_makes_a_condition_true(leftfold: Leftfold, school: Path) -> None:
    (row,) = leftfold("break", school, "3202", "currentPosition < highestLesson", "--json").rows
    assert row == {
        "version": 5,
        "recorded_at": "2024-05-01T08:04:00.000000Z",
        "type": "resetProgress",
        "sentence": RESET,
    }
    assert leftfold("break", school, "3202", "fell(currentPosition)").out.splitlines()[1].endswith(RESET)


@pytest.mark.parametrize(
    ("condition", "versions"),
    [("changed(currentPosition)", [1, 4, 5]), ("currentPosition = 6", [1]), ("event.type matches 'activity*'", [2, 3])],
)
def test_all_events_that_make_a_condition_true(
    leftfold: Leftfold, school: Path, condition: str, versions: list[int]
) -> None:
    rows = leftfold("break", school, "3202", condition, "--all", "--json").rows
    assert [row["version"] for row in rows] == versions
    assert len(leftfold("break", school, "3202", condition, "--all").out.splitlines()) == len(versions) + 1


def test_a_condition_that_is_never_true_is_a_no(leftfold: Leftfold, school: Path) -> None:
    for more in ((), ("--json",), ("--all",)):
        said = leftfold("break", school, "3202", "currentPosition > 900", *more)
        assert (said.code, said.refusal) == (1, "No event of student/3202 makes it true: currentPosition > 900.")


def test_a_malformed_condition_is_told_by_its_column(leftfold: Leftfold, school: Path) -> None:
    said = leftfold("break", school, "3202", "currentPosition <")
    assert said.code == 2
    assert said.refusal.startswith("The condition goes wrong at column 18: ")
