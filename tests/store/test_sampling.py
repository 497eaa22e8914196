"""Some rows of a table of which nothing is known yet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import UUID

import pytest

from leftfold.model.errors import Cancelled
from leftfold.store.database import Database
from leftfold.store.database_file import Access
from leftfold.store.listing import unasked
from leftfold.store.sampling import BYTES, ROWS, Sample, read_sample
from leftfold.store.tables import Table, read_tables
from leftfold.store.target import target_of
from tests.servers import Server
from tests.store.found_layouts import run

ID = "0f0e0d0c-0b0a-0908-0706-050403020100"


@contextmanager
def opened(target: str) -> Iterator[tuple[Database, Table]]:
    with closing(Database(target_of(target), Access.READ)) as database:
        with database.connect() as connection:
            (table,) = read_tables(connection)
        yield database, table


def sampled(target: str) -> Sample:
    with opened(target) as (database, table):
        return read_sample(database, table, unasked)


def test_each_value_in_sqlite_is_what_it_says_it_is(tmp_path: Path) -> None:
    path = run(
        tmp_path / "s.db",
        "CREATE TABLE t (a); INSERT INTO t VALUES (7), (1.5), ('x'), (x'ff00'), (NULL), (CAST(x'61ff' AS TEXT))",
    )
    found = sampled(str(path))
    assert found.columns == {"a": (7, 1.5, "x", b"\xff\x00", None, "a\\xff"), "rowid": (1, 2, 3, 4, 5, 6)}
    assert (found.count, found.has_null("a"), found.has_null("rowid")) == (6, True, False)
    assert found.values("a") == (7, 1.5, "x", b"\xff\x00", "a\\xff")
    assert found.pairs("rowid", "a")[4] == (5, None)


def test_only_so_many_rows_and_bytes_are_read(tmp_path: Path) -> None:
    path = run(
        tmp_path / "s.db",
        "CREATE TABLE t (a); INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 500) "
        "SELECT i FROM n; UPDATE t SET a = zeroblob(1000000) WHERE a = 1",
    )
    found = sampled(str(path))
    assert found.count == ROWS
    assert found.columns["a"][0] == b"\x00" * BYTES


def test_an_empty_table_has_columns_without_values(tmp_path: Path) -> None:
    found = sampled(str(run(tmp_path / "s.db", "CREATE TABLE t (a, b)")))
    assert found.columns == {"a": (), "b": (), "rowid": ()}
    assert (found.count, found.values("a"), found.values("other")) == (0, (), ())


def test_what_a_server_has_is_told_by_its_kind(server: Server) -> None:
    is_postgresql = server.kind == "postgresql"
    uuid, blob = ("uuid", "bytea") if is_postgresql else ("uuid", "blob")
    raw = r"'\xff00'" if is_postgresql else "x'ff00'"
    url = server.new_database(
        f"CREATE TABLE t (a bigint, b double precision, c varchar(9), d {blob}, e {uuid}, f boolean, "
        "g timestamp(6) NULL, h decimal(9, 2), i char(4), j json)",
        f"INSERT INTO t VALUES (7, 1.5, 'x', {raw}, '{ID}', true, '2024-05-01 08:00:00', 2.25, 'ab', '{{\"a\": 1}}')",
        "INSERT INTO t (a) VALUES (NULL)",
    )
    columns = sampled(url).columns
    told = {name: values[0] for name, values in columns.items()}
    assert str(told.pop("g")).startswith("2024-05-01 08:00:00")
    expected = {"a": 7, "b": 1.5, "c": "x", "d": b"\xff\x00", "e": UUID(ID), "f": True, "h": 2.25, "i": "ab"}
    assert told == {**expected, "j": '{"a": 1}'}
    assert {values[1] for values in columns.values()} == {None}


def test_it_ends_where_nobody_waits(tmp_path: Path) -> None:
    def given_up() -> None:
        raise Cancelled

    with opened(str(run(tmp_path / "s.db", "CREATE TABLE t (a)"))) as (database, table), pytest.raises(Cancelled):
        read_sample(database, table, given_up)
