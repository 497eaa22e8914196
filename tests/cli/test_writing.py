"""The commands that write: what they show, what they leave in the store, and that a no leaves nothing."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from leftfold.model.edits import Append, Because, ChangeSet
from leftfold.session import Session
from leftfold.store import sqlite_engine
from tests.cli.conftest import Leftfold
from tests.store.made_layouts import JOINED_TOML, make_joined
from tests.store_builders import START, Streams, make_eventsourcing, make_native, opened, stream_id

WHY = ("--reason", "wrong reset", "--author", "mira")
RESET_TO_6 = ("resetProgress", '{"lesson": 6}')


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_engine, "BUSY_SECONDS", 0)


@pytest.fixture
def on_full_disk(school: Path) -> Iterator[Path]:
    """The school where no database may grow, as on a disk without room."""

    def limit(connection: Any, _record: object) -> None:
        # Less than it has already stands for as many pages as it has.
        connection.execute("PRAGMA max_page_count = 1")

    event.listen(Engine, "connect", limit)
    yield school
    event.remove(Engine, "connect", limit)


def _rows(school: Path) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(school)) as connection:
        return [
            row
            for table in ("events", "deletions", "audit")
            for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1")
        ]


def _lesson(leftfold: Leftfold, school: Path) -> int:
    lesson = leftfold("state", school, "3202", "--json").rows[0]["state"]["currentPosition"]
    assert isinstance(lesson, int)
    return lesson


def test_a_dry_run_shows_the_effect_and_writes_nothing(leftfold: Leftfold, school: Path) -> None:
    before = school.read_bytes()
    said = leftfold("delete", school, "3202", "5", *WHY, "--dry-run")
    assert said.code == 0
    assert said.out.splitlines() == [
        "Soft-delete event 5: Progress was reset to lesson 3, activity 1 (was lesson 7, activity 1)",
        "1 value of the last state changes:",
        "  currentPosition  3 → 7",
    ]
    assert said.err == "Dry run: nothing was written.\n"
    assert school.read_bytes() == before


def test_a_soft_delete_and_its_restoring(leftfold: Leftfold, school: Path) -> None:
    said = leftfold("delete", school, "3202", "5", *WHY)
    assert (said.code, said.err) == (
        0,
        "Written by mira: event 5 soft-deleted. student/3202 is at version 5 now.\n",
    )
    assert _lesson(leftfold, school) == 7
    deleted = leftfold("events", school, "3202", "--from", "5", "--json").rows[0]
    assert deleted["deleted"] is True
    assert deleted["sentence"].startswith("Soft-deleted: Progress was reset to lesson 3")

    again = leftfold("delete", school, "3202", "5", *WHY)
    assert (again.code, "is already soft-deleted" in again.refusal) == (1, True)

    said = leftfold("restore", school, "3202", "5", *WHY)
    assert said.out.splitlines()[0].startswith("Restore event 5: Progress was reset to lesson 3")
    assert _lesson(leftfold, school) == 3
    again = leftfold("restore", school, "3202", "5", *WHY)
    assert (again.code, "is not soft-deleted" in again.refusal) == (1, True)


@pytest.mark.parametrize("version", ["0", "6", "-1"])
def test_an_event_that_is_not_there_is_not_deleted(leftfold: Leftfold, school: Path, version: str) -> None:
    said = leftfold("delete", school, "3202", version, *WHY)
    assert (said.code, f"no stored event with version {version}" in said.refusal) == (1, True)


def test_a_compensating_event_is_appended_with_its_reason(leftfold: Leftfold, school: Path) -> None:
    said = leftfold("append", school, "3202", *RESET_TO_6, *WHY, "--ticket", "SUP-1", "--expect", "5")
    assert said.out.splitlines() == [
        "Append event 6: Progress was reset to lesson 6, activity 1 (was lesson 3, activity 1)",
        "1 value of the last state changes:",
        "  currentPosition  3 → 6",
    ]
    assert said.err == "Written by mira: event 6 appended. student/3202 is at version 6 now.\n"
    (row,) = leftfold("events", school, "3202", "--from", "6", "--json").rows
    assert row["data"] == {"lesson": 6}
    assert row["metadata"] == {"leftfold": {"author": "mira", "reason": "wrong reset", "ticket": "SUP-1"}}
    with opened(school) as store:
        (entry,) = store.audit(stream_id("student/3202"))
        assert entry.because == Because("mira", "wrong reset", "SUP-1")


def test_an_append_that_expects_another_version_is_a_conflict(leftfold: Leftfold, school: Path) -> None:
    before = _rows(school)
    said = leftfold("append", school, "3202", *RESET_TO_6, *WHY, "--expect", "4")
    assert (said.code, said.refusal) == (1, "student/3202 is at version 5, not 4; nothing was written.")
    assert _rows(school) == before


def test_an_event_that_arrives_meanwhile_is_a_conflict(
    leftfold: Leftfold, school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlock = Session.unlock

    def late(session: Session) -> None:
        with opened(school, write=True) as store:
            stream, other = stream_id("student/3202"), Append("lessonCompleted", {"lesson": 3}, START)
            store.commit(ChangeSet(stream, 5, (other,), Because("the app", "she went on")))
        unlock(session)

    monkeypatch.setattr(Session, "unlock", late)
    said = leftfold("append", school, "3202", *RESET_TO_6, *WHY)
    assert said.code == 1
    assert "1 event arrived, lessonCompleted (version 6). Nothing was written" in said.err
    assert [row["version"] for row in leftfold("events", school, "3202", "--from", "5", "--json").rows] == [5, 6]


def test_what_a_command_decides_is_appended(leftfold: Leftfold, school: Path) -> None:
    said = leftfold("command", school, "3202", "Complete Activity", '{"lesson": 3, "activity": 1}', *WHY)
    assert said.out.startswith("Append event 6: Completed activity 1 of lesson 3\n")
    (row,) = leftfold("events", school, "3202", "--from", "6", "--json").rows
    assert (row["type"], row["data"]) == ("activityCompleted", {"lesson": 3, "activity": 1})


@pytest.mark.parametrize(
    ("name", "arguments", "told"),
    [
        ("complete-activity", '{"lesson": 6, "activity": 2}', "the student is at activity 1 of lesson 3"),
        ("complete-activity", "{}", "lesson is missing"),
        ("fly", "{}", "has no command 'fly'; it has: place-student, complete-activity"),
    ],
)
def test_a_rejected_command_writes_nothing(
    leftfold: Leftfold, school: Path, name: str, arguments: str, told: str
) -> None:
    before = school.read_bytes()
    said = leftfold("command", school, "3202", name, arguments, *WHY)
    assert said.code == 1
    assert told in said.refusal
    assert said.refusal.endswith(" Nothing was written.")
    assert school.read_bytes() == before


def test_a_domain_without_commands_says_so(leftfold: Leftfold, school: Path) -> None:
    said = leftfold("command", school, "3202", "fly", "{}", *WHY, "--domain", "generic")
    assert (said.code, said.refusal) == (
        1,
        "student/3202 is read by the domain generic, which has no commands.",
    )


def test_a_command_from_which_nothing_follows_writes_nothing(leftfold: Leftfold, school: Path) -> None:
    domain = school.with_name("idle.py")
    domain.write_text(
        "from leftfold.domain.definition import Command, Domain\n"
        "IDLE = Domain(name='idle', title='Idle', aggregate_types=(), initial=0,\n"
        "    evolve=lambda state, event: state, show=lambda state: state,\n"
        "    sentence=lambda event, before, after: event.type,\n"
        "    commands=(Command('rest', 'Rest', (), lambda state, given: ()),))\n",
        "utf-8",
    )
    before = school.read_bytes()
    said = leftfold("command", school, "3202", "rest", "{}", *WHY, "--domain", domain)
    assert (said.code, said.err) == (0, "No event follows from this command; nothing was written.\n")
    assert school.read_bytes() == before


def test_an_event_that_could_not_be_applied_is_refused(leftfold: Leftfold, school: Path) -> None:
    before = school.read_bytes()
    said = leftfold("append", school, "3202", "resetProgres", "{}", *WHY)
    assert said.code == 1
    assert "could not be applied: unknown event type 'resetProgres'" in said.refusal
    assert said.refusal.endswith("; nothing was written.")
    assert school.read_bytes() == before


def test_what_a_soft_delete_breaks_and_mends_is_shown(leftfold: Leftfold, tmp_path: Path) -> None:
    domain = tmp_path / "till.py"
    domain.write_text(
        "from leftfold.domain.definition import Domain, Invariant\n"
        "def evolve(state, event):\n"
        "    if event.type == 'closed' and not state:\n"
        "        raise ValueError('it is not open')\n"
        "    if event.type == 'opened' and state:\n"
        "        raise ValueError('it is open')\n"
        "    return event.type == 'opened'\n"
        "TILL = Domain(name='till', title='Till', aggregate_types=('till',), initial=False, evolve=evolve,\n"
        "    show=lambda state: {'open': state}, sentence=lambda event, before, after: event.type,\n"
        "    invariants=(Invariant('shut', 'Shut at night', lambda state: 'It is left open' if state else None),))\n",
        "utf-8",
    )
    streams: Streams = {"till/1": [("opened", {}), ("closed", {})], "till/2": [("opened", {}), ("opened", {})]}
    store = make_native(tmp_path / "till.sqlite", streams)
    asked = (*WHY, "--dry-run", "--domain", domain)
    assert leftfold("delete", store, "till/1", "1", *asked).out.splitlines() == [
        "Soft-delete event 1: opened",
        "The last state stays as it is.",
        "Event 2 could not be applied: ValueError: it is not open.",
        "After event 1 this would be in order, which it was not: It is left open.",
        "From event 2 on, the state would be as it is stored.",
    ]
    assert leftfold("delete", store, "till/2", "1", *asked).out.splitlines() == [
        "Soft-delete event 1: opened",
        "The last state stays as it is.",
        "Event 2, which could not be applied, would be.",
        "After event 1 this would be in order, which it was not: It is left open.",
        "From event 2 on, the state would be as it is stored.",
    ]
    assert leftfold("delete", store, "till/1", "2", *asked).out.splitlines() == [
        "Soft-delete event 2: closed",
        "1 value of the last state changes:",
        "  open  no → yes",
        "No longer in order: It is left open.",
    ]


@pytest.mark.parametrize("argument", ["{", "[]", "", '{"lesson": 123456789012345678901}', "[" * 10_000])
@pytest.mark.parametrize("command", [("append", "resetProgress"), ("command", "reset-progress")])
def test_malformed_json_is_refused(leftfold: Leftfold, school: Path, command: tuple[str, str], argument: str) -> None:
    before = school.read_bytes()
    said = leftfold(command[0], school, "3202", command[1], argument, *WHY)
    assert (said.code, "'JSON'" in said.refusal) == (2, True)
    assert school.read_bytes() == before


def test_an_event_type_is_not_blank(leftfold: Leftfold, school: Path) -> None:
    said = leftfold("append", school, "3202", " ", "{}", *WHY, "--domain", "generic")
    assert (said.code, "event type is empty" in said.refusal) == (2, True)


def test_a_projection_is_not_corrected(leftfold: Leftfold, tmp_path: Path) -> None:
    store = make_native(tmp_path / "shop.sqlite", {"cart/1": [("itemAdded", {"item": "laptop"})]})
    said = leftfold("delete", store, "sales", "1", *WHY)
    assert (said.code, "correct the aggregate instead" in said.refusal) == (1, True)


def test_a_store_that_another_program_writes_is_left_alone(leftfold: Leftfold, tmp_path: Path) -> None:
    bank = make_eventsourcing(tmp_path / "bank.sqlite", [("a" * 32, 1, "app:Account.Opened", b'{"owner": "Vega"}')])
    before = bank.read_bytes()
    said = leftfold("delete", bank, "a" * 32, "1", *WHY)
    assert said.code == 1
    assert said.refusal.startswith("bank.sqlite takes no soft delete: This library knows no mark")
    assert bank.read_bytes() == before


def test_a_store_that_no_layout_says_how_to_append_to_is_left_alone(leftfold: Leftfold, tmp_path: Path) -> None:
    (tmp_path / "joined.toml").write_text(JOINED_TOML, "utf-8")
    joined = make_joined(tmp_path / "joined.sqlite")
    before = joined.read_bytes()
    said = leftfold("append", joined, "cart/a", "made", "{}", "--layout", tmp_path / "joined.toml", *WHY)
    assert said.code == 1
    assert said.refusal.startswith("joined.sqlite takes no append: Append through the application instead.")
    assert joined.read_bytes() == before


def test_a_dry_run_is_worth_knowing_where_another_program_has_to_write(leftfold: Leftfold, tmp_path: Path) -> None:
    bank = make_eventsourcing(tmp_path / "bank.sqlite", [("a" * 32, 1, "app:Account.Opened", b'{"owner": "Vega"}')])
    said = leftfold("delete", bank, "a" * 32, "1", *WHY, "--dry-run")
    assert said.code == 0
    assert "owner  gone: Vega" in said.out
    dry, reason = said.err.splitlines()
    assert dry == "Dry run: nothing was written."
    assert reason.startswith("bank.sqlite would take no soft delete: This library knows no mark")


@pytest.mark.parametrize("held", ["EXCLUSIVE", "IMMEDIATE"])
def test_a_store_that_is_locked_is_not_written(leftfold: Leftfold, school: Path, held: str) -> None:
    before = _rows(school)
    with closing(sqlite3.connect(school, isolation_level=None)) as other:
        other.execute(f"BEGIN {held}")
        said = leftfold("append", school, "3202", *RESET_TO_6, *WHY)
    assert said.code == 2
    assert said.err == "leftfold: school.sqlite is locked by another program; try again when it is done.\n"
    assert _rows(school) == before


def test_a_read_only_file_is_not_written(leftfold: Leftfold, school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = school.read_bytes()
    access = os.access
    # The tests may be run by one who may write everything.
    monkeypatch.setattr("os.access", lambda place, mode: mode != os.W_OK and access(place, mode))
    said = leftfold("append", school, "3202", *RESET_TO_6, *WHY)
    assert (said.code, "is read-only" in said.err, said.err.count("\n")) == (2, True, 1)
    assert school.read_bytes() == before


def test_a_full_disk_leaves_the_store_as_it_was(leftfold: Leftfold, on_full_disk: Path) -> None:
    before = _rows(on_full_disk)
    large = json.dumps({"lesson": 6, "note": "x" * 20_000})
    said = leftfold("append", on_full_disk, "3202", "resetProgress", large, *WHY)
    assert said.code == 2
    assert said.err == "leftfold: school.sqlite cannot grow because the disk is full; make room and try again.\n"
    assert _rows(on_full_disk) == before
    assert _lesson(leftfold, on_full_disk) == 3
