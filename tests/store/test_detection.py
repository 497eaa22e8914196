"""The layout of a database is told by its tables and columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine

from leftfold.model.errors import CannotOpen, FitsNoLayout
from leftfold.store.detection import detect
from leftfold.store.layout_files import parse_layout
from tests.store.found_layouts import connected, detected, run, shipped
from tests.store_builders import make_eventsourcing, make_native


def test_the_native_layout_is_found_and_says_why(tmp_path: Path) -> None:
    found = detected(make_native(tmp_path / "s.db", {}))
    assert (found.layout.key, found.absent) == ("native", ())
    assert "The table events has the columns aggregate_type, aggregate_id" in found.explanation


def test_eventsourcing_is_found_without_its_optional_snapshots(tmp_path: Path) -> None:
    found = detected(make_eventsourcing(tmp_path / "s.db", []))
    assert found.layout.key == "eventsourcing-sqlite"
    assert found.absent == (
        *found.layout.absent,
        ("snapshots", "This store has no table of snapshots; none were asked for, or its library keeps none here."),
    )


def test_names_are_compared_in_any_case(tmp_path: Path) -> None:
    path = run(
        tmp_path / "s.db",
        "CREATE TABLE Stored_Events (Originator_ID TEXT, ORIGINATOR_VERSION INTEGER, Topic TEXT, State BLOB)",
    )
    assert detected(path).layout.key == "eventsourcing-sqlite"


def test_several_layouts_in_one_database_are_told_and_can_be_chosen(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", {})
    make_eventsourcing(path, [])
    found = detected(path)
    assert found.layout.key == "native"
    also = "also holds stored_events: Python eventsourcing 9 on SQLite (eventsourcing-sqlite); to open one"
    assert also in found.explanation
    assert [one.name for one in found.others] == ["stored_events"]
    asked = detected(path, layout="eventsourcing-sqlite")
    assert asked.layout.key == "eventsourcing-sqlite"
    assert asked.explanation.startswith("This layout was asked for.")
    assert detected(path, table="Stored_Events").layout.key == "eventsourcing-sqlite"
    assert detected(path, layout="native", table="events").others == ()


def test_a_table_that_has_no_events_is_told_with_those_that_have(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", {})
    make_eventsourcing(path, [])
    with pytest.raises(CannotOpen, match=r"^s\.db has no event store in audit; it has events, stored_events\.$"):
        detected(path, table="audit")
    with pytest.raises(CannotOpen, match=r"no event store in stored_events; it has events\.$"):
        detected(path, layout="native", table="stored_events")


def test_several_stores_of_one_layout_are_told_and_can_be_chosen(tmp_path: Path) -> None:
    layout = tmp_path / "apps.toml"
    text = shipped("eventsourcing-sqlite").replace('"stored_events"', '"{app}_events"')
    layout.write_text(text.replace('"stored_snapshots"', '"{app}_snapshots"'), "utf-8")
    path = make_eventsourcing(tmp_path / "s.db", [])
    for app in ("shop", "bank"):
        run(path, f"CREATE TABLE {app}_events AS SELECT * FROM stored_events")
    run(path, "CREATE TABLE shop_snapshots AS SELECT * FROM stored_events; DROP TABLE stored_events")
    found = detected(path, layout=str(layout))
    assert (found.instance.name, [one.name for one in found.others]) == ("bank_events", ["shop_events"])
    assert "also holds shop_events: Python eventsourcing 9 on SQLite" in found.explanation
    asked = detected(path, layout=str(layout), table="shop_events")
    assert asked.layout.snapshots is not None
    assert (asked.instance.name, asked.layout.snapshots.table) == ("shop_events", "shop_snapshots")


def test_of_two_layouts_over_one_table_that_which_has_more_is_taken(tmp_path: Path) -> None:
    less = tmp_path / "less.toml"
    text = shipped("eventsourcing-sqlite")
    less.write_text(text.replace('position = "rowid"\n', "").replace("eventsourcing-sqlite", "less"), "utf-8")
    path = make_eventsourcing(tmp_path / "s.db", [])
    assert "global order" in dict(detected(path, layout=str(less)).absent)
    engine = create_engine(f"sqlite:///{path}")
    layouts = [detected(path, layout=key).layout for key in (str(less), "eventsourcing-sqlite")]
    with engine.connect() as connection:
        found = detect(connection, "s.db", layouts)
    engine.dispose()
    assert (found.layout.key, found.others) == ("eventsourcing-sqlite", ())


def test_what_a_layout_leaves_out_is_told(tmp_path: Path) -> None:
    bare = tmp_path / "bare.toml"
    text = shipped("native").replace('recorded_at = "recorded_at"\n\n[snapshots]', "\n[snapshots]")
    bare.write_text(text.replace('position = "position"\n', ""), "utf-8")
    absent = dict(detected(make_native(tmp_path / "s.db", {}), layout=str(bare)).absent)
    assert absent == {
        "global order": "This library keeps no order over all its streams; each stream has its own.",
        "times": "This library does not store when an event was recorded.",
    }


def test_a_kind_of_database_that_no_layout_is_for_is_told(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{make_native(tmp_path / 's.db', {})}")
    with (
        engine.connect() as connection,
        pytest.raises(FitsNoLayout, match=r"^s\.db fits no layout that Leftfold knows"),
    ):
        detect(connection, "s.db", ())
    engine.dispose()


def test_a_missing_column_is_named_with_the_layout_it_nearly_is(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", {})
    run(path, "DROP VIEW live_events; ALTER TABLE events RENAME COLUMN payload TO body")
    said = r"^s\.db looks like Leftfold's own layout, but its table events has no column payload\.$"
    with pytest.raises(CannotOpen, match=said):
        detected(path)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", {})
    run(path, "DROP TABLE audit")
    with pytest.raises(CannotOpen, match=r"but it has no table audit\.$"):
        detected(path)


def test_a_column_of_another_layout_is_named(tmp_path: Path) -> None:
    path = make_eventsourcing(tmp_path / "s.db", [])
    run(path, "ALTER TABLE stored_events ADD COLUMN application_name TEXT")
    with pytest.raises(CannotOpen, match="has the column application_name of another layout"):
        detected(path)


def test_a_table_without_row_numbers_has_no_global_order(tmp_path: Path) -> None:
    path = run(
        tmp_path / "s.db",
        "CREATE TABLE stored_events (originator_id TEXT, originator_version INTEGER, topic TEXT, state BLOB, "
        "PRIMARY KEY (originator_id, originator_version)) WITHOUT ROWID",
    )
    found = detected(path)
    assert found.layout.key == "eventsourcing-sqlite-aggregates"
    assert dict(found.absent)["global order"].startswith("This library keeps no order over all its streams")
    with pytest.raises(CannotOpen, match="has no column rowid"):
        detected(path, layout="eventsourcing-sqlite")


def test_what_fits_nothing_says_what_is_there_and_what_to_do(tmp_path: Path) -> None:
    path = run(tmp_path / "s.db", "CREATE TABLE songs (title); CREATE TABLE events (id)")
    said = (
        r"it has the tables events, songs\. To say .* map them in the window or with `leftfold layouts guess s\.db`\.$"
    )
    with pytest.raises(FitsNoLayout, match=said):
        detected(path)
    run(path, ";".join(f"CREATE TABLE t{at:02} (x)" for at in range(30)))
    with pytest.raises(FitsNoLayout, match=r"it has the tables events, songs, t00, .*, t09 and 20 more\. To say"):
        detected(path)


def test_an_empty_database_says_that_it_has_no_tables(tmp_path: Path) -> None:
    path = run(tmp_path / "s.db", "CREATE TABLE t (x); DROP TABLE t")
    with pytest.raises(CannotOpen, match="it has no tables"):
        detected(path)


def test_a_layout_that_was_asked_for_must_fit(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", {})
    said = "does not fit Python eventsourcing 9 on SQLite: it has no table stored_events"
    with pytest.raises(CannotOpen, match=said):
        detected(path, layout="eventsourcing-sqlite")


def test_a_view_is_read_as_a_table_but_not_written(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", {"cart/7": [("made", {})]})
    run(path, "DROP VIEW live_events; ALTER TABLE events RENAME TO kept; CREATE VIEW events AS SELECT * FROM kept")
    found = detected(path)
    reason = "events is a view here and cannot be written; open the database that has it as a table."
    assert found.absent == tuple((name, reason) for name in ("append", "soft delete", "restore"))


def test_a_view_in_place_of_a_table_with_row_numbers_is_one_without_and_is_not_written(tmp_path: Path) -> None:
    path = make_eventsourcing(tmp_path / "s.db", [])
    run(path, "ALTER TABLE stored_events RENAME TO kept; CREATE VIEW stored_events AS SELECT * FROM kept")
    found = detected(path)
    assert found.layout.key == "eventsourcing-sqlite-aggregates"
    assert dict(found.absent)["append"].startswith("stored_events is a view here and cannot be written")


@pytest.mark.parametrize("column", ["position", "aggregate_type", "aggregate_id", "version", "event_type", "metadata"])
def test_each_missing_column_is_named(tmp_path: Path, column: str) -> None:
    path = make_native(tmp_path / "s.db", {})
    run(path, f"DROP VIEW live_events; ALTER TABLE events RENAME COLUMN {column} TO gone")
    with pytest.raises(CannotOpen, match=rf"its table events has no column {column}\.$"):
        detected(path)


def test_an_append_that_is_known_in_other_databases_alone_says_in_which(tmp_path: Path) -> None:
    known = parse_layout(
        shipped("eventsourcing-sqlite").replace("[append]", '[append]\ndatabases = ["mysql", "postgresql"]'), "x"
    )
    with connected(make_eventsourcing(tmp_path / "s.db", [])) as connection:
        found = detect(connection, "s.db", (known,))
    assert dict(found.absent)["append"] == (
        "Leftfold appends to Python eventsourcing 9 on SQLite in MySQL and PostgreSQL alone; "
        "append through the application instead."
    )
