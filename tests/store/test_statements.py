"""A layout is compiled to statements in its own names."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Select
from sqlalchemy.dialects import sqlite

from leftfold.store.layout import Condition, Layout, TextPart
from leftfold.store.layout_files import load_layout
from leftfold.store.statements import Statements, compile_layout
from leftfold.store.tables import Kind
from tests.store.found_layouts import as_found
from tests.store.made_layouts import JOINED as MESSAGES

OWN = load_layout("native")
NATIVE = compile_layout(as_found(OWN), "sqlite")
FOREIGN = compile_layout(as_found(load_layout("eventsourcing-sqlite")), "sqlite")
JOINED = compile_layout(as_found(MESSAGES), "sqlite")
FOREIGN_KEY = "WHERE originator_id = CAST(? AS TEXT)"
NATIVE_KEY = "WHERE aggregate_type = CAST(? AS TEXT) AND aggregate_id = CAST(? AS TEXT)"
JOINED_KEY = "WHERE id = CAST(? AS TEXT)"


def text_of(statement: Select[Any] | None) -> str:
    """A statement in SQLite's words, its columns named without the table of events."""
    assert statement is not None
    text = " ".join(str(statement.compile(dialect=sqlite.dialect())).split())
    return text.replace("stored_events.", "").replace("events.", "")


def compiled(layout: Layout, **events: Any) -> Statements:
    """The statements of a layout with something else about its events."""
    return compile_layout(as_found(replace(layout, events=replace(layout.events, **events))), "sqlite")


@pytest.mark.parametrize(
    ("statements", "key", "version"),
    [
        (NATIVE, NATIVE_KEY, "version"),
        (FOREIGN, FOREIGN_KEY, "originator_version"),
        (JOINED, JOINED_KEY, "version"),
    ],
)
def test_a_stream_is_sought_by_its_key(statements: Statements, key: str, version: str) -> None:
    assert f"{key} AND {version} > ? ORDER BY {version} LIMIT ?" in text_of(statements.index)
    for page in (statements.page, statements.dense_page):
        assert text_of(page).endswith(f"{key} AND {version} BETWEEN ? AND ? ORDER BY {version}")
    assert f"{key} ORDER BY {version} LIMIT ?" in text_of(statements.first)
    assert text_of(statements.outline).endswith(key)


def test_the_type_is_part_of_the_key_where_it_is_a_column() -> None:
    assert NATIVE.type_in_key
    assert not FOREIGN.type_in_key
    assert not JOINED.type_in_key


def test_payloads_are_read_with_events_and_nothing_that_the_index_has() -> None:
    for statement in (NATIVE.index, NATIVE.projection, NATIVE.first):
        assert "payload" not in text_of(statement)
    assert text_of(NATIVE.page).startswith(
        "SELECT version, CAST(payload AS BLOB) AS payload, CAST(metadata AS BLOB) AS metadata FROM events"
    )
    assert text_of(NATIVE.dense_page).startswith("SELECT CAST(payload AS BLOB) AS payload, CAST(metadata AS BLOB)")
    assert text_of(FOREIGN.projected).startswith("SELECT rowid, CAST(")
    for statement in (FOREIGN.page, FOREIGN.projected):
        assert text_of(statement).count("CAST(state AS BLOB)") == 1


def test_a_time_inside_the_payload_is_read_from_it() -> None:
    assert "CAST(state AS BLOB)" in text_of(FOREIGN.index)
    assert "CAST(recorded_at AS BLOB)" in text_of(NATIVE.index)


def test_a_projection_is_read_in_the_order_of_the_store() -> None:
    assert text_of(NATIVE.projection).endswith("position > ? ORDER BY position LIMIT ? OFFSET ?")
    assert "ORDER BY rowid" in text_of(FOREIGN.projected)


def test_events_that_are_passed_over_are_told_where_the_layout_has_a_mark() -> None:
    assert (NATIVE.deletions, FOREIGN.deletions) == (None, None)
    assert text_of(JOINED.deletions).endswith(f"{JOINED_KEY} AND deleted = 1")


def test_where_there_are_no_versions_events_are_counted_in_the_order_of_the_store() -> None:
    counted = compiled(OWN, version="")
    assert (counted.numbered, NATIVE.numbered) == (True, False)
    assert text_of(counted.index).startswith("SELECT position, position AS ")
    assert text_of(counted.index).endswith("position > ? ORDER BY position LIMIT ? OFFSET ?")
    assert text_of(counted.dense_page).endswith("position BETWEEN ? AND ? ORDER BY position")


def test_where_there_is_no_order_over_all_streams_each_position_is_the_same() -> None:
    assert text_of(compiled(OWN, position="").index).startswith("SELECT version, ? AS ")


@pytest.mark.parametrize(
    ("statements", "names"),
    [
        (NATIVE, {"aggregate_type", "aggregate_id", "version"}),
        (FOREIGN, {"originator_id", "originator_version"}),
        (compiled(OWN, aggregate_id=TextPart(column="Aggregate_ID")), {"aggregate_type", "aggregate_id", "version"}),
        (compiled(OWN, aggregate_id=TextPart(column="aggregate_id", after="-")), set()),
        (compiled(OWN, version=""), set()),
        (compiled(OWN, where=(Condition("event_type", "made"),)), set()),
        (JOINED, set()),
    ],
)
def test_the_columns_that_name_an_event_are_known_where_they_do(statements: Statements, names: set[str]) -> None:
    assert statements.names_of_event == names


def test_what_columns_hold_is_kept_for_comparing_with_them() -> None:
    kinds = {"aggregate_type": Kind.PADDED, "aggregate_id": Kind.UUID, "payload": Kind.BYTES}
    statements = compile_layout(as_found(OWN, kinds), "postgresql")
    assert (statements.type_kind, statements.id_kind) == (Kind.PADDED, Kind.UUID)
    assert statements.payload_kind is Kind.BYTES
    cut = replace(OWN, events=replace(OWN.events, aggregate_id=TextPart(column="aggregate_id", after="-")))
    assert compile_layout(as_found(cut, kinds), "postgresql").id_kind is Kind.TEXT
