"""How scripts begin and end, and that no text of theirs can end them early."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from leftfold.store.script_words import Part, Refusing, block, postgresql_script, sqlite_script
from tests.servers import Server
from tests.store.scripts import run_script

SCRIPT: list[Part] = ["INSERT INTO t VALUES (1)", Refusing("1 = 1", "never"), "INSERT INTO t VALUES (2)"]
REFUSED: list[Part] = [*SCRIPT, Refusing("(SELECT count(*) FROM t) = 9", "it's not\nnine $leftfold$ 'or'")]
UNKNOWN: list[Part] = [*SCRIPT, Refusing("NULL", "it is not known")]


def test_sqlite_makes_all_of_it_or_nothing_whatever_goes_on() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE t (n)")
        connection.executescript(sqlite_script(["why\n; DROP TABLE t;"], SCRIPT))
        assert connection.execute("SELECT n FROM t").fetchall() == [(1,), (2,)]
        for parts, said in ((REFUSED, "it's not nine"), (UNKNOWN, "it is not known")):
            with pytest.raises(sqlite3.IntegrityError, match=said):
                connection.executescript(sqlite_script([], parts))
            assert not connection.in_transaction
        assert connection.execute("SELECT n FROM t").fetchall() == [(1,), (2,)]
        assert connection.execute("SELECT count(*) FROM temp.sqlite_master").fetchone() == (0,)


def test_postgresql_makes_all_of_it_or_nothing(postgresql: Server) -> None:
    url = postgresql.new_database("CREATE TABLE t (n integer)")
    assert run_script(url, postgresql_script(["why\n; DROP TABLE t;"], SCRIPT)) == ""
    for parts, said in ((REFUSED, "it's not"), (UNKNOWN, "it is not known")):
        for goes_on in (False, True):
            assert said in run_script(url, postgresql_script([], parts), goes_on=goes_on)
    count = "DO $$ BEGIN IF (SELECT array_agg(n) FROM t) <> '{1,2}' THEN RAISE 'other rows'; END IF; END $$;"
    assert run_script(url, count) == ""


def test_a_block_is_marked_by_a_sign_that_is_not_in_it() -> None:
    assert block(["BEGIN", "END"]) == "DO $leftfold$\nBEGIN\nEND\n$leftfold$"
    assert block(["$leftfold$ $leftfold1$"]).startswith("DO $leftfold2$\n")
