"""The command that compares two states, and one aggregate with its like."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Leftfold
from tests.store_builders import Payload, make_native


def _climb(lessons: int) -> list[tuple[str, Payload]]:
    return [("placeStudent", {"lesson": 1}), *[("lessonCompleted", {"lesson": n}) for n in range(1, lessons)]]


@pytest.fixture
def class_(tmp_path: Path) -> Path:
    """Eight students who climb alike, and one who is reset."""
    reset: tuple[str, Payload] = ("resetProgress", {"lesson": 1, "activity": 1})
    others = {f"student/{number}": _climb(8) for number in range(8)}
    return make_native(tmp_path / "class.sqlite", {**others, "student/odd": [*_climb(4), reset, reset]})


def test_two_versions_of_one_aggregate(leftfold: Leftfold, school: Path) -> None:
    rows = leftfold("compare", school, "3202@4", "3202", "--json").rows
    assert {"op": "replace", "path": "currentPosition", "before": 7, "after": 3} in rows
    said = leftfold("compare", school, "3202@4", "3202")
    assert said.out.splitlines()[0] == "From student/3202 at version 4 to student/3202 at version 5: 1 value differs."


def test_two_points_in_time_and_two_aggregates(leftfold: Leftfold, class_: Path) -> None:
    early, late = "2024-05-01T08:01:30", "2024-05-01T08:03:00"
    (row,) = [
        row
        for row in leftfold("compare", class_, f"0@{early}", f"0@{late}", "--json").rows
        if row["path"] == "currentPosition"
    ]
    assert (row["before"], row["after"]) == (2, 4)
    assert leftfold("compare", class_, "0", "1").out == (
        "From student/0 at version 8 to student/1 at version 8: nothing differs.\n"
    )
    assert leftfold("compare", class_, "0@0", "1").out.startswith("From student/0 at the start to student/1 at ")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("0",), 2, "Name what to compare it with"),
        (("0", "77"), 1, 'no aggregate "77"'),
        (("0@99", "1"), 1, "student/0 has no version 99; it has 1 to 8."),
        (("0", "1", "--cohort"), 2, "name only that one"),
        (("0", "1", "--track", "lesson"), 2, "--track and --over are of use only with --cohort"),
        (("0", "--cohort", "--track", "height"), 2, "There is no track 'height'; the tracks here: lesson, "),
    ],
)
def test_what_cannot_be_compared_is_told(
    leftfold: Leftfold, class_: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    said = leftfold("compare", class_, *arguments)
    assert said.code == code
    assert words in said.refusal


def test_where_one_departs_from_the_others(leftfold: Leftfold, class_: Path) -> None:
    said = leftfold("compare", class_, "odd", "--cohort", "--track", "lesson")
    assert said.out == (
        "Lesson departs at version 5 of 2024-05-01: it is 1 where 5 to 5 is usual (median 5, 8 others), "
        "and stays outside to the end.\n"
    )
    (row,) = leftfold("compare", class_, "odd", "--cohort", "--track", "lesson", "--json").rows
    assert (row["track"], row["over"], row["others"]) == ("lesson", "events", 8)
    assert row["departs"] == {
        "version": 5,
        "until": 6,
        "for_good": True,
        "value": 1.0,
        "low": 5.0,
        "median": 5.0,
        "high": 5.0,
    }


def test_who_goes_with_the_others_does_not_depart(leftfold: Leftfold, class_: Path) -> None:
    (row,) = leftfold("compare", class_, "0", "--cohort", "--track", "lesson", "--over", "events", "--json").rows
    assert row["departs"] is None
    assert row["sentence"] == "Lesson stays within what is usual among 8 others."


def test_over_days_the_end_of_each_day_counts(leftfold: Leftfold, class_: Path) -> None:
    (row,) = leftfold("compare", class_, "odd", "--cohort", "--track", "lesson", "--over", "days", "--json").rows
    assert row["departs"]["low"] == 8.0


def test_too_few_others_are_told(leftfold: Leftfold, school: Path) -> None:
    said = leftfold("compare", school, "3202", "--cohort", "--track", "lesson")
    assert said.code == 1
    assert said.refusal.startswith("student/3202 has too few others to compare its Lesson with")
