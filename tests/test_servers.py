"""The servers that tests ask are real, and each test has a database of its own."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, make_url
from sqlalchemy.exc import OperationalError

from tests import servers
from tests.servers import GUARDED, PASSWORD, Server


def ask(url: str, statement: str) -> object:
    drivers = {"postgresql": "postgresql+psycopg", "mariadb": "mariadb+pymysql"}
    found = make_url(url)
    engine = create_engine(found.set(drivername=drivers[found.drivername]))
    try:
        with engine.connect() as connection:
            return connection.exec_driver_sql(statement).scalar_one()
    finally:
        engine.dispose()


def test_each_database_is_another(server: Server) -> None:
    one, other = (server.new_database("CREATE TABLE t (x int)", f"INSERT INTO t VALUES ({x})") for x in (1, 2))
    assert (ask(one, "SELECT x FROM t"), ask(other, "SELECT x FROM t")) == (1, 2)


def test_one_user_needs_a_password(server: Server) -> None:
    url = server.new_database()
    name = str(make_url(url).database)
    if server.kind == "mariadb":
        server.run(url, f"GRANT ALL ON {name}.* TO {GUARDED}@localhost")
    assert ask(server.url(name, user=GUARDED, password=PASSWORD), "SELECT 1") == 1
    with pytest.raises(OperationalError):
        ask(server.url(name, user=GUARDED, password="wrong"), "SELECT 1")


def test_a_server_that_was_stopped_and_started_has_what_it_had(server: Server) -> None:
    url = server.new_database("CREATE TABLE t (x int)", "INSERT INTO t VALUES (7)")
    server.stop()
    with pytest.raises(OperationalError):
        ask(url, "SELECT x FROM t")
    server.start()
    assert ask(url, "SELECT x FROM t") == 7


STARTS = {"initdb": servers.postgresql_server, "mariadb": servers.mariadb_server}


@pytest.mark.parametrize("program", STARTS)
def test_where_there_is_no_server_the_reason_is_told(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "_folders", list)
    said = f"is not on this machine: there is no program {program}"
    with pytest.raises(pytest.skip.Exception, match=said), STARTS[program]():
        pytest.fail("something was started")
