"""A store that an older Leftfold made goes on as it is; its audit is chained once it is opened for writing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import create_engine

from leftfold.model.edits import Append, Because, ChangeSet
from leftfold.store.native import CHAIN
from tests.servers import GUARDED, PASSWORD, Server
from tests.store_builders import START, make_native, opened, stream_id

CART = stream_id("cart/7")
WHY = Because("mira", "why")
NEW = Append("itemAdded", {"item": "x"}, START)

Run = Callable[..., None]


def run(place: str, *statements: str) -> None:
    """Run statements past Leftfold."""
    url = place.replace("postgresql:", "postgresql+psycopg:") if "://" in place else f"sqlite:///{place}"
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


@pytest.fixture
def old(place: str) -> str:
    """A store without the columns, and with two entries."""
    make_native(place, {"cart/7": [("made", {"n": 1})]})
    run(place, *(f"ALTER TABLE audit DROP COLUMN {column.name}" for column in CHAIN))
    number = ("id, ", "2, ") if "://" in place else ("", "")
    run(
        place,
        f"INSERT INTO audit ({number[0]}at, author, reason, ticket, tool, edits) "
        f"VALUES ({number[1]}'2024-05-01T08:00:00.5Z', 'ann', 'old', '', 'leftfold 0.1.0', '[]')",
        *(["UPDATE numbers SET entry = 2"] if "://" in place else []),
    )
    return place


def test_it_is_read_as_it_is(old: str) -> None:
    with opened(old) as store:
        assert [entry.hash for entry in store.audit()] == ["", ""]
        found = store.check_audit()
    assert (found.findings, found.entries, found.before, found.last_hash) == ((), 2, 2, "")


def test_what_is_written_then_is_chained_to_all_that_was_before(old: str) -> None:
    with opened(old, write=True) as store:
        store.commit(ChangeSet(CART, 1, (NEW,), WHY))
        store.commit(ChangeSet(CART, 2, (NEW,), WHY))
    with opened(old) as store:
        found = store.check_audit()
        assert (found.findings, found.entries, found.before) == ((), 4, 2)
        assert [bool(entry.hash) for entry in store.audit()] == [False, False, True, True]


def test_the_entries_before_the_chain_are_sealed_by_it(old: str) -> None:
    with opened(old, write=True) as store:
        store.commit(ChangeSet(CART, 1, (NEW,), WHY))
    of_table = " ON audit" if "://" in old else ""
    run(old, f"DROP TRIGGER audit_never_update{of_table}", "UPDATE audit SET author = 'bea' WHERE id = 2")
    with opened(old) as store:
        assert store.check_audit().findings == (
            "Entry 3 does not follow what is before the chain as it was when it was written.",
        )


def test_where_the_columns_may_not_be_added_it_is_written_to_without(postgresql: Server) -> None:
    place = postgresql.new_database()
    make_native(place, {"cart/7": [("made", {"n": 1})]})
    run(place, *(f"ALTER TABLE audit DROP COLUMN {column.name}" for column in CHAIN))
    run(place, f"GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO {GUARDED}")
    guarded = postgresql.url(place.partition("?")[0].rpartition("/")[2], user=GUARDED, password=PASSWORD)
    with opened(guarded, write=True) as store:
        store.commit(ChangeSet(CART, 1, (NEW,), WHY))
        found = store.check_audit()
    assert (found.findings, found.entries, found.before) == ((), 2, 2)
