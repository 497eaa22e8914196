"""What a table would be read as."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from leftfold.model.errors import Cancelled
from leftfold.model.times import NO_TIME
from leftfold.store.examining import Examination, examine
from leftfold.store.roles import Role
from leftfold.ui.mapping.preview import PreviewRow, read_preview
from tests.store.found_layouts import run
from tests.store.unknown_stores import TALK


@pytest.fixture
def here(talk: Path) -> Iterator[Examination]:
    with closing(examine(str(talk))) as here:
        yield here


def _unasked() -> None:
    """Nobody gives up."""


def test_a_guess_with_its_first_events(here: Examination) -> None:
    found = read_preview(here, here.likeliest[0], {}, _unasked)
    assert (found.roles, found.complaint) == (TALK.roles, "")
    assert found.mapped is not None
    assert (found.forms[Role.DATA], found.why[Role.DATA]) == ("JSON", "its name says so")
    assert found.rows[0] == PreviewRow("student/3202", 1, NO_TIME, "Placed: lesson 6", failed=False)


def test_what_is_missing_is_said(here: Examination) -> None:
    found = read_preview(here, here.likeliest[0], {Role.EVENT_TYPE: ""}, _unasked)
    assert (found.rows, found.mapped, found.forms) == ((), None, {})
    assert found.complaint == "No column of events_of_students is known for the event type; choose one."


def test_columns_that_are_no_such_thing_are_said(here: Examination) -> None:
    found = read_preview(here, here.likeliest[0], {Role.VERSION: "payload", Role.DATA: "payload"}, _unasked)
    assert (found.rows, found.mapped) == ((), None)
    assert "in place of its version or position" in found.complaint
    assert found.roles[Role.VERSION] == "payload"


def test_a_payload_that_cannot_be_read_hides_nothing_else(talk: Path) -> None:
    with closing(sqlite3.connect(talk)) as connection, connection:
        connection.execute("UPDATE events_of_students SET payload = 'no JSON' WHERE id = 2")
    with closing(examine(str(talk))) as here:
        rows = read_preview(here, here.likeliest[0], {Role.DATA: "payload"}, _unasked).rows
    assert [row.failed for row in rows] == [False, True, False]
    assert rows[1].told.startswith("completed could not be applied: the payload is not JSON")
    assert rows[1].told.endswith("(7 bytes)")


def test_an_empty_table_can_be_mapped(tmp_path: Path) -> None:
    path = run(tmp_path / "s.db", f"CREATE TABLE {TALK.table} ({TALK.columns})")
    with closing(examine(str(path))) as here:
        found = read_preview(here, here.likeliest[0], {}, _unasked)
    assert (found.roles, found.rows, found.complaint) == (TALK.roles, (), "")
    assert found.mapped is not None


def test_it_ends_where_nobody_waits(here: Examination) -> None:
    def given_up() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_preview(here, here.likeliest[0], {}, given_up)
