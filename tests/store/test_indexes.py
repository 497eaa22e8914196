"""The indexes of a table are told alike, whatever database has it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from leftfold.store.database import Database
from leftfold.store.database_file import Access
from leftfold.store.indexes import Index, indexes
from leftfold.store.target import target_of
from tests.servers import Server

TABLE = (
    "CREATE TABLE Streams (id int NOT NULL, Version bigint NOT NULL, place bigint NOT NULL, PRIMARY KEY (id, Version))"
)
BY_PLACE = "CREATE INDEX places ON Streams (place, id)"
KEY, PLACES = Index(("id", "version"), is_unique=True), Index(("place", "id"), is_unique=False)


def found(target: str, table: str, schema: str = "") -> set[Index]:
    with closing(Database(target_of(target), Access.READ)) as database, database.connect() as connection:
        return set(indexes(connection, table, schema))


def test_those_of_sqlite(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"{TABLE}; {BY_PLACE}; CREATE UNIQUE INDEX part ON Streams (place) WHERE id = 1")
        connection.execute("CREATE UNIQUE INDEX worked_out ON Streams (abs(id), place)")
    worked_out = Index(("(expression)", "place"), is_unique=True)
    assert found(str(path), "Streams") == {KEY, PLACES, worked_out}
    assert found(str(path), "nowhere") == set()


def test_those_of_postgresql(postgresql: Server) -> None:
    url = postgresql.new_database(
        TABLE,
        BY_PLACE,
        "CREATE UNIQUE INDEX part ON Streams (place) WHERE id = 1",
        "CREATE UNIQUE INDEX worked_out ON Streams (abs(id), place)",
        "CREATE UNIQUE INDEX wider ON Streams (place) INCLUDE (id)",
        "CREATE SCHEMA aside",
        "CREATE TABLE aside.Streams (place bigint, CONSTRAINT late UNIQUE (place) DEFERRABLE)",
        "CREATE TABLE parted (id int, place int, PRIMARY KEY (id, place)) PARTITION BY HASH (id)",
        "CREATE VIEW seen AS SELECT * FROM Streams",
    )
    more = {Index(("(expression)", "place"), is_unique=True), Index(("place",), is_unique=True)}
    assert found(url, "streams") == {KEY, PLACES, *more}
    assert found(url, "streams", "aside") == {Index(("place",), is_unique=False)}
    assert found(url, "parted") == {Index(("id", "place"), is_unique=True)}
    assert found(url, "seen") == set()


def test_those_of_mariadb(mariadb: Server) -> None:
    url = mariadb.new_database(TABLE, BY_PLACE, "CREATE VIEW seen AS SELECT * FROM Streams")
    assert found(url, "Streams") == {KEY, PLACES}
    assert found(url, "seen") == set()
