"""The commands that read: what they print for people and for programs, and how they say no."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from leftfold.cli.reading import PAGE
from tests.cli.conftest import Leftfold
from tests.store_builders import make_eventsourcing, make_native

RESET = "Progress was reset to lesson 3, activity 1 (was lesson 7, activity 1)"


def test_info_tells_what_a_store_is_and_holds(leftfold: Leftfold, school: Path) -> None:
    lines = leftfold("info", school).out.splitlines()
    assert lines[0] == "school.sqlite holds 6 events of 2 aggregates, 0 soft-deleted, and 0 snapshots."
    assert lines[1].startswith("Layout: Leftfold's own layout (native). The table events has the columns ")
    assert "append        yes  Events can be appended to the end of a stream." in lines


def test_info_gives_the_reason_for_what_cannot_be_done(leftfold: Leftfold, tmp_path: Path) -> None:
    bank = make_eventsourcing(tmp_path / "bank.sqlite", [("a" * 32, 1, "app:Account.Opened", b"{}")])
    (row,) = leftfold("info", bank, "--json").rows
    assert list(row) == [
        "name",
        "layout",
        "explanation",
        "events",
        "aggregates",
        "soft_deleted",
        "snapshots",
        "last_position",
        "capabilities",
        "environment",
        "rules",
    ]
    assert (row["layout"], row["events"], row["aggregates"]) == ("eventsourcing-sqlite", 1, 1)
    told = {one["name"]: (one["allowed"], one["reason"]) for one in row["capabilities"]}
    assert told["global order"][0] is True
    assert told["soft delete"][0] is False
    assert "append a compensating event" in told["soft delete"][1]


def test_aggregates_for_programs(leftfold: Leftfold, school: Path) -> None:
    first, second = leftfold("aggregates", school, "--json").rows
    assert first == {
        "type": "student",
        "id": "3202",
        "version": 5,
        "events": 5,
        "first_at": "2024-05-01T08:00:00.000000Z",
        "last_at": "2024-05-01T08:04:00.000000Z",
    }
    assert second["id"] == "odd"


def test_aggregates_for_people(leftfold: Leftfold, school: Path) -> None:
    said = leftfold("aggregates", school)
    assert said.out.splitlines() == [
        "aggregate     events  first event           last event",
        "student/3202       5  2024-05-01 08:00:00Z  2024-05-01 08:04:00Z",
        "student/odd        1  2024-05-01 08:05:00Z  2024-05-01 08:05:00Z",
    ]
    assert said.err == ""


def test_aggregates_are_narrowed_and_limited(leftfold: Leftfold, school: Path) -> None:
    assert [row["id"] for row in leftfold("aggregates", school, "--find", "DD", "--json").rows] == ["odd"]
    assert leftfold("aggregates", school, "--type", "cart", "--json").rows == []
    said = leftfold("aggregates", school, "--type", "cart")
    assert (said.code, said.out, said.err) == (0, "", "No aggregate matches; the types here: student.\n")
    said = leftfold("aggregates", school, "--limit", "1")
    assert said.out.count("\n") == 2
    assert said.err.startswith("At most 1 are listed; ask for more with --limit")
    assert leftfold("aggregates", school, "--limit", "-1").code == 2


def test_an_empty_store_has_nothing_to_list(leftfold: Leftfold, tmp_path: Path) -> None:
    empty = make_native(tmp_path / "empty.sqlite", {})
    assert leftfold("aggregates", empty).err == "No aggregate matches; the types here: none.\n"
    assert leftfold("info", empty).out.startswith("empty.sqlite holds 0 events of 0 aggregates")
    assert leftfold("info", empty, "--json").rows[0]["last_position"] is None


def test_events_for_programs(leftfold: Leftfold, school: Path) -> None:
    rows = leftfold("events", school, "student/3202", "--json").rows
    assert [row["version"] for row in rows] == [1, 2, 3, 4, 5]
    assert rows[4] == {
        "version": 5,
        "position": 5,
        "type": "resetProgress",
        "data": {"lesson": 3, "activity": 1},
        "metadata": None,
        "recorded_at": "2024-05-01T08:04:00.000000Z",
        "deleted": False,
        "sentence": RESET,
    }


def test_events_for_people(leftfold: Leftfold, school: Path) -> None:
    said = leftfold("events", school, "3202", "--from", "4")
    assert said.out.splitlines() == [
        "version  time                  what happened",
        "      4  2024-05-01 08:03:00Z  Completed lesson 6",
        f"      5  2024-05-01 08:04:00Z  {RESET}",
    ]


def test_a_part_of_the_events(leftfold: Leftfold, school: Path) -> None:
    def versions(*part: str) -> list[int]:
        return [row["version"] for row in leftfold("events", school, "3202", *part, "--json").rows]

    assert versions("--from", "2", "--to", "3") == [2, 3]
    assert versions("--from", "0", "--to", "1") == [1]
    assert versions("--to", "0") == []
    said = leftfold("events", school, "3202", "--from", "4", "--to", "2")
    assert (said.code, "comes after" in said.refusal) == (2, True)


def test_events_where_a_condition_holds(leftfold: Leftfold, school: Path) -> None:
    def versions(condition: str) -> list[int]:
        return [row["version"] for row in leftfold("events", school, "3202", "--where", condition, "--json").rows]

    assert versions("fell(currentPosition)") == [5]
    assert versions("event.type = 'resetProgress' and before.currentPosition > 3") == [5]
    assert versions("event.type = 'resetProgress' and before.currentPosition < 3") == []
    assert versions("after.currentActivity > 1") == [2, 3]
    said = leftfold("events", school, "3202", "--where", "event.deleted")
    assert (said.code, said.out, said.err) == (0, "", "No event matches.\n")


def test_a_condition_that_cannot_be_read_is_told_with_its_place(leftfold: Leftfold, school: Path) -> None:
    said = leftfold("events", school, "3202", "--where", "fell(")
    assert (said.code, "column 6" in said.refusal) == (2, True)


def test_the_help_of_events_shows_a_condition(leftfold: Leftfold) -> None:
    assert "event.type = 'resetProgress' and before.currentPosition > 3" in leftfold("events", "--help").out


def test_a_long_stream_has_its_heads_once(leftfold: Leftfold, tmp_path: Path) -> None:
    many = [("placeStudent", {"lesson": lesson}) for lesson in range(1, 2 * PAGE + 2)]
    said = leftfold("events", make_native(tmp_path / "long.sqlite", {"student/1": many}), "1")
    assert said.out.count("what happened") == 1
    assert said.out.count("\n") == 2 * PAGE + 2


def test_the_state_at_each_version_of_the_talk(leftfold: Leftfold, school: Path) -> None:
    states = [leftfold("state", school, "3202", "--at", v, "--json").rows[0]["state"] for v in range(6)]
    places = [(state["currentPosition"], state["currentActivity"]) for state in states]
    assert places == [(0, 0), (6, 1), (6, 2), (6, 3), (7, 1), (3, 1)]


def test_a_state_for_programs(leftfold: Leftfold, school: Path) -> None:
    assert leftfold("state", school, "3202", "--domain", "generic", "--json").rows == [
        {"type": "student", "id": "3202", "version": 5, "state": {"lesson": 3, "activity": 1}, "failed": None}
    ]


def test_a_state_for_people(leftfold: Leftfold, school: Path) -> None:
    assert leftfold("state", school, "3202", "--at", "4").out.splitlines() == [
        "student/3202 at version 4, after 4 of 5 events, as of 2024-05-01 08:03:00Z:",
        "  currentMap       nothing",
        "  currentPosition  7",
        "  currentActivity  1",
        "  lastQuiz         nothing",
        "  highestLesson    7",
    ]
    before_any = leftfold("state", school, "3202", "--at", "0").out
    assert before_any.startswith("student/3202 at version 0, after 0 of 5 events:\n")


def test_a_difference_for_programs(leftfold: Leftfold, school: Path) -> None:
    assert leftfold("diff", school, "3202", "4", "5", "--json").rows == [
        {"op": "replace", "path": "currentPosition", "before": 7, "after": 3}
    ]
    assert leftfold("diff", school, "3202", "4", "4", "--json").rows == []


def test_a_difference_for_people(leftfold: Leftfold, school: Path) -> None:
    assert leftfold("diff", school, "3202", "5", "4").out.splitlines() == [
        "student/3202 from version 5 to 4: 1 value differs.",
        "  currentPosition  3 → 7",
    ]
    assert leftfold("diff", school, "3202", "4", "4").out == "student/3202 from version 4 to 4: nothing differs.\n"


def test_a_projection_is_read_by_its_name(leftfold: Leftfold, tmp_path: Path) -> None:
    carts = {"cart/1": [("itemAdded", {"item": "laptop"})], "cart/2": [("itemAdded", {"item": "desktop"})]}
    store = make_native(tmp_path / "shop.sqlite", carts)
    rows = leftfold("events", store, "sales", "--json").rows
    assert [row["version"] for row in rows] == [1, 2]
    (row,) = leftfold("state", store, "sales", "--at", "1", "--json").rows
    assert (row["type"], row["id"], row["state"]) == ("sales", "*", {"totalComputersSold": 1})


def test_a_live_store_is_read_with_its_log_and_not_written(leftfold: Leftfold, school: Path) -> None:
    with closing(sqlite3.connect(school)) as application:
        application.execute("PRAGMA wal_autocheckpoint = 0")
        with application:
            application.execute(
                "INSERT INTO events (aggregate_type, aggregate_id, version, event_type, payload, recorded_at) "
                "VALUES ('student', '3202', 6, 'lessonCompleted', '{\"lesson\": 3}', '2024-05-02T08:00:00.000000Z')"
            )
        log = school.with_name("school.sqlite-wal")
        before = school.read_bytes(), log.read_bytes()
        assert before[1]
        (row,) = leftfold("state", school, "3202", "--json").rows
        assert (row["version"], row["state"]["currentPosition"]) == (6, 4)
        leftfold("info", school)
        leftfold("events", school, "3202")
        assert (school.read_bytes(), log.read_bytes()) == before


def test_a_payload_cannot_steer_the_terminal(leftfold: Leftfold, tmp_path: Path) -> None:
    name = "Bl\x1b[31mue\u202e"
    store = make_native(tmp_path / "s.sqlite", {"student/1": [("placeStudent", {"lesson": 1, "map": name})]})
    said = leftfold("state", store, "1").out + leftfold("events", store, "1").out
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert leftfold("state", store, "1", "--json").rows[0]["state"]["currentMap"] == name
