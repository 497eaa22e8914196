"""The rules that a store of Leftfold's own layout keeps itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from leftfold.model.edits import Because
from leftfold.model.errors import CannotOpen, Refused, StoreFailed
from leftfold.model.rules import LOCAL, PRODUCTION
from leftfold.store.store import Store
from tests.servers import Server
from tests.store_builders import make_native, opened

WHY = Because("mira", "it went live", "SUP-1")


@pytest.fixture(params=["sqlite", "postgresql", "a schema of PostgreSQL"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    streams = {"student/1": [("placeStudent", {"lesson": 1})]}
    if request.param == "sqlite":
        return str(make_native(tmp_path / "s.sqlite", streams))
    server: Server = request.getfixturevalue("postgresql")
    url = server.new_database()
    if request.param != "postgresql":
        server.run(url, "CREATE SCHEMA school")
        url += "&options=-csearch_path%3Dschool"
    return make_native(url, streams)


def _set(store: Store) -> None:
    store.guard.set_rules(PRODUCTION, WHY)


def test_a_store_has_none_until_they_are_set_and_the_latest_count(place: str) -> None:
    with opened(place) as store:
        assert store.guard.stored() is None
    with opened(place, write=True) as store:
        _set(store)
    with opened(place) as store:
        found = store.guard.stored()
        assert found is not None
        assert (found.rules, found.author, found.reason) == (PRODUCTION, "mira", "it went live")
        assert store.guard.rulings().environment == "production"
        entry = store.audit()[-1]
        assert (entry.because, entry.stream) == (WHY, None)
        assert isinstance(entry.edits, list)
        assert [edit["edit"] for edit in entry.edits if isinstance(edit, dict)] == ["rules"]


def test_they_are_only_added_to(place: str) -> None:
    with opened(place, write=True) as store:
        _set(store)
        for statement in ("UPDATE rules SET rules = '{}'", "DELETE FROM rules"):
            with (
                pytest.raises(StoreFailed, match="rules are never edited or deleted"),
                store._database.transaction() as at,
            ):
                at.exec_driver_sql(statement)


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return make_native(tmp_path / "s.sqlite", {"student/1": [("placeStudent", {"lesson": 1})]})


def test_a_table_of_the_same_name_that_is_anothers_is_left_alone(school: Path) -> None:
    with closing(sqlite3.connect(school)) as connection, connection:
        connection.execute("CREATE TABLE rules (name TEXT)")
    with opened(school, write=True) as store:
        assert store.guard.stored() is None
        with pytest.raises(Refused, match="a table `rules` that is another's"):
            _set(store)


@pytest.mark.parametrize("written", ["{", "[]", '{"environment": "local", "moon": true}'])
def test_rules_that_are_not_understood_keep_the_store_from_being_written(school: Path, written: str) -> None:
    with opened(school, write=True) as store:
        store.guard.set_rules(LOCAL, WHY)
    with closing(sqlite3.connect(school)) as connection, connection:
        connection.execute("INSERT INTO rules (at, author, reason, rules) VALUES ('2024', 'me', 'why', ?)", (written,))
    with opened(school) as store:
        with pytest.raises(CannotOpen, match="What it says in its table rules"):
            store.guard.stored()
        (fault,) = store.guard.rulings().faults
        assert fault.startswith("What it says in its table rules")
        assert store.counts().events == 1
