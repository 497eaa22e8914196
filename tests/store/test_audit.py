"""The audit tells who changed what, when and why."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine

from leftfold import __version__
from leftfold.model.chain import Checked
from leftfold.model.edits import Append, Because, ChangeSet, SoftDelete, States
from leftfold.model.errors import Conflict, Refused
from leftfold.model.event import Undecodable
from leftfold.model.snapshot import Basis, Snapshot
from leftfold.store.audit import Span, entries, record
from leftfold.store.bulk import NewRow
from leftfold.store.store import Store
from tests.store_builders import START, TESTING, make_eventsourcing, make_native, opened, stream_id

CART, DOG = stream_id("cart/7"), stream_id("dog/7")


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with opened(make_native(place, {}), write=True) as store:
        yield store


@pytest.fixture
def connection(store: Store) -> Iterator[Connection]:
    with store._database.transaction() as connection:
        yield connection


def test_an_entry_is_read_as_it_was_recorded(connection: Connection) -> None:
    before = datetime.now(UTC)
    record(connection, Because("mira", "why", "SUP-1"), [{"edit": "delete", "version": 3}], Span(CART, 5, 6))
    entry = entries(connection, CART)[0]
    assert entry.at is not None
    assert before <= entry.at <= datetime.now(UTC)
    assert (entry.because, entry.tool) == (Because("mira", "why", "SUP-1"), f"leftfold {__version__}")
    assert (entry.stream, entry.base_version, entry.version) == (CART, 5, 6)
    assert entry.edits == [{"edit": "delete", "version": 3}]


def test_entries_are_told_apart_by_stream_and_given_in_order(connection: Connection) -> None:
    for reason, span in [("a", Span(CART, None, 1)), ("b", None), ("c", Span(DOG, 1, 2)), ("d", Span(CART, 1, 1))]:
        record(connection, Because("mira", reason), [], span)
    assert [entry.because.reason for entry in entries(connection, CART)] == ["a", "d"]
    assert [entry.because.reason for entry in entries(connection, DOG)] == ["c"]
    made, *others = entries(connection, None)
    assert made.because == TESTING
    assert [(entry.because.reason, entry.stream) for entry in others] == [
        ("a", CART),
        ("b", None),
        ("c", DOG),
        ("d", CART),
    ]


def test_an_entry_that_another_program_wrote_oddly_hides_no_other(tmp_path: Path) -> None:
    path = make_native(tmp_path / "odd.db", {})
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO audit (at, author, reason, ticket, tool, edits) "
            "VALUES ('yesterday', CAST(x'4aff' AS TEXT), x'776879', '', 'hand', '{bad')"
        )
    with opened(path) as store:
        first, odd = store.audit()
    assert first.because == TESTING
    assert (odd.at, odd.because, odd.tool) == (None, Because(r"J\xff", "why"), "hand")
    assert isinstance(odd.edits, Undecodable)


def test_a_store_without_an_audit_has_no_entries(tmp_path: Path) -> None:
    with opened(make_eventsourcing(tmp_path / "f.db", [])) as store:
        assert store.audit() == ()


NEW = Append("itemAdded", {"item": "x"}, START)
WHY = Because("mira", "why", "SUP-1")


@pytest.fixture
def written(place: str) -> str:
    """A store with an import, and then three commits, in the chain of its audit."""
    make_native(place, {"cart/7": [("made", {"n": 1})]})
    with opened(place, write=True) as store:
        for base in (1, 2, 3):
            store.commit(ChangeSet(CART, base, (NEW,), WHY, states=States("cart", f"b{base}", f"a{base}")))
    return place


def checked(place: str, *, kept: str = "") -> Checked:
    with opened(place) as store:
        return store.check_audit(kept=kept)


def tamper(place: str, *statements: str) -> None:
    """Change the audit past the triggers, as one who owns the database can."""
    engine = create_engine(
        place.replace("postgresql:", "postgresql+psycopg:") if "://" in place else f"sqlite:///{place}"
    )
    is_file = "://" not in place
    with engine.begin() as connection:
        for change in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER audit_never_{change}" + ("" if is_file else " ON audit"))
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def test_an_entry_tells_the_edits_in_full_and_what_became_of_the_state(written: str) -> None:
    with opened(written) as store:
        made, *_others, last = store.audit()
    assert (made.number, made.states, last.number) == (1, None, 4)
    assert last.states == States("cart", "b3", "a3")
    assert last.written == (
        {"edit": "append", "type": "itemAdded", "data": {"item": "x"}, "version": 4, "position": 4},
    )


def test_each_entry_follows_the_one_before(written: str) -> None:
    with opened(written) as store:
        one, two, three, four = store.audit()
    assert [two.previous, three.previous, four.previous] == [one.hash, two.hash, three.hash]
    found = checked(written)
    assert (found.findings, found.entries, found.before, found.last_hash) == ((), 4, 0, four.hash)


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (("UPDATE audit SET reason = 'other' WHERE id = 2",), "Entry 2 is not as it was written"),
        (("UPDATE audit SET state_after = 'x' WHERE id = 3",), "Entry 3 is not as it was written"),
        (("UPDATE audit SET at = '2020-01-01T00:00:00Z' WHERE id = 3",), "Entry 3 is not as it was written"),
        (("DELETE FROM audit WHERE id = 3",), "Entry 3 is gone from before entry 4."),
        (
            (
                "UPDATE audit SET id = 99 WHERE id = 2",
                "UPDATE audit SET id = 2 WHERE id = 3",
                "UPDATE audit SET id = 3 WHERE id = 99",
            ),
            "Entry 3 does not follow entry 2 as it was when it was written.",
        ),
        (("DELETE FROM audit WHERE id = 4",), "Entry 4 is cut off the end: entries were numbered up to 4."),
        (("UPDATE audit SET hash = NULL, previous = NULL WHERE id = 4",), "Entry 4 is not in the chain"),
    ],
)
def test_what_the_owner_of_the_database_did_to_the_audit_shows(
    written: str, statements: tuple[str, ...], said: str
) -> None:
    tamper(written, *statements)
    assert any(finding.startswith(said) for finding in checked(written).findings), checked(written).findings


def test_a_tail_that_is_cut_off_with_its_count_shows_by_the_hash_that_was_kept(written: str) -> None:
    kept = checked(written).last_hash
    count = "UPDATE sqlite_sequence SET seq = 3 WHERE name = 'audit'"
    tamper(written, "DELETE FROM audit WHERE id = 4", "UPDATE numbers SET entry = 3" if "://" in written else count)
    assert checked(written).whole
    assert checked(written, kept=kept).findings == (
        f"No entry has the hash {kept}: the one that had it was changed or cut off.",
    )


def test_what_is_written_after_a_cut_leaves_the_gap(written: str) -> None:
    tamper(written, "DELETE FROM audit WHERE id = 4")
    with opened(written, write=True) as store:
        store.commit(ChangeSet(CART, 4, (NEW,), WHY))
    assert checked(written).findings == ("Entry 4 is gone from before entry 5.",)


def test_the_hash_that_was_kept_is_still_there_after_more_is_written(written: str) -> None:
    kept = checked(written).last_hash
    with opened(written, write=True) as store:
        store.commit(ChangeSet(CART, 4, (NEW,), WHY))
    found = checked(written, kept=kept)
    assert (found.whole, found.after_kept) == (True, 1)


def test_what_is_not_committed_takes_no_number(written: str) -> None:
    with opened(written, write=True) as store:
        with pytest.raises(Conflict):
            store.commit(ChangeSet(CART, 1, (NEW,), WHY))
        with pytest.raises(Refused):
            store.commit(ChangeSet(CART, 4, (NEW, SoftDelete(9)), WHY))
        store.commit(ChangeSet(CART, 4, (NEW,), WHY))
    assert checked(written).findings == ()
    assert checked(written).entries == 5


def test_writers_at_once_chain_one_after_the_other(written: str) -> None:
    def write(number: int) -> None:
        stream = stream_id(f"cart/own{number}")
        with opened(written, write=True) as store:
            for base in (None, 1, 2, 3):
                store.commit(ChangeSet(stream, base, (NEW,), WHY))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    found = checked(written)
    assert (found.findings, found.entries) == ((), 20)


def test_imports_and_snapshots_are_in_the_chain(written: str) -> None:
    basis = Basis("cart", "a mark", 4, 4, (), None)
    with opened(written, write=True) as store:
        store.append_many([NewRow(DOG, "born", "{}", START)], WHY)
        store.keep_snapshots([Snapshot(CART, 4, {"n": 2}, None, basis)], WHY)
    found = checked(written)
    assert (found.findings, found.entries, found.before) == ((), 6, 0)
