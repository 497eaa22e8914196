"""`leftfold step`."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.cli.conftest import Leftfold
from tests.domain.external.programs import reducer
from tests.domain.test_tracing import OWN


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.py"
    path.write_text(OWN.replace("event.data", "event.data['lesson']"), "utf-8")
    return path


def test_the_lines_are_printed_with_what_they_change(leftfold: Leftfold, school: Path, own: Path) -> None:
    said = leftfold("step", school, "3202", 2, "--domain", own)
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0].split("  ")[0] == "line"
    assert lines[3].split() == ["3", "total", "+=", "more", "total", "=", "13"]
    assert lines[-1] == "The state after it: 13"


def test_they_are_json_lines_for_programs(leftfold: Leftfold, school: Path, own: Path) -> None:
    rows = leftfold("step", school, "3202", 1, "--domain", own, "--json").rows
    assert [row["line"] for row in rows[:-1]] == [6, 9, 3, 4, 10]
    assert rows[1]["changed"] == {"total": "7"}
    assert rows[-1] == {"result": "7", "failed": False, "whole": True}


def test_an_event_that_fails_says_why(leftfold: Leftfold, school: Path) -> None:
    said = leftfold("step", school, "3202", 5, "--domain", "cart")
    assert "It could not be applied: unknown event type 'resetProgress'" in said.out


def test_the_debugger_stops_where_the_reducer_begins(
    leftfold: Leftfold, school: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("p state\nq\n"))
    said = leftfold("step", school, "3202", 3, "--domain", own, "--pdb")
    assert "-> if event.type" in said.out
    assert "(Pdb) 13" in said.out
    assert "The debugger stops where the reducer begins" in said.err


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("3202", 0), 1, "student/3202 has no version 0; it has 1 to 5."),
        (("3202", 9), 1, "student/3202 has no version 9; it has 1 to 5."),
        (("odd", 1), 1, "Event 1 reaches no reducer: its payload is not JSON"),
        (("3202", 1, "--pdb", "--json"), 2, "A debugger speaks to a person; give either --pdb or --json."),
    ],
)
def test_what_cannot_be_stepped_into_is_told(
    leftfold: Leftfold, school: Path, arguments: tuple[object, ...], code: int, sentence: str
) -> None:
    said = leftfold("step", school, *arguments)
    assert said.code == code
    assert sentence in said.refusal


def test_a_reducer_in_another_language_has_a_debugger_of_its_own(
    leftfold: Leftfold, school: Path, tmp_path: Path
) -> None:
    said = leftfold("step", school, "3202", 1, "--reducer", reducer(tmp_path).command)
    assert "use the debugger of its own language" in said.refusal
