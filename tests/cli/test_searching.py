"""The search command: what is found is printed as it is found, for people and for programs."""

from __future__ import annotations

from pathlib import Path

from leftfold.model.times import time_text
from tests.cli.conftest import Leftfold
from tests.store_builders import START


def test_a_line_tells_where_and_what(leftfold: Leftfold, school: Path) -> None:
    said = leftfold("search", school, '"lesson":3')
    assert (said.code, said.err) == (0, "")
    assert said.out == "student/3202  5  2024-05-01 08:04:00Z  resetProgress  {lesson: 3, activity: 1}\n"


def test_json_holds_the_event_with_its_aggregate(leftfold: Leftfold, school: Path) -> None:
    (row,) = leftfold("search", school, "lesson", "--limit", 1, "--json").rows
    assert row == {
        "aggregate_type": "student",
        "aggregate_id": "3202",
        "version": 1,
        "position": 1,
        "type": "placeStudent",
        "data": {"lesson": 6, "activity": 1},
        "metadata": None,
        "recorded_at": time_text(START),
        "deleted": False,
    }


def test_what_cannot_be_read_is_found_all_the_same(leftfold: Leftfold, school: Path) -> None:
    rows = leftfold("search", school, "{", "--json").rows
    assert [row["aggregate_id"] for row in rows] == ["3202"] * 5 + ["odd"]
    assert (rows[-1]["data"], rows[-1]["undecodable"]["base64"]) == (None, "ew==")
    line = leftfold("search", school, "{").out.splitlines()[-1]
    assert line.endswith(
        "placeStudent  the payload is not JSON: unexpected end of data: line 1 column 2 (char 1) (1 bytes)"
    )


def test_a_soft_deleted_event_says_so(leftfold: Leftfold, school: Path) -> None:
    leftfold("delete", school, "3202", 5, "--reason", "a test")
    assert "  soft-deleted, resetProgress  " in leftfold("search", school, '"lesson":3').out


def test_limits_and_nothing_found_are_told(leftfold: Leftfold, school: Path) -> None:
    assert leftfold("search", school, "lesson", "--limit", 2).err == (
        "At most 2 events listed; ask for more with --limit.\n"
    )
    nothing = leftfold("search", school, "lesson", "--type", "cart")
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "No payload holds 'lesson'.\n")
    assert leftfold("search", school, "").refusal.startswith("The text to search for is empty")
