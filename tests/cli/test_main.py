"""The command line as a person uses it: what it prints, and how it says no."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from leftfold.cli.main import commands, run
from tests.store_builders import Payload, make_native

TALK: list[tuple[str, Payload]] = [
    ("placeStudent", {"lesson": 6, "activity": 1}),
    ("activityCompleted", {"lesson": 6, "activity": 1}),
    ("activityCompleted", {"lesson": 6, "activity": 2}),
    ("lessonCompleted", {"lesson": 6}),
    ("resetProgress", {"lesson": 3, "activity": 1}),
]


@pytest.fixture
def store(tmp_path: Path) -> str:
    return str(make_native(tmp_path / "school.sqlite", {"student/3202": TALK, "student/odd": [("placeStudent", "{")]}))


def _json(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    assert run([*arguments, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_state_at_each_version(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    states = [_json(capsys, "state", store, "3202", "--at", str(version))[0]["state"] for version in range(1, 6)]
    places = [(state["currentPosition"], state["currentActivity"]) for state in states]
    assert places == [(6, 1), (6, 2), (6, 3), (7, 1), (3, 1)]


def test_aggregates_events_and_diff(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert [row["id"] for row in _json(capsys, "aggregates", store)] == ["3202", "odd"]
    events = _json(capsys, "events", store, "student/3202", "--from", "5")
    assert [event["sentence"] for event in events] == [
        "Progress was reset to lesson 3, activity 1 (was lesson 7, activity 1)"
    ]
    changes = _json(capsys, "diff", store, "3202", "4", "5")
    assert {"op": "replace", "path": "currentPosition", "before": 7, "after": 3} in changes


def test_a_soft_delete_and_its_restoring(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["delete", store, "3202", "5", "--reason", "wrong reset", "--dry-run"]) == 0
    assert "currentPosition: 3 → 7" in capsys.readouterr().out
    assert _json(capsys, "state", store, "3202")[-1]["state"]["currentPosition"] == 3
    assert run(["delete", store, "3202", "5", "--reason", "wrong reset"]) == 0
    capsys.readouterr()
    assert _json(capsys, "state", store, "3202")[0]["state"]["currentPosition"] == 7
    assert run(["delete", store, "3202", "5", "--reason", "again"]) == 1
    assert "already soft-deleted" in capsys.readouterr().err
    assert run(["restore", store, "3202", "5", "--reason", "it was right"]) == 0
    capsys.readouterr()
    assert _json(capsys, "state", store, "3202")[0]["state"]["currentPosition"] == 3


def test_a_command_is_decided_on_the_state(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    complete = ["command", store, "3202", "Complete Activity"]
    assert run([*complete, '{"lesson": 6, "activity": 2}', "--reason", "try"]) == 1
    assert "the student is at activity 1 of lesson 3" in capsys.readouterr().err
    assert run([*complete, '{"lesson": 3, "activity": 1}', "--reason", "done on paper"]) == 0
    capsys.readouterr()
    event = _json(capsys, "events", store, "3202", "--from", "6")[0]
    assert event["data"] == {"lesson": 3, "activity": 1}
    assert event["metadata"]["leftfold"]["reason"] == "done on paper"


def test_a_payload_that_is_not_json_fails_its_step_only(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    row = _json(capsys, "state", store, "odd")[0]
    assert row["failed"]["version"] == 1
    assert "not JSON" in row["failed"]["error"]


def test_an_append_that_expects_another_version_is_a_conflict(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["append", store, "3202", "resetProgress", '{"lesson": 6}', "--reason", "r", "--expect", "4"]) == 1
    assert "version 5, not 4" in capsys.readouterr().err


def test_an_export_holds_every_event_and_overwrites_nothing(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "events.jsonl"
    assert run(["export", store, str(target)]) == 0
    rows = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [(row["aggregate_id"], row["version"]) for row in rows] == [*(("3202", v) for v in range(1, 6)), ("odd", 1)]
    assert run(["export", store, "3202", str(target)]) == 2
    assert "exists already" in capsys.readouterr().err


def test_an_import_is_all_or_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    header = (
        "student_id,event_type,code_module,code_presentation,day,id_assessment,assessment_type,weight,is_banked,score,"
        "final_result\n"
    )
    good = "1,registered,AAA,2013J,-9,,,,,,\n1,assessment_submitted,AAA,2013J,5,1752,TMA,10,0,78,\n"
    rows, store = tmp_path / "rows.csv", tmp_path / "school.sqlite"
    rows.write_text(header + good + "1,assessment_submitted,AAA,2013J,soon,1752,TMA,10,0,78,\n", "utf-8")
    assert run(["import", str(rows), str(store), "--map", "oulad"]) == 2
    assert "line 4" in capsys.readouterr().err
    assert not store.exists()
    assert run(["import", str(rows), str(store), "--map", "oulad", "--on-bad-row", "skip"]) == 0
    assert "2 events of 1 aggregates" in capsys.readouterr().err


def test_every_command_is_in_the_readme() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    assert [name for name in commands.commands if f"leftfold {name}" not in readme] == []


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["info", "absent.sqlite"], 2, "absent.sqlite"),
        (["state", "STORE", "9999"], 1, "9999"),
        (["state", "STORE", "3202", "--at", "77"], 1, "no version 77"),
        (["append", "STORE", "3202", "resetProgress", "{", "--reason", "r"], 2, "not JSON"),
        (["append", "STORE", "3202", "resetProgress", "[]", "--reason", "r"], 2, "JSON object"),
        (["state", "STORE", "3202", "--domain", "absent.py"], 2, "absent.py"),
    ],
)
def test_bad_input_gets_one_sentence(
    store: str, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, sentence: str
) -> None:
    assert run([store if word == "STORE" else word for word in arguments]) == code
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1
    assert "Traceback" not in said
