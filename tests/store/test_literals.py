"""Literals give back what was put into them, whatever that is, and nothing in them is hidden from a reader."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import create_engine

from leftfold.model.errors import Refused
from leftfold.store.literals import literal, remark, text_literal
from tests.servers import Server

TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])) | st.text("'\"\\;-$:%\n {}E")
HIDDEN = "\n\r\t\x1b\x7f\x85\u200b\u202e\u2066\ufeff"


@given(TEXTS)
@example("'); DROP TABLE events; --")
@example("\\'; DROP TABLE events; --")
@example(HIDDEN)
@example("a\n" * 500)
def test_a_text_is_one_value_in_sqlite(text: str) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        assert connection.execute(f"SELECT {text_literal(text, 'sqlite')}").fetchone() == (text,)


def test_a_text_is_one_value_in_postgresql_however_the_session_reads_backslashes(postgresql: Server) -> None:
    url = postgresql.new_database().replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(url)
    with engine.connect() as connection:

        @given(TEXTS, st.booleans())
        @example("\\'; DROP TABLE events; --", False)
        @example("\\", True)
        @example(HIDDEN + "%s %(x)s :x", True)
        def check(text: str, standard: bool) -> None:  # noqa: FBT001 - Hypothesis passes it by place
            connection.exec_driver_sql(f"SET standard_conforming_strings = {'on' if standard else 'off'}")
            doubled = text_literal(text, "postgresql").replace("%", "%%")
            assert connection.exec_driver_sql(f"SELECT CAST({doubled} AS text)").scalar_one() == text

        check()
    engine.dispose()


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_what_cannot_be_seen_is_written_out(dialect: str) -> None:
    told = text_literal(f"before{HIDDEN}after", dialect)
    assert told.isascii()
    assert told.isprintable()


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
@pytest.mark.parametrize("text", ["a\0b", "\ud800"])
def test_what_no_database_holds_is_refused(dialect: str, text: str) -> None:
    with pytest.raises(Refused, match="has a sign that is no character"):
        text_literal(text, dialect)


def test_other_values() -> None:
    at = datetime(2026, 1, 1, 12, 30, 0, 123456, tzinfo=UTC)
    values = (None, True, False, -7, 0.5, b"\x00'\xff", at, "x")
    assert [literal(value, "sqlite") for value in values] == [
        "NULL",
        "TRUE",
        "FALSE",
        "-7",
        "0.5",
        "X'0027ff'",
        "'2026-01-01T12:30:00.123456Z'",
        "'x'",
    ]
    assert [literal(value, "postgresql") for value in values[5:7]] == [
        "decode('0027ff', 'hex')",
        "CAST('2026-01-01T12:30:00.123456Z' AS timestamptz)",
    ]


@given(st.text())
def test_a_remark_ends_with_its_line(text: str) -> None:
    assert len(remark(text).splitlines()) == 1
    assert remark(text).startswith("--")


def test_what_cannot_be_seen_in_a_remark_is_named() -> None:
    assert remark("a\nb\u202ec") == "-- a b\\u202ec"
