"""Bad input to the commands that read: each is told in one sentence, and the rest goes on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from leftfold.store import sqlite_engine
from tests.cli.conftest import TALK, Leftfold
from tests.store_builders import make_native, put_raw


@pytest.fixture
def locked(school: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The school while another program has it for itself."""
    monkeypatch.setattr(sqlite_engine, "BUSY_SECONDS", 0)
    with closing(sqlite3.connect(school, isolation_level=None)) as other:
        # With a log, readers would go on reading.
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        yield school


@pytest.mark.parametrize(
    ("payload", "told"),
    [
        (b"{", "the payload is not JSON"),
        (b'{"a": "\xff"}', "the payload is not UTF-8 text: byte 0xff at place 8"),
        (b"", "the payload is empty"),
        (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "the payload nests deeper than 250 levels"),
    ],
    ids=["not JSON", "not UTF-8", "empty", "deep"],
)
def test_a_payload_that_cannot_be_read_fails_its_step_only(
    leftfold: Leftfold, school: Path, payload: bytes, told: str
) -> None:
    put_raw(school, "student/3202", 6, payload)
    rows = leftfold("events", school, "3202", "--json").rows
    assert [row["version"] for row in rows] == [1, 2, 3, 4, 5, 6]
    assert rows[5]["data"] is None
    assert told in rows[5]["sentence"]
    (row,) = leftfold("state", school, "3202", "--json").rows
    assert row["state"]["currentPosition"] == 3
    assert row["failed"]["version"] == 6
    assert told in row["failed"]["error"]
    said = leftfold("state", school, "3202")
    assert "Stands on a failure: event 6 could not be applied: " + told in said.out


def test_an_unknown_event_type_fails_its_step_and_the_rest_goes_on(leftfold: Leftfold, tmp_path: Path) -> None:
    events = [*TALK[:2], ("lessonSkipped", {"lesson": 6}), *TALK[2:]]
    store = make_native(tmp_path / "school.sqlite", {"student/1": events})
    rows = leftfold("events", store, "1", "--json").rows
    assert rows[2]["sentence"].startswith("lessonSkipped could not be applied: unknown event type 'lessonSkipped'")
    assert rows[5]["sentence"].startswith("Progress was reset to lesson 3")
    (row,) = leftfold("state", store, "1", "--json").rows
    assert (row["state"]["currentPosition"], row["failed"]["version"]) == (3, 3)


def test_a_reducer_that_raises_fails_its_steps_only(leftfold: Leftfold, school: Path) -> None:
    domain = school.with_name("mine.py")
    domain.write_text(
        "from leftfold.domain.definition import Domain\n"
        "def evolve(state, event):\n"
        "    if event.type == 'lessonCompleted':\n"
        "        raise RuntimeError('no lesson is ever done')\n"
        "    return state + 1\n"
        "MINE = Domain(name='mine', title='Mine', aggregate_types=(), initial=0, evolve=evolve,\n"
        "    show=lambda state: {'events': state}, sentence=lambda event, before, after: event.type)\n",
        "utf-8",
    )
    (row,) = leftfold("state", school, "3202", "--domain", domain, "--json").rows
    assert row["state"] == {"events": 4}
    assert row["failed"] == {"version": 4, "error": "RuntimeError: no lesson is ever done"}
    sentences = [row["sentence"] for row in leftfold("events", school, "3202", "--domain", domain, "--json").rows]
    assert sentences[3:] == [
        "lessonCompleted could not be applied: RuntimeError: no lesson is ever done",
        "resetProgress",
    ]


@pytest.mark.parametrize(
    "content", [b"", b"a,b\n1,2\n", b"SQLite format 3\0" + b"\xee" * 4096], ids=["empty", "text", "bytes"]
)
def test_a_file_that_is_no_database_is_told(leftfold: Leftfold, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "store.sqlite"
    path.write_bytes(content)
    said = leftfold("info", path)
    assert (said.code, "store.sqlite" in said.refusal) == (2, True)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_no_file_is_told(leftfold: Leftfold, tmp_path: Path) -> None:
    absent = leftfold("aggregates", tmp_path / "absent.sqlite")
    assert (absent.code, absent.refusal) == (2, f"There is no file {tmp_path / 'absent.sqlite'}; check the path.")
    folder = leftfold("aggregates", tmp_path)
    assert (folder.code, folder.refusal) == (2, f"{tmp_path} is a folder; name the database file inside it.")


@pytest.mark.parametrize("command", [["info"], ["aggregates"], ["events", "3202"], ["state", "3202", "--json"]])
def test_a_store_that_is_locked_is_told(leftfold: Leftfold, locked: Path, command: list[str]) -> None:
    name, *arguments = command
    said = leftfold(name, locked, *arguments)
    assert said.code == 2
    assert said.refusal == "school.sqlite is locked by another program; try again when it is done."


def test_a_missing_column_is_named(leftfold: Leftfold, school: Path) -> None:
    with closing(sqlite3.connect(school)) as other, other:
        other.execute("DROP VIEW IF EXISTS live_events")
        other.execute("ALTER TABLE events RENAME COLUMN payload TO body")
    said = leftfold("aggregates", school)
    assert (said.code, "its table events has no column payload" in said.refusal) == (2, True)


def test_an_unknown_aggregate_is_told_with_one_alike(leftfold: Leftfold, school: Path) -> None:
    said = leftfold("events", school, "student/3022")
    assert said.code == 1
    assert said.refusal.startswith('school.sqlite has no aggregate "student/3022"; did you mean student/3202')
    assert leftfold("state", school, "nobody").code == 1


@pytest.mark.parametrize(
    "arguments",
    [["state", "--at", "6"], ["events", "--from", "77"], ["events", "--to", "77"], ["diff", "1", "6"]],
)
def test_a_version_out_of_range_is_told(leftfold: Leftfold, school: Path, arguments: list[str]) -> None:
    name, *rest = arguments
    said = leftfold(name, school, "3202", *rest)
    assert (said.code, "it has 1 to 5" in said.refusal) == (1, True)
