"""The native schema keeps history as it is, whoever writes to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.store_builders import make_eventsourcing, make_native, opened


@pytest.fixture
def raw(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    path = make_native(tmp_path / "s.db", {"cart/7": [("itemAdded", {}), ("itemAdded", {}), ("itemRemoved", {})]})
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def _mark(raw: sqlite3.Connection, position: int, action: str) -> None:
    raw.execute(
        "INSERT INTO deletions (position, action, at, by, reason) VALUES (?, ?, '2024', 'me', 'why')",
        (position, action),
    )


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("UPDATE events SET payload = '{}'", "a stored event is never edited or deleted"),
        ("DELETE FROM events", "a stored event is never edited or deleted"),
        ("UPDATE deletions SET action = 'restore'", "a deletion is never edited or deleted"),
        ("DELETE FROM deletions", "a deletion is never edited or deleted"),
        ("UPDATE audit SET reason = 'none'", "the audit is never edited or deleted"),
        ("DELETE FROM audit", "the audit is never edited or deleted"),
    ],
)
def test_history_cannot_be_changed(raw: sqlite3.Connection, statement: str, refusal: str) -> None:
    _mark(raw, 1, "delete")
    with pytest.raises(sqlite3.IntegrityError, match=refusal):
        raw.execute(statement)


def test_a_version_is_given_once_and_starts_at_one(raw: sqlite3.Connection) -> None:
    insert = (
        "INSERT INTO events (aggregate_type, aggregate_id, version, event_type, payload, recorded_at) "
        "VALUES ('cart', '7', ?, 'x', '{}', '2024')"
    )
    for version in (0, 3):
        with pytest.raises(sqlite3.IntegrityError):
            raw.execute(insert, (version,))
    raw.execute(insert, (4,))


def test_only_the_latest_mark_of_an_event_counts(raw: sqlite3.Connection) -> None:
    live = "SELECT version FROM live_events ORDER BY version"
    for position, action, wanted in [(1, "delete", [2, 3]), (3, "delete", [2]), (1, "restore", [1, 2])]:
        _mark(raw, position, action)
        assert [version for (version,) in raw.execute(live)] == wanted


def test_a_mark_is_a_deletion_or_a_restoring(raw: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        _mark(raw, 1, "erase")


@pytest.mark.parametrize("gone", ["events_never_update", "deletions_never_delete", ""])
def test_whether_events_are_kept_is_told_by_the_triggers_that_are_there(tmp_path: Path, gone: str) -> None:
    path = make_native(tmp_path / "s.db", {"cart/7": [("a", {})]})
    with opened(path) as store:
        assert store.keeps_events()
        with closing(sqlite3.connect(path)) as connection, connection:
            if gone:
                connection.execute(f"DROP TRIGGER {gone}")
        assert store.keeps_events() is not bool(gone)
    with opened(make_eventsourcing(tmp_path / "e.db", [("a" * 32, 1, "shop:Cart.Added", b"{}")])) as store:
        assert not store.keeps_events()
