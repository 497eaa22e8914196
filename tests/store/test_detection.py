"""The layout of a database is told by its tables and columns."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, literal_column
from sqlalchemy.exc import OperationalError

from leftfold.model.errors import CannotOpen
from leftfold.store.detection import Detected, Table, _columns, detect, read_tables
from leftfold.store.layout_files import load_layout, shipped_layouts
from tests.store.applications import application
from tests.store_builders import make_eventsourcing, make_native


def _run(path: Path, script: str) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
    return path


def _detect(path: Path, *, layout: str | None = None) -> Detected:
    engine = create_engine(f"sqlite:///{path}")
    layouts = (load_layout(layout),) if layout else shipped_layouts()
    try:
        with engine.connect() as connection:
            return detect(connection, path.name, layouts, asked=layout is not None)
    finally:
        engine.dispose()


def test_the_native_layout_is_found_and_says_why(tmp_path: Path) -> None:
    found = _detect(make_native(tmp_path / "s.db", {}))
    assert (found.layout.key, found.absent) == ("native", ())
    assert "The table events has the columns aggregate_type, aggregate_id" in found.explanation


def test_eventsourcing_is_found_without_its_optional_snapshots(tmp_path: Path) -> None:
    found = _detect(make_eventsourcing(tmp_path / "s.db", []))
    assert found.layout.key == "eventsourcing-sqlite"
    assert found.absent == (
        *found.layout.absent,
        ("snapshots", "There is no table stored_snapshots here; none were asked for."),
    )


def test_names_are_compared_in_any_case(tmp_path: Path) -> None:
    path = _run(
        tmp_path / "s.db",
        "CREATE TABLE Stored_Events (Originator_ID TEXT, ORIGINATOR_VERSION INTEGER, Topic TEXT, State BLOB)",
    )
    assert _detect(path).layout.key == "eventsourcing-sqlite"


def test_several_layouts_in_one_database_are_told_and_can_be_chosen(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", {})
    make_eventsourcing(path, [])
    found = _detect(path)
    assert found.layout.key == "native"
    assert "also holds Python eventsourcing 9 on SQLite (eventsourcing-sqlite); name a layout" in found.explanation
    asked = _detect(path, layout="eventsourcing-sqlite")
    assert asked.layout.key == "eventsourcing-sqlite"
    assert asked.explanation.startswith("This layout was asked for.")


def test_a_missing_column_is_named_with_the_layout_it_nearly_is(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", {})
    _run(path, "DROP VIEW live_events; ALTER TABLE events RENAME COLUMN payload TO body")
    said = r"^s\.db looks like Leftfold's own layout, but its table events has no column payload\.$"
    with pytest.raises(CannotOpen, match=said):
        _detect(path)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", {})
    _run(path, "DROP TABLE audit")
    with pytest.raises(CannotOpen, match=r"but it has no table audit\.$"):
        _detect(path)


def test_a_column_of_another_layout_is_named(tmp_path: Path) -> None:
    path = make_eventsourcing(tmp_path / "s.db", [])
    _run(path, "ALTER TABLE stored_events ADD COLUMN application_name TEXT")
    with pytest.raises(CannotOpen, match="has the column application_name of another layout"):
        _detect(path)


def test_a_table_without_row_numbers_has_no_global_order(tmp_path: Path) -> None:
    path = _run(
        tmp_path / "s.db",
        "CREATE TABLE stored_events (originator_id TEXT, originator_version INTEGER, topic TEXT, state BLOB, "
        "PRIMARY KEY (originator_id, originator_version)) WITHOUT ROWID",
    )
    with pytest.raises(CannotOpen, match="has no column rowid"):
        _detect(path)


def test_what_fits_nothing_says_what_was_looked_for(tmp_path: Path) -> None:
    path = _run(tmp_path / "s.db", "CREATE TABLE songs (title); CREATE TABLE events (id)")
    said = r"fits no layout .*: it has the tables events, songs\. Looked for: Python eventsourcing.*stored_events.*own"
    with pytest.raises(CannotOpen, match=said):
        _detect(path)


def test_an_empty_database_says_that_it_has_no_tables(tmp_path: Path) -> None:
    path = _run(tmp_path / "s.db", "CREATE TABLE t (x); DROP TABLE t")
    with pytest.raises(CannotOpen, match="it has no tables"):
        _detect(path)


def test_a_layout_that_was_asked_for_must_fit(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", {})
    said = "does not fit Python eventsourcing 9 on SQLite: it has no table stored_events"
    with pytest.raises(CannotOpen, match=said):
        _detect(path, layout="eventsourcing-sqlite")


def test_broken_views_and_odd_types_do_not_stand_in_the_way(tmp_path: Path) -> None:
    path = _run(
        tmp_path / "s.db",
        "CREATE TABLE gone (x); CREATE VIEW events AS SELECT * FROM gone; DROP TABLE gone; "
        "CREATE TABLE audit (at WEIRD(1, 2), who)",
    )
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        found = read_tables(connection, {"events", "audit"})
    engine.dispose()
    assert found == {
        "events": Table(frozenset(), is_view=True),
        "audit": Table(frozenset({"at", "who", "rowid"})),
    }


def test_a_view_is_read_as_a_table_but_not_written(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", {"cart/7": [("made", {})]})
    _run(path, "DROP VIEW live_events; ALTER TABLE events RENAME TO kept; CREATE VIEW events AS SELECT * FROM kept")
    found = _detect(path)
    reason = "events is a view here and cannot be written; open the database that has it as a table."
    assert found.absent == tuple((name, reason) for name in ("append", "soft delete", "restore"))


def test_a_view_in_place_of_a_table_with_row_numbers_does_not_fit(tmp_path: Path) -> None:
    path = make_eventsourcing(tmp_path / "s.db", [])
    _run(path, "ALTER TABLE stored_events RENAME TO kept; CREATE VIEW stored_events AS SELECT * FROM kept")
    with pytest.raises(CannotOpen, match="its table stored_events has no column rowid"):
        _detect(path)


@pytest.mark.parametrize("column", ["position", "aggregate_type", "aggregate_id", "version", "event_type", "metadata"])
def test_each_missing_column_is_named(tmp_path: Path, column: str) -> None:
    path = make_native(tmp_path / "s.db", {})
    _run(path, f"DROP VIEW live_events; ALTER TABLE events RENAME COLUMN {column} TO gone")
    with pytest.raises(CannotOpen, match=rf"its table events has no column {column}\.$"):
        _detect(path)


def test_a_database_that_fails_while_it_is_looked_at_is_told(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", {})
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 0})
    _run(path, "PRAGMA journal_mode = DELETE")
    with application(path) as other, engine.connect() as connection:
        inspect(connection).get_table_names()
        connection.rollback()
        other.run("BEGIN EXCLUSIVE")
        with pytest.raises(OperationalError, match="locked"):
            _columns(connection, "events", literal_column("*"))
    engine.dispose()
