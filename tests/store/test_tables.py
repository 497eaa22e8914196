"""The tables of a database are read as they are there."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect
from sqlalchemy.exc import OperationalError

from leftfold.store.tables import Kind, PhysicalColumn, Table, read_tables
from tests.servers import Server
from tests.store.applications import application
from tests.store.found_layouts import connected, run
from tests.store_builders import make_native


def tables(path: Path) -> dict[str, Table]:
    with connected(path) as connection:
        return {table.name: table for table in read_tables(connection)}


def columns(*names: str, **kinds: Kind) -> dict[str, PhysicalColumn]:
    """Columns by their names in lower case; of any kind unless told."""
    named = (*(PhysicalColumn(name) for name in names), *(PhysicalColumn(name, kind) for name, kind in kinds.items()))
    return {column.name.lower(): column for column in named}


def test_tables_and_views_are_read_by_name(tmp_path: Path) -> None:
    path = run(
        tmp_path / "s.db",
        "CREATE TABLE b (x, Y BLOB); CREATE TABLE A (z VARBINARY(9)); CREATE VIEW c AS SELECT x FROM b",
    )
    found = tables(path)
    assert [*found] == ["A", "b", "c"]
    assert found["b"] == Table("b", columns("x", "rowid", Y=Kind.BYTES))
    assert found["A"] == Table("A", columns("rowid", z=Kind.BYTES))
    assert found["c"] == Table("c", columns("x"), is_view=True)


def test_computed_columns_are_there_too(tmp_path: Path) -> None:
    path = run(tmp_path / "s.db", "CREATE TABLE t (x, doubled AS (2 * x), kept AS (3 * x) STORED)")
    assert [*tables(path)["t"].columns] == ["x", "doubled", "kept", "rowid"]


def test_only_a_table_that_is_numbered_has_the_row_number(tmp_path: Path) -> None:
    path = run(
        tmp_path / "s.db", "CREATE TABLE t (x PRIMARY KEY) WITHOUT ROWID; CREATE TABLE u (x INTEGER PRIMARY KEY)"
    )
    found = tables(path)
    assert [*found["t"].columns] == ["x"]
    assert {"x"} < {*found["u"].columns}


def test_broken_views_and_odd_types_do_not_stand_in_the_way(tmp_path: Path) -> None:
    path = run(
        tmp_path / "s.db",
        "CREATE TABLE gone (x); CREATE VIEW events AS SELECT * FROM gone; DROP TABLE gone; "
        "CREATE TABLE audit (at WEIRD(1, 2), who)",
    )
    assert tables(path) == {
        "events": Table("events", {}, is_view=True),
        "audit": Table("audit", columns("at", "who", "rowid")),
    }


def test_a_name_that_needs_quotes_is_read(tmp_path: Path) -> None:
    path = run(tmp_path / "s.db", """CREATE TABLE "odd ""name"" 7" ("a b", [select])""")
    assert {*tables(path)['odd "name" 7'].columns} == {"a b", "select", "rowid"}


def test_a_database_that_fails_while_it_is_looked_at_is_told(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", {})
    run(path, "PRAGMA journal_mode = DELETE")
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 0})
    with application(path) as other, engine.connect() as connection:
        inspect(connection).get_table_names()
        connection.rollback()
        other.run("BEGIN EXCLUSIVE")
        with pytest.raises(OperationalError, match="locked"):
            read_tables(connection)
    engine.dispose()


def test_a_table_is_named_with_its_schema_where_it_needs_one() -> None:
    assert Table("events", {}).full_name == "events"
    assert Table("events", {}, schema="shop").full_name == "shop.events"


POSTGRESQL_COLUMNS = {
    "text": Kind.TEXT,
    "varchar(9)": Kind.TEXT,
    "char(9)": Kind.PADDED,
    "json": Kind.JSON,
    "jsonb": Kind.JSON,
    "bytea": Kind.BYTES,
    "oid": Kind.LARGE_OBJECT,
    "uuid": Kind.UUID,
    "smallint": Kind.NUMBER,
    "int": Kind.NUMBER,
    "bigint": Kind.NUMBER,
    "numeric(9, 2)": Kind.NUMBER,
    "timestamp": Kind.MOMENT,
    "timestamptz": Kind.MOMENT,
    "date": Kind.MOMENT,
    "boolean": Kind.TRUTH,
    "point": Kind.ANY,
}
MARIADB_COLUMNS = {
    "char(9)": Kind.TEXT,
    "varchar(9)": Kind.TEXT,
    "text": Kind.TEXT,
    "json": Kind.TEXT,
    "binary(16)": Kind.BYTES,
    "varbinary(16)": Kind.BYTES,
    "longblob": Kind.BYTES,
    "uuid": Kind.UUID,
    "tinyint(1)": Kind.TRUTH,
    "tinyint(4)": Kind.NUMBER,
    "boolean": Kind.TRUTH,
    "int unsigned": Kind.NUMBER,
    "bigint": Kind.NUMBER,
    "decimal(9, 2)": Kind.NUMBER,
    "datetime(6)": Kind.MOMENT,
    "timestamp(6) NULL": Kind.MOMENT,
    "point": Kind.ANY,
}


def server_tables(server: Server, *statements: str) -> tuple[Table, ...]:
    driver = {"postgresql": "postgresql+psycopg", "mariadb": "mariadb+pymysql"}[server.kind]
    engine = create_engine(driver + server.new_database(*statements).removeprefix(server.kind))
    try:
        with engine.connect() as connection:
            return read_tables(connection)
    finally:
        engine.dispose()


def test_a_server_tells_what_each_column_holds(server: Server) -> None:
    kinds = POSTGRESQL_COLUMNS if server.kind == "postgresql" else MARIADB_COLUMNS
    declared = ", ".join(f"C{at} {type_}" for at, type_ in enumerate(kinds))
    views = "CREATE VIEW v AS SELECT 1 AS one"
    t, v = server_tables(server, f"CREATE TABLE t ({declared})", views)
    assert (t.name, v.name, t.is_view, v.is_view, [*v.columns]) == ("t", "v", False, True, ["one"])
    found = [t.columns[f"c{at}"].kind for at in range(len(kinds))]
    assert dict(zip(kinds, found, strict=True)) == kinds


def test_postgresql_tells_the_schemas_that_are_not_looked_in_first(postgresql: Server) -> None:
    found = server_tables(
        postgresql,
        "CREATE SCHEMA shop",
        "CREATE TABLE shop.events (x int)",
        "CREATE TABLE events (y int) PARTITION BY RANGE (y)",
        "CREATE TABLE events_1 PARTITION OF events DEFAULT",
        "ALTER TABLE shop.events DROP COLUMN x",
        "ALTER TABLE shop.events ADD COLUMN z int",
    )
    assert [(table.full_name, [*table.columns]) for table in found] == [("events", ["y"]), ("shop.events", ["z"])]
