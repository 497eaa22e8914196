"""The audit tells who changed what, when and why."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from leftfold import __version__
from leftfold.model.edits import Because
from leftfold.model.event import Undecodable
from leftfold.store.audit import Span, entries, record
from leftfold.store.store import Store
from tests.store_builders import TESTING, make_eventsourcing, make_native, opened, stream_id

CART, DOG = stream_id("cart/7"), stream_id("dog/7")


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with opened(make_native(place, {}), write=True) as store:
        yield store


@pytest.fixture
def connection(store: Store) -> Iterator[Connection]:
    with store._database.transaction() as connection:
        yield connection


def test_an_entry_is_read_as_it_was_recorded(connection: Connection) -> None:
    before = datetime.now(UTC)
    record(connection, Because("mira", "why", "SUP-1"), [{"edit": "delete", "version": 3}], Span(CART, 5, 6))
    entry = entries(connection, CART)[0]
    assert entry.at is not None
    assert before <= entry.at <= datetime.now(UTC)
    assert (entry.because, entry.tool) == (Because("mira", "why", "SUP-1"), f"leftfold {__version__}")
    assert (entry.stream, entry.base_version, entry.version) == (CART, 5, 6)
    assert entry.edits == [{"edit": "delete", "version": 3}]


def test_entries_are_told_apart_by_stream_and_given_in_order(connection: Connection) -> None:
    for reason, span in [("a", Span(CART, None, 1)), ("b", None), ("c", Span(DOG, 1, 2)), ("d", Span(CART, 1, 1))]:
        record(connection, Because("mira", reason), [], span)
    assert [entry.because.reason for entry in entries(connection, CART)] == ["a", "d"]
    assert [entry.because.reason for entry in entries(connection, DOG)] == ["c"]
    made, *others = entries(connection, None)
    assert made.because == TESTING
    assert [(entry.because.reason, entry.stream) for entry in others] == [
        ("a", CART),
        ("b", None),
        ("c", DOG),
        ("d", CART),
    ]


def test_an_entry_that_another_program_wrote_oddly_hides_no_other(tmp_path: Path) -> None:
    path = make_native(tmp_path / "odd.db", {})
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO audit (at, author, reason, ticket, tool, edits) "
            "VALUES ('yesterday', CAST(x'4aff' AS TEXT), x'776879', '', 'hand', '{bad')"
        )
    with opened(path) as store:
        first, odd = store.audit()
    assert first.because == TESTING
    assert (odd.at, odd.because, odd.tool) == (None, Because(r"J\xff", "why"), "hand")
    assert isinstance(odd.edits, Undecodable)


def test_a_store_without_an_audit_has_no_entries(tmp_path: Path) -> None:
    with opened(make_eventsourcing(tmp_path / "f.db", [])) as store:
        assert store.audit() == ()
