"""What the databases say in different words means the same."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import ColumnElement, column, create_engine, literal, literal_column, select
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.types import NullType

from leftfold.store.dialects import Dialect
from leftfold.store.layout import TextPart
from leftfold.store.rows import TypeNames
from leftfold.store.tables import Kind

SQLITE, POSTGRESQL, MYSQL = Dialect("sqlite"), Dialect("postgresql"), Dialect("mysql")
COMPILED: dict[str, Any] = {
    module.__name__.rpartition(".")[2]: module.dialect() for module in (sqlite, postgresql, mysql)
}
HERE: ColumnElement[Any] = column("here")


def said(words: Dialect, expression: ColumnElement[Any]) -> str:
    """An expression in a database's words, with its values in place."""
    return str(expression.compile(dialect=COMPILED[words.name], compile_kwargs={"literal_binds": True}))


def told(*expressions: ColumnElement[Any]) -> tuple[Any, ...]:
    """What SQLite makes of expressions."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        asked = select(*(one.label(f"c{at}") for at, one in enumerate(expressions)))
        found = tuple(connection.execute(asked).one())
    engine.dispose()
    return found


def test_texts_are_compared_as_texts_and_read_as_bytes() -> None:
    given = [SQLITE.text("é"), SQLITE.text("é".encode()), SQLITE.text(b"\xe9")]
    assert told(*(SQLITE.stored(one, Kind.TEXT) for one in given)) == ("é".encode(), "é".encode(), b"\xe9")
    assert told(SQLITE.text(b"\xe9") == literal_column("CAST(x'e9' AS TEXT)")) == (1,)
    assert told(SQLITE.text("x") == literal_column("'x'")) == (1,)
    bound = literal(b"\xe9", NullType())
    assert told(SQLITE.given(bound, Kind.BYTES) == literal_column("x'e9'")) == (1,)
    assert told(SQLITE.given(bound, Kind.ANY) == literal_column("x'e9'")) == (0,)


@pytest.mark.parametrize(
    ("value", "raw"),
    [
        ("'café'", "café".encode()),
        ("CAST(x'ff' AS TEXT)", b"\xff"),
        ("x'00ff'", b"\x00\xff"),
        ("7", b"7"),
        ("NULL", None),
    ],
)
def test_whatever_sqlite_holds_is_read_as_its_bytes(value: str, raw: bytes | None) -> None:
    assert told(SQLITE.stored(literal_column(value), Kind.TEXT)) == (raw,)


@pytest.mark.parametrize(
    ("topic", "type_"),
    [
        ("'mod.ule:Outer.Cart.Added'", "Outer.Cart"),
        ("'m:Cart.Added'", "Cart"),
        ("'m:Added'", ""),
        ("'no-colon.Added'", "no-colon"),
        ("''", ""),
        ("NULL", ""),
        ("'m:Über.Über'", "Über"),
        ("'m:...'", ".."),
    ],
)
def test_a_part_of_a_topic_is_cut_as_it_is_elsewhere(topic: str, type_: str) -> None:
    part = TextPart(column="topic", after=":", before_last=".")
    assert told(SQLITE.part(literal_column(topic), part, Kind.ANY)) == (type_,)


@pytest.mark.parametrize(
    ("part", "cut"),
    [
        (TextPart(column="topic"), "m:Shop.Cart.Added"),
        (TextPart(column="topic", after=":"), "Shop.Cart.Added"),
        (TextPart(column="topic", before="."), "m:Shop"),
        (TextPart(column="topic", before_last="."), "m:Shop.Cart"),
        (TextPart(column="topic", after=":", before="."), "Shop"),
        (TextPart(column="topic", after="-"), "m:Shop.Cart.Added"),
        (TextPart(column="topic", before="-"), "m:Shop.Cart.Added"),
    ],
)
def test_a_part_may_be_cut_at_either_side(part: TextPart, cut: str) -> None:
    topic = "m:Shop.Cart.Added"
    assert told(SQLITE.part(literal_column(f"'{topic}'"), part, Kind.ANY)) == (cut,)
    assert TypeNames(part)[topic.encode()] == cut


@pytest.mark.parametrize(
    ("stored", "found"),
    [("""'{"kind":"Cart-7","n":1}'""", "Cart-7"), ("'{}'", ""), ("""'{"kind":null}'""", ""), ("NULL", "")],
)
def test_a_part_may_lie_under_a_key(stored: str, found: str) -> None:
    cut = TextPart(column="meta", key="kind", before="-")
    assert told(SQLITE.part(literal_column(stored), cut, Kind.ANY)) == (found.partition("-")[0],)
    uncut = TextPart(column="meta", key="kind")
    assert (told(SQLITE.part(literal_column(stored), uncut, Kind.ANY))[0] or "") == found


@pytest.mark.parametrize(
    ("words", "kind", "sql"),
    [
        (SQLITE, Kind.TEXT, "CAST(here AS BLOB)"),
        (POSTGRESQL, Kind.TEXT, "convert_to(CAST(here AS TEXT), 'UTF8')"),
        (POSTGRESQL, Kind.BYTES, "here"),
        (POSTGRESQL, Kind.LARGE_OBJECT, "lo_get(here)"),
        (MYSQL, Kind.TEXT, "CAST(convert(here USING utf8mb4) AS BINARY)"),
        (MYSQL, Kind.BYTES, "here"),
    ],
)
def test_a_value_is_read_as_bytes_in_the_words_of_each_database(words: Dialect, kind: Kind, sql: str) -> None:
    assert said(words, words.stored(HERE, kind)) == sql


@pytest.mark.parametrize(
    ("kind", "sql"),
    [
        (Kind.TEXT, "CAST('x' AS TEXT)"),
        (Kind.PADDED, "CAST('x' AS BPCHAR)"),
        (Kind.UUID, "CAST('x' AS UUID)"),
        (Kind.NUMBER, "CAST('x' AS BIGINT)"),
        (Kind.BYTES, "CAST('x' AS BYTEA)"),
    ],
)
def test_a_bound_value_is_compared_as_what_the_column_holds(kind: Kind, sql: str) -> None:
    value: ColumnElement[Any] = literal_column("'x'")
    assert said(POSTGRESQL, POSTGRESQL.given(value, kind)) == sql
    assert said(MYSQL, MYSQL.given(value, kind)) == "'x'"


@pytest.mark.parametrize(
    ("words", "kind", "sql"),
    [
        (SQLITE, Kind.ANY, "CAST(here AS BLOB)"),
        (SQLITE, Kind.NUMBER, "here"),
        (POSTGRESQL, Kind.MOMENT, "CAST(round(EXTRACT(epoch FROM here) * 1000000) AS BIGINT)"),
        (MYSQL, Kind.MOMENT, "timestampdiff(MICROSECOND, '1970-01-01', here)"),
        (POSTGRESQL, Kind.NUMBER, "here"),
        (POSTGRESQL, Kind.TEXT, "convert_to(CAST(here AS TEXT), 'UTF8')"),
    ],
)
def test_a_time_is_told_as_a_number_where_the_database_knows_it(words: Dialect, kind: Kind, sql: str) -> None:
    assert said(words, words.moment(HERE, kind)) == sql


@pytest.mark.parametrize(("text", "has"), [("é", 1), ("E", 0), ("zz", 0), ("%", 0)])
def test_a_text_is_found_as_it_is_stored(text: str, has: int) -> None:
    for value in ("'café'", "CAST('café' AS BLOB)"):
        stored: ColumnElement[Any] = literal_column(value)
        assert told(SQLITE.contains(stored, Kind.ANY, literal(text))) == (has,)


def test_other_databases_compare_bytes_too() -> None:
    text: ColumnElement[Any] = literal_column("'x'")
    assert said(POSTGRESQL, POSTGRESQL.contains(HERE, Kind.BYTES, text)).startswith(
        "position(convert_to(CAST('x' AS TEXT), 'UTF8') IN here)"
    )
    assert said(MYSQL, MYSQL.contains(HERE, Kind.TEXT, text)).startswith("locate(CAST('x' AS BINARY), CAST(")
