"""A layout is compiled to statements in its own names."""

from __future__ import annotations

from sqlalchemy.dialects import sqlite

from leftfold.store.layout_files import load_layout
from leftfold.store.statements import compile_layout


def _text(statement: object) -> str:
    return " ".join(str(statement.compile(dialect=sqlite.dialect())).split())  # type: ignore[attr-defined]


def test_a_typed_stream_is_sought_by_type_and_id() -> None:
    statements = compile_layout(load_layout("native"))
    assert statements.type_in_key
    assert "aggregate_type = CAST(? AS TEXT) AND aggregate_id = CAST(? AS TEXT) AND version > ?" in _text(
        statements.index
    )
    assert "payload" not in _text(statements.index)


def test_a_stream_named_by_its_id_alone_is_sought_by_it() -> None:
    statements = compile_layout(load_layout("eventsourcing-sqlite"))
    assert not statements.type_in_key
    assert "WHERE originator_id = CAST(? AS TEXT) AND originator_version BETWEEN ? AND ?" in _text(statements.page)
    assert _text(statements.page).startswith("SELECT originator_version, CAST(state AS BLOB)")
    assert "ORDER BY rowid" in _text(statements.projection)
