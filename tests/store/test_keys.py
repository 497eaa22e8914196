"""A type or an id of several columns is one text, compared and sorted column by column."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import ColumnElement, Connection, Text, cast, column, create_engine, literal, select, table
from sqlalchemy.pool import NullPool

from leftfold.store.codec import SEPARATOR
from leftfold.store.dialects import Dialect, Expression
from leftfold.store.keys import KeyText
from leftfold.store.tables import Kind
from tests.servers import Server

ROWS = (("a", "b"), ("a", "c"), ("a/b", "a"), ("b", "☃ 'x'"))
NAMES = tuple(map(SEPARATOR.join, ROWS))


@contextmanager
def database(request: pytest.FixtureRequest, kind: str) -> Iterator[Connection]:
    """A database with the rows in a table `t` of the columns `one` and `other`, indexed."""
    if kind == "sqlite":
        url = "sqlite://"
    else:
        server: Server = request.getfixturevalue(kind)
        driver = "postgresql+psycopg" if kind == "postgresql" else "mariadb+pymysql"
        url = driver + server.new_database().removeprefix(kind)
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        utf8 = " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin" if kind == "mariadb" else ""
        connection.exec_driver_sql(f"CREATE TABLE t (one varchar(40), other varchar(40)){utf8}")
        connection.exec_driver_sql("CREATE INDEX by_both ON t (one, other)")
        for row in ROWS:
            connection.execute(table("t", column("one"), column("other")).insert().values(one=row[0], other=row[1]))
        yield connection
        connection.rollback()


def key(kind: str) -> KeyText:
    return _key("one", "other", words=Dialect(kind))


def _key(*names: str, words: Dialect) -> KeyText:
    columns: tuple[Expression, ...] = tuple(map(column, names))
    return KeyText(words, words.joined(columns), Kind.TEXT, columns, (Kind.TEXT, Kind.TEXT))


@pytest.mark.parametrize("kind", ["sqlite", "postgresql", "mariadb"])
def test_several_columns_are_found_and_sorted_as_one(request: pytest.FixtureRequest, kind: str) -> None:
    here = key(kind)

    def found(condition: Callable[[Expression], ColumnElement[bool]], name: str) -> list[str]:
        stored = here.words.stored(here.value, here.kind)
        given = cast(literal(name), Text)
        rows = connection.execute(select(stored).select_from(table("t")).where(condition(given)).order_by(*here.order))
        return [bytes(raw).decode() for (raw,) in rows]

    with database(request, kind) as connection:
        for at, name in enumerate(NAMES):
            assert found(here.equals, name) == [name]
            assert found(here.is_after, name) == list(NAMES[at + 1 :])
            assert found(here.is_from, name) == list(NAMES[at:])
        assert found(here.equals, SEPARATOR.join(("a", "b/a"))) == []
        bound = here.equals(here.given("id"))
        counted = select(literal(1)).select_from(table("t")).where(bound)
        assert len(connection.execute(counted, {"id": NAMES[2]}).all()) == 1


def test_the_index_over_the_columns_serves(request: pytest.FixtureRequest) -> None:
    here = key("sqlite")
    with database(request, "sqlite") as connection:
        for condition in (here.equals, here.is_after, here.is_from):
            asked = select(here.value).select_from(table("t")).where(condition(literal("a"))).order_by(*here.order)
            statement = asked.compile(connection, compile_kwargs={"literal_binds": True})
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all()
            assert [row[3].partition(" (")[0] for row in plan] == ["SEARCH t USING COVERING INDEX by_both"]


def test_a_single_column_is_compared_as_it_is() -> None:
    here = KeyText(Dialect("sqlite"), column("one"), Kind.TEXT)
    other: Expression = literal("x")
    assert str(here.equals(other)) == "one = :param_1"
    assert str(here.is_after(other)) == "one > :param_1"
    assert str(here.is_from(other)) == "one >= :param_1"
    assert [str(one) for one in here.order] == ["one"]
    assert here.parts(other) == (other,)


def test_the_same_in_another_table_is_compared_column_by_column() -> None:
    words = Dialect("sqlite")
    here, there = _key("a", "b", words=words), _key("c", "d", words=words)
    assert str(here.is_same(there)) == "a = c AND b = d"
