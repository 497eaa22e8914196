"""What a correction would do, as it is printed."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Leftfold
from tests.store_builders import make_native

WHY = ("--reason", "wrong", "--author", "mira")


def test_a_dry_run_is_one_row_of_all_consequences(leftfold: Leftfold, tmp_path: Path) -> None:
    rows = [
        ("placeStudent", {"lesson": 1}),
        ("lessonCompleted", {"lesson": 1}),
        ("activityCompleted", {"lesson": 2, "activity": 1}),
    ]
    store = make_native(tmp_path / "s.sqlite", {"student/1": rows})
    said = leftfold("delete", store, "1", "2", *WHY, "--dry-run", "--json")
    (row,) = said.rows
    assert said.err == "Dry run: nothing was written.\n"
    assert (row["type"], row["id"], row["base_version"]) == ("student", "1", 3)
    assert row["edits"] == ["Soft-delete event 2: Completed lesson 1"]
    assert (row["changes"], row["as_stored_from"], row["rejections"]) == ([], 3, 1)
    assert row["rejected_commands"] == [
        {
            "version": 3,
            "command": "Complete activity",
            "reason": "Cannot complete activity 1 of lesson 2: the student is at activity 1 of lesson 1.",
        }
    ]
    difference = row["first_difference"]
    assert difference["version"] == 3
    assert [change["path"] for change in difference["stored"]["changes"]] == ["currentActivity"]
    assert [change["before"] for change in difference["drafted"]["changes"]] == [1, 1, 1]
    assert leftfold("events", store, "1", "--json").rows[1]["deleted"] is False


def test_what_is_written_is_told_as_a_row_too(leftfold: Leftfold, tmp_path: Path) -> None:
    store = make_native(tmp_path / "s.sqlite", {"student/1": [("placeStudent", {"lesson": 1})]})
    said = leftfold("append", store, "1", "resetProgress", '{"lesson": 2}', *WHY, "--json")
    assert said.rows[0]["first_difference"] is None
    assert said.rows[0]["after"]["currentPosition"] == 2
    assert said.err.startswith("Written by mira: event 2 appended.")
