"""What a store is asked of snapshots: by the key of their stream, and of Leftfold's own layout whose they are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Select
from sqlalchemy.dialects import sqlite

from leftfold.store.dialects import Dialect
from leftfold.store.layout import Layout
from leftfold.store.layout_files import load_layout
from leftfold.store.snapshot_statements import SnapshotStatements, compile_snapshots
from tests.store.found_layouts import as_found
from tests.store.made_layouts import JOINED

NATIVE, FOREIGN = load_layout("native"), load_layout("eventsourcing-sqlite")
NATIVE_KEY = "WHERE aggregate_type = CAST(? AS TEXT) AND aggregate_id = CAST(? AS TEXT)"
FOREIGN_KEY = "WHERE originator_id = CAST(? AS TEXT)"
KEYS = ((NATIVE, NATIVE_KEY, "version"), (FOREIGN, FOREIGN_KEY, "originator_version"))


def compiled(layout: Layout) -> SnapshotStatements:
    """The statements of a layout that has snapshots."""
    found = compile_snapshots(as_found(layout), Dialect("sqlite"))
    assert found is not None
    return found


def text_of(statement: Select[Any]) -> str:
    """A statement in SQLite's words, on one line."""
    return " ".join(str(statement.compile(dialect=sqlite.dialect(paramstyle="qmark"))).split())


@pytest.mark.parametrize(("layout", "key", "version"), KEYS)
def test_they_are_sought_by_the_key_of_their_stream(layout: Layout, key: str, version: str) -> None:
    asked = compiled(layout)
    assert f"{key} ORDER BY {version}" in text_of(asked.all)
    assert f"{key} GROUP BY {version} ORDER BY {version}" in text_of(asked.marks)
    assert f"{key} AND {version} = ?" in text_of(asked.one)
    assert text_of(asked.count).startswith("SELECT count(*)")


def test_only_in_leftfolds_own_layout_a_snapshot_may_be_leftfolds() -> None:
    assert "LIKE" in text_of(compiled(NATIVE).marks)
    assert "state" not in text_of(compiled(FOREIGN).marks)


def test_a_layout_without_snapshots_asks_for_none() -> None:
    assert compile_snapshots(as_found(JOINED), Dialect("sqlite")) is None


def test_they_may_have_no_time() -> None:
    assert NATIVE.snapshots is not None
    timeless = replace(NATIVE, snapshots=replace(NATIVE.snapshots, recorded_at=None))
    assert text_of(compiled(timeless).all).startswith("SELECT version, CAST(state AS BLOB) AS state, NULL")
