"""Layout files held against stores, and made by a guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Leftfold
from tests.servers import Server
from tests.store.found_layouts import run
from tests.store.unknown_stores import TALK


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    return run(tmp_path / "talk.sqlite", ";".join(TALK.script))


def test_a_guess_is_told_with_its_reasons_and_its_first_events(leftfold: Leftfold, talk: Path) -> None:
    said = leftfold("layouts", "guess", talk)
    assert said.code == 0
    lines = [" ".join(line.split()) for line in said.out.splitlines()]
    assert lines[0] == "The columns of events_of_students may be these:"
    assert "aggregate id student_id as it is stored its name says so" in lines
    assert "aggregate type - always “student”" in lines
    assert "version - counted from 1 in the order of id" in lines
    assert "metadata - none is known" in lines
    assert "The first 3 events:" in lines
    assert "student/3202 2 Completed: lesson 6" in lines


def test_a_guess_is_put_right_and_saved_but_overwrites_nothing(leftfold: Leftfold, talk: Path, tmp_path: Path) -> None:
    file = tmp_path / "talk.toml"
    said = leftfold("layouts", "guess", talk, "--set", "aggregate-id=type", "--set", "event type=type", "--save", file)
    assert (said.code, said.err) == (0, f"Saved as {file}. Read the store by it with --layout {file}.\n")
    assert "you said so" in said.out
    assert 'aggregate_id = "type"' in file.read_text("utf-8")
    before = file.read_bytes()
    assert leftfold("layouts", "guess", talk, "--save", file).refusal.startswith(f"{file} exists already; name another")
    assert file.read_bytes() == before
    assert leftfold("layouts", "guess", talk, "--save", file, "--force").code == 0
    rows = leftfold("events", talk, "3202", "--layout", file, "--json").rows
    assert [row["sentence"] for row in rows] == ["Placed: lesson 6", "Completed: lesson 6"]


def test_what_is_missing_is_told_with_what_to_say(leftfold: Leftfold, talk: Path, tmp_path: Path) -> None:
    said = leftfold("layouts", "guess", talk, "--set", "data=", "--save", tmp_path / "x.toml")
    assert said.code == 1
    expected = "No column of events_of_students is known for the data; choose one, as with --set data=COLUMN.\n"
    assert said.err == expected
    said = leftfold("layouts", "guess", talk, "--set", "position=")
    assert said.err.endswith("choose one for the version or position, as with --set position=COLUMN.\n")
    assert not (tmp_path / "x.toml").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--table", "songs"), "talk.sqlite has no table songs; it has the tables events_of_students, people."),
        (("--set", "data"), '"data" says of no column what it is; write it as ROLE=COLUMN.'),
        (("--set", "colour=type"), 'There is no role "colour" for a column; the roles are data, event-type,'),
        (("--set", "data=songs"), "events_of_students has no column songs; it has id, student_id, type, payload"),
        (("--save", "talk.txt"), "talk.txt is no name for a layout file; let it end in .toml."),
    ],
)
def test_what_means_nothing_is_told(leftfold: Leftfold, talk: Path, arguments: tuple[str, ...], sentence: str) -> None:
    said = leftfold("layouts", "guess", talk, *arguments)
    assert said.code == 2
    assert said.refusal.startswith(sentence)


def test_other_tables_that_may_hold_events_are_named(leftfold: Leftfold, talk: Path) -> None:
    run(talk, f"CREATE TABLE old_events AS SELECT * FROM {TALK.table}")
    said = leftfold("layouts", "guess", talk)
    assert "Other tables that may hold events: old_events; name one with --table." in said.out
    assert "The columns of old_events" in leftfold("layouts", "guess", talk, "--table", "old_events").out


def test_a_column_that_numbers_nothing_is_told(leftfold: Leftfold, talk: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    said = leftfold("layouts", "guess", talk, "--set", "version=payload", "--set", "data=payload", "--save", file)
    assert said.code == 1
    assert "in place of its version or position" in said.err
    assert not file.exists()


def test_a_store_is_read_by_a_guess(leftfold: Leftfold, talk: Path) -> None:
    by = ("--layout-from", TALK.table)
    assert [row["id"] for row in leftfold("aggregates", talk, *by, "--json").rows] == ["3202", "3203"]
    assert leftfold("state", talk, "3202", *by, "--json").rows[0]["state"] == {"lesson": 6}
    assert leftfold("info", talk, *by, "--json").rows[0]["events"] == 3
    assert leftfold("search", talk, "lesson", *by).code == 0
    refusal = leftfold("events", talk, "3202", *by, "--layout", "native").refusal
    assert refusal == "A store is read by one layout; give either --layout or --layout-from."
    said = leftfold("append", talk, "3202", "placed", "{}", "--reason", "x", *by)
    assert said.code == 1
    assert "mapped by hand" in said.err


def test_the_window_is_asked_for_by_a_guess_and_for_what_no_layout_fits(
    leftfold: Leftfold, talk: Path, requests: list[object]
) -> None:
    assert leftfold("open", talk, "--layout-from", TALK.table).code == 0
    assert leftfold("open", talk).code == 0
    assert [getattr(one, "layout", "") for one in requests] == [f"guess@{TALK.table}", None]
    for further in (("--aggregate", "3202"), ("--screenshot", "x.png")):
        assert "fits no layout" in leftfold("open", talk, *further).refusal
    assert "leftfold layouts guess talk.sqlite" in leftfold("info", talk).refusal


def test_a_layout_that_fits_is_told_table_by_table(leftfold: Leftfold, school: Path) -> None:
    said = leftfold("layouts", "check", "native", school)
    assert said.code == 0
    lines = [" ".join(line.split()) for line in said.out.splitlines()]
    assert lines[0] == "Leftfold's own layout (native), held against school.sqlite:"
    assert "events fits:" in lines
    assert "aggregate id aggregate_id as it is stored" in lines
    assert any("placeStudent could not be applied: the payload is not JSON" in line for line in lines)
    assert any(line.endswith("(1 bytes)") for line in lines)
    assert "1 payload of these cannot be read; nothing else is hidden by it." in lines
    assert lines[-1] == "Read in each way there is, the first 2 aggregates are the same."


def test_a_layout_that_does_not_fit_says_what_is_amiss(leftfold: Leftfold, school: Path) -> None:
    run(school, "DROP VIEW live_events; ALTER TABLE events RENAME COLUMN payload TO body")
    said = leftfold("layouts", "check", "native", school)
    assert said.code == 1
    assert "events does not fit:" in said.out
    assert "its table events has no column payload" in said.out
    assert "What it has of the layout: aggregate_type, aggregate_id, version" in said.out
    assert said.err == "native does not fit school.sqlite.\n"


def test_a_table_that_is_named_is_checked_alone(leftfold: Leftfold, talk: Path, tmp_path: Path) -> None:
    leftfold("layouts", "guess", talk, "--save", tmp_path / "talk.toml")
    text = (tmp_path / "talk.toml").read_text("utf-8").replace(f'"{TALK.table}"', '"events_{name}"')
    (tmp_path / "any.toml").write_text(text, "utf-8")
    run(talk, f"CREATE TABLE events_of_others AS SELECT * FROM {TALK.table}; CREATE TABLE events_of_none (x)")
    said = leftfold("layouts", "check", tmp_path / "any.toml", talk, "--table", "events_of_others")
    assert said.code == 0
    assert "events_of_others fits:" in said.out
    assert TALK.table not in said.out.partition("held against")[2]
    said = leftfold("layouts", "check", tmp_path / "any.toml", talk, "--table", "events_of_none")
    assert (said.code, said.err) == (1, f"{tmp_path / 'any.toml'} does not fit talk.sqlite in events_of_none.\n")


def test_a_layout_with_the_wrong_first_version_contradicts_its_store(
    leftfold: Leftfold, talk: Path, tmp_path: Path
) -> None:
    run(talk, f"ALTER TABLE {TALK.table} ADD COLUMN version INTEGER; UPDATE {TALK.table} SET version = id % 3")
    own = tmp_path / "own.toml"
    assert leftfold("layouts", "guess", talk, "--set", "version=version", "--save", own).code == 0
    own.write_text(own.read_text("utf-8").replace("first_version = 0", "first_version = 1"), "utf-8")
    said = leftfold("layouts", "check", own, talk)
    assert said.code == 1
    assert "contradicts itself: student/3203 begins at version 0, before the layout's first version, 1" in said.err


def test_a_layout_for_another_database_is_told(leftfold: Leftfold, postgresql: Server) -> None:
    url = postgresql.new_database("CREATE TABLE stored_events (x int)")
    said = leftfold("layouts", "check", "eventsourcing-sqlite", url)
    assert said.code == 1
    assert said.err.startswith("eventsourcing-sqlite is a layout for sqlite; ")
    assert said.err.endswith("is postgresql.\n")


def test_an_empty_store_fits_and_says_so(leftfold: Leftfold, tmp_path: Path) -> None:
    path = run(tmp_path / "s.db", f"CREATE TABLE {TALK.table} ({TALK.columns})")
    said = leftfold("layouts", "guess", path)
    assert said.code == 0
    assert "There is no event yet." in said.out
