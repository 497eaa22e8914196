"""Sessions on a server cannot write, wait for nobody for long, and come back with the server."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
from sqlalchemy import BigInteger, ColumnElement, Connection, bindparam, column, literal, make_url, select, table, text

from leftfold.model.errors import CannotOpen, PasswordNeeded, StoreFailed
from leftfold.store import server_engine
from leftfold.store.database import Database
from leftfold.store.database_file import Access
from leftfold.store.target import target_of
from tests.servers import GUARDED, PASSWORD, Server

TABLE = ("CREATE TABLE t (x bigint primary key)", "INSERT INTO t VALUES (1), (2), (3)")
ALL = text("SELECT x FROM t ORDER BY x")


@contextmanager
def connected(url: str, access: Access = Access.READ) -> Iterator[Database]:
    with closing(Database(target_of(url), access)) as database:
        yield database


def test_rows_are_given_plain_and_as_they_are_bound(server: Server) -> None:
    columns: list[ColumnElement[Any]] = [column("x"), literal(7, BigInteger)]
    versions = select(*columns).select_from(table("t")).order_by(column("x"))
    with connected(server.new_database(*TABLE)) as database:
        rows = database.prepared(versions.where(column("x") >= bindparam("low", type_=BigInteger)))
        assert rows({"low": 2}) == [(2, 7), (3, 7)]
        assert rows({"low": 3}) == [(3, 7)]
        assert database.rows(ALL) == [(1,), (2,), (3,)]
        assert {type(row) for row in database.rows(ALL)} == {tuple}


def test_reading_cannot_write(server: Server) -> None:
    said = "may only be read; unlock it to write, or connect to the server that takes writes"
    with connected(server.new_database(*TABLE)) as database:
        for statement in ("INSERT INTO t VALUES (4)", "DROP TABLE t"):
            with pytest.raises(StoreFailed, match=said), database.connect() as connection:
                connection.execute(text(statement))
        assert database.rows(ALL) == [(1,), (2,), (3,)]


def test_a_transaction_is_all_or_nothing(server: Server) -> None:
    url = server.new_database(*TABLE)
    with connected(url, Access.WRITE) as database, connected(url) as other:
        with pytest.raises(KeyError), database.transaction() as connection:
            _add_and_fail(connection, other)
        assert len(other.rows(ALL)) == 3
        with database.transaction() as connection:
            connection.execute(text("INSERT INTO t VALUES (4)"))
        assert len(other.rows(ALL)) == 4


def _add_and_fail(connection: Connection, other: Database) -> None:
    connection.execute(text("INSERT INTO t VALUES (4)"))
    assert len(connection.execute(ALL).all()) == 4
    assert len(other.rows(ALL)) == 3
    raise KeyError


def test_what_was_read_is_not_held_on_to(server: Server) -> None:
    url = server.new_database(*TABLE)
    with connected(url) as database, database.connect() as connection:
        assert len(connection.execute(ALL).all()) == 3
        server.run(url, "INSERT INTO t VALUES (4)")
        assert len(connection.execute(ALL).all()) == 4
        server.run(url, "ALTER TABLE t ADD y int")


def test_a_session_says_whose_it_is(postgresql: Server) -> None:
    with connected(postgresql.new_database()) as database:
        assert database.rows(text("SELECT current_setting('application_name')")) == [("leftfold",)]


def test_options_that_a_url_has_are_kept(postgresql: Server) -> None:
    url = make_url(postgresql.new_database()).update_query_dict({"options": "-c enable_sort=off"})
    asked = "SELECT current_setting('enable_sort'), current_setting('default_transaction_read_only')"
    with connected(url.render_as_string(hide_password=False)) as database:
        assert database.rows(text(asked)) == [("off", "on")]


def test_times_are_those_of_utc(mariadb: Server) -> None:
    url = mariadb.new_database("CREATE TABLE m (at timestamp)", "SET time_zone = '+05:00'")
    mariadb.run(url, "SET time_zone = '+05:00'", "INSERT INTO m VALUES ('2024-05-01 05:00:00')")
    with connected(url) as database:
        assert database.rows(text("SELECT CAST(at AS CHAR) FROM m")) == [("2024-05-01 00:00:00",)]


def test_a_statement_that_takes_too_long_is_stopped_and_told(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_engine, "STATEMENT_SECONDS", 1)
    asleep = "SELECT pg_sleep(60)" if server.kind == "postgresql" else "SELECT sleep(60) FROM t"
    with connected(server.new_database(*TABLE)) as database:
        with pytest.raises(StoreFailed, match="took too long to answer and was stopped; ask for less"):
            database.rows(text(asleep))
        assert len(database.rows(ALL)) == 3


def test_a_lock_is_not_waited_for_long(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_engine, "LOCK_SECONDS", 1)
    url = server.new_database(*TABLE)
    with connected(url) as database, connected(url, Access.WRITE) as other:
        lock = "LOCK TABLE t" if server.kind == "postgresql" else "LOCK TABLE t WRITE"
        with other.engine.connect() as connection, other.transaction() as inside:
            (inside if server.kind == "postgresql" else connection).execute(text(lock))
            with pytest.raises(StoreFailed, match="is locked by another program; try again when it is done"):
                database.rows(ALL)
            connection.execute(text("SELECT 1" if server.kind == "postgresql" else "UNLOCK TABLES"))
        assert len(database.rows(ALL)) == 3


def test_a_server_that_goes_away_is_told_and_found_again(server: Server) -> None:
    with connected(server.new_database(*TABLE)) as database:
        assert len(database.rows(ALL)) == 3
        server.stop()
        try:
            with pytest.raises(StoreFailed, match=r"cannot be reached: .*; see whether it runs|went away while"):
                database.rows(ALL)
        finally:
            server.start()
        assert len(database.rows(ALL)) == 3


def test_a_server_that_goes_away_in_mid_read_is_told_and_found_again(server: Server) -> None:
    columns: list[ColumnElement[Any]] = [column("x")]
    with connected(server.new_database(*TABLE)) as database:
        prepared = database.prepared(select(*columns).select_from(table("t")))
        assert len(prepared({})) == 3
        told = pytest.raises(StoreFailed, match="went away while it was asked; try again once it is back")
        with told, database.connect() as connection:
            _ask_across_a_restart(server, connection)
        assert len(prepared({})) == 3


def _ask_across_a_restart(server: Server, connection: Connection) -> None:
    server.stop()
    server.start()
    connection.execute(ALL)


def test_a_session_that_is_ended_from_outside_is_made_anew(server: Server) -> None:
    is_postgresql = server.kind == "postgresql"
    me, end = ("pg_backend_pid()", "SELECT pg_terminate_backend") if is_postgresql else ("connection_id()", "KILL ")
    with connected(server.new_database(*TABLE)) as database:
        [(session,)] = database.rows(text(f"SELECT {me}"))
        server.run(server.url("postgres" if is_postgresql else "mysql"), f"{end}({session})")
        assert database.rows(text(f"SELECT {me}")) != [(session,)]


def refused(url: str) -> str:
    with connected(url) as database, pytest.raises(CannotOpen) as caught, database.connect(failing=CannotOpen):
        pytest.fail("it was opened")
    assert isinstance(caught.value, PasswordNeeded) is ("password" in str(caught.value))
    assert PASSWORD not in str(caught.value)
    return str(caught.value)


def test_what_does_not_let_us_in_is_told(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PGPASSWORD", raising=False)
    name = str(make_url(server.new_database()).database)
    wants = "does not accept the password of guarded, or wants one; give it, or set LEFTFOLD_PASSWORD."
    assert refused(server.url(name, user=GUARDED)).endswith(wants)
    assert refused(server.url(name, user=GUARDED, password="wrong")).endswith(wants)
    assert "check the name of the database" in refused(server.url("nowhere"))
    gone = server.url(name).replace("leftfold-", "nowhere-")
    assert "cannot be reached: " in refused(gone)
    assert "see whether it runs, and whether its address is right." in refused(gone)


def test_an_unknown_user_is_told(postgresql: Server) -> None:
    said = refused(postgresql.url("postgres", user="stranger"))
    assert said.endswith('does not let stranger in: role "stranger" does not exist; ask its keeper.')


def test_rights_that_lack_are_told_with_table_and_role(server: Server) -> None:
    url = server.new_database(*TABLE, "CREATE TABLE free (y int)")
    name, to = str(make_url(url).database), GUARDED if server.kind == "postgresql" else f"{GUARDED}@localhost"
    server.run(url, f"GRANT SELECT ON free TO {to}")
    with connected(server.url(name, user=GUARDED, password=PASSWORD)) as database:
        assert database.rows(text("SELECT y FROM free")) == []
        with pytest.raises(StoreFailed, match=r"does not let guarded do that: .*\bt\b.*; ask its keeper for the right"):
            database.rows(ALL)


def test_a_table_that_changed_is_told(server: Server) -> None:
    url = server.new_database(*TABLE)
    with connected(url) as database:
        assert len(database.rows(ALL)) == 3
        server.run(url, "ALTER TABLE t RENAME COLUMN x TO y")
        with pytest.raises(StoreFailed, match=r"is not as it was when it was opened \(.*x.*\); open it again\.$"):
            database.rows(ALL)


def test_what_the_server_refuses_to_keep_is_told(server: Server) -> None:
    with connected(server.new_database(*TABLE), Access.WRITE) as database:
        said = r"refused what was to be written: (d|D)uplicate .*; nothing was changed"
        with pytest.raises(StoreFailed, match=said), database.transaction() as connection:
            connection.execute(text("INSERT INTO t VALUES (1)"))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://host/x", r"The driver for postgresql is not installed; run: pip install leftfold\[postgres\]"),
        ("mariadb://host/x", r"The driver for mariadb is not installed; run: pip install leftfold\[mysql\]"),
        ("oracle+oracledb://host/x", "The driver for oracle is not installed; run: pip install oracledb"),
        ("marvel://host/x", '"marvel" is no kind of database that Leftfold knows'),
    ],
)
def test_a_server_needs_its_driver(url: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("psycopg", "pymysql", "oracledb"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(CannotOpen, match=said):
        Database(target_of(url), Access.READ)


def test_a_server_that_has_its_driver_gets_it() -> None:
    for url, driver in (("postgresql://host/x", "psycopg"), ("mysql://host/x", "pymysql")):
        pytest.importorskip(driver)
        with connected(url) as database:
            assert database.engine.url.drivername == f"{url.partition(':')[0]}+{driver}"
