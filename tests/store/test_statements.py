"""A layout is compiled to statements in its own names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, column, literal_column, select
from sqlalchemy.dialects import sqlite

from leftfold.store.layout import TextPart
from leftfold.store.layout_files import load_layout
from leftfold.store.statements import Statements, as_stored, as_text, compile_layout
from tests.store_builders import make_native, opened

NATIVE = compile_layout(load_layout("native"))
FOREIGN = compile_layout(load_layout("eventsourcing-sqlite"))
EVENTSOURCING_KEY = "WHERE originator_id = CAST(? AS TEXT)"
NATIVE_KEY = "WHERE aggregate_type = CAST(? AS TEXT) AND aggregate_id = CAST(? AS TEXT)"


def text_of(statement: Select[Any]) -> str:
    return " ".join(str(statement.compile(dialect=sqlite.dialect())).split())


@pytest.mark.parametrize(
    ("statements", "key", "version"),
    [(NATIVE, NATIVE_KEY, "version"), (FOREIGN, EVENTSOURCING_KEY, "originator_version")],
)
def test_a_stream_is_sought_by_its_key(statements: Statements, key: str, version: str) -> None:
    assert f"{key} AND {version} > ? ORDER BY {version} LIMIT ?" in text_of(statements.index)
    assert text_of(statements.page).endswith(f"{key} AND {version} BETWEEN ? AND ? ORDER BY {version}")
    assert f"{key} ORDER BY {version} LIMIT ?" in text_of(statements.first)
    assert f"{key} ORDER BY {version}" in text_of(statements.snapshots).replace("stored_snapshots", "")


def test_the_type_is_part_of_the_key_where_it_is_a_column() -> None:
    assert NATIVE.type_in_key
    assert not FOREIGN.type_in_key


def test_payloads_are_read_with_events_and_nothing_that_the_index_has() -> None:
    for statement in (NATIVE.index, NATIVE.projection, NATIVE.first):
        assert "payload" not in text_of(statement)
    assert text_of(NATIVE.page).startswith(
        "SELECT version, CAST(payload AS BLOB) AS payload, CAST(metadata AS BLOB) AS metadata FROM events"
    )
    assert text_of(FOREIGN.projected).startswith("SELECT rowid, CAST(")
    for statement in (FOREIGN.page, FOREIGN.projected):
        assert text_of(statement).count("CAST(state AS BLOB)") == 1


def test_a_time_inside_the_payload_is_read_from_it() -> None:
    assert "CAST(state AS BLOB)" in text_of(FOREIGN.index)
    assert "CAST(recorded_at AS BLOB)" in text_of(NATIVE.index)


def test_a_projection_is_read_in_the_order_of_the_store() -> None:
    assert text_of(NATIVE.projection).endswith("position > ? ORDER BY position LIMIT ? OFFSET ?")
    assert "ORDER BY rowid" in text_of(FOREIGN.projected)


def test_texts_are_compared_as_texts_and_read_as_bytes(tmp_path: Path) -> None:
    given = [as_text("é"), as_text("é".encode()), as_text(b"\xe9")]
    asked = select(*(as_stored(value) for value in given), *(literal_column(f"typeof({n})") for n in ("x''", "''")))
    with opened(make_native(tmp_path / "s.db", {})) as store:
        assert store._database.rows(asked) == [("é".encode(), "é".encode(), b"\xe9", "blob", "text")]
        same = select(as_text(b"\xe9") == literal_column("CAST(x'e9' AS TEXT)"), column("a") == as_text("x"))
        aliased = same.select_from(select(literal_column("'x'").label("a")).subquery())
        assert store._database.rows(aliased) == [(1, 1)]


@pytest.mark.parametrize(
    ("topic", "type_"),
    [
        ("'mod.ule:Outer.Cart.Added'", "Outer.Cart"),
        ("'m:Cart.Added'", "Cart"),
        ("'m:Added'", ""),
        ("'no-colon.Added'", "no-colon"),
        ("''", ""),
        ("NULL", ""),
        ("'m:Über.Über'", "Über"),
        ("'m:...'", ".."),
    ],
)
def test_a_part_of_a_topic_is_cut_as_it_is_elsewhere(tmp_path: Path, topic: str, type_: str) -> None:
    rows = select(as_stored(FOREIGN.type)).select_from(select(literal_column(topic).label("topic")).subquery())
    with opened(make_native(tmp_path / "s.db", {})) as store:
        assert store._database.rows(rows) == [(type_.encode(),)]


@pytest.mark.parametrize(
    ("part", "cut"),
    [(("", "."), "m:Cart"), ((":", ""), "Cart.Added"), ((":", "."), "Cart"), (("", ""), "m:Cart.Added")],
)
def test_a_part_may_be_cut_at_one_side(tmp_path: Path, part: tuple[str, str], cut: str) -> None:
    here = load_layout("eventsourcing-sqlite")
    layout = replace(here, events=replace(here.events, aggregate_type=TextPart("topic", *part)))
    topic = select(literal_column("'m:Cart.Added'").label("topic")).subquery()
    with opened(make_native(tmp_path / "s.db", {})) as store:
        assert store._database.rows(select(compile_layout(layout).type).select_from(topic)) == [(cut,)]
