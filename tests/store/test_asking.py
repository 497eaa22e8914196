"""What the database answers is what a fold gives, or it is not asked."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leftfold.domain.report import Report
from leftfold.model.edits import Restore, SoftDelete
from leftfold.model.errors import Cancelled
from leftfold.model.query import Measure, Query, Source, Take
from leftfold.model.stream import StreamId
from leftfold.reports.running import streamed
from leftfold.store.store import Store
from tests.reports.made_reports import ALL_TAKES, EACH, MONTHLY, change
from tests.servers import Server
from tests.store_builders import make_eventsourcing, make_native, opened

TYPES: Final = ("bag", "box")
PLAIN: Final = [
    '{"n": 3}',
    '{"n": -0}',
    '{"n": 3.0}',
    '{"n": "3"}',
    '{"n": true}',
    '{"n": null}',
    '{"n": [5]}',
    '{"n": 9007199254740991}',
    '{"n": 9007199254740992}',
    '{"n": 1, "n": 7}',
    '{"n": 7, "n": null}',
    '{"deep": {"n": 4}}',
    '{"deep": {"n": 1, "n": 6}, "n": 2}',
    '{"deep": "{\\"n\\": 4}"}',
    '{"deep": [1]}',
    "[1, 2]",
    '"n"',
    "7",
    '{"n": "é"}',
    '{"n": 12e1}',
    '{"n": "1e5"}',
    '{"n": 5, "long": "' + "x" * 400 + '"}',
]
"""Payloads that any database reads as Leftfold does, or tells apart from such."""
ODD: Final = [
    '{"n": 1e999}',
    '{"\\u006e": 5}',
    '{"n": "\\ud800"}',
    "{",
    "",
    '{"n": ' + "[" * 260 + "]" * 260 + "}",
    "{'n': 5}",
    '{"n": 5 /* */}',
    '{"n": NaN}',
]
"""Payloads in which databases differ from Leftfold, or from each other."""

_EVENTS = st.lists(st.tuples(st.sampled_from(["put", "taken", "other"]), st.sampled_from(PLAIN)), max_size=6)
_ODD_EVENTS = st.lists(st.tuples(st.sampled_from(["put", "taken"]), st.sampled_from(PLAIN + ODD)), max_size=6)


def nobody(_done: int) -> None:
    """Nobody watches."""


def asked(report: Report, store: Store, types: tuple[str, ...] = TYPES) -> object:
    """What the database answers to the query of a report."""
    assert isinstance(report.reads, Query)
    return store.whole.asking.answer(report.reads, types)


def folded(report: Report, store: Store, types: tuple[str, ...] = TYPES) -> object:
    """What the fold of the report gives."""
    return {stream: part.rows for stream, part in streamed(report, store, types, nobody).items() if part.rows}


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(["box/a", "box/b", "bag/a"]), _EVENTS), st.data())
def test_sqlite_answers_what_a_fold_gives(streams: dict[str, list[tuple[str, str]]], data: st.DataObject) -> None:
    with TemporaryDirectory() as folder, opened(make_native(Path(folder) / "s.sqlite", streams), write=True) as store:
        for name, events in streams.items():
            for version in data.draw(st.sets(st.integers(1, len(events)))) if events else ():
                change(store, name, SoftDelete(version))
                if data.draw(st.booleans()):
                    change(store, name, Restore(version))
        for report in (EACH, MONTHLY):
            assert asked(report, store) == folded(report, store)


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(["box/a", "box/b"]), _ODD_EVENTS))
def test_whatever_is_stored_sqlite_says_what_a_fold_gives_or_nothing(streams: dict[str, list[tuple[str, str]]]) -> None:
    with TemporaryDirectory() as folder, opened(make_native(Path(folder) / "s.sqlite", streams)) as store:
        answer = asked(EACH, store)
        assert isinstance(answer, str) or answer == folded(EACH, store)


def test_postgresql_answers_what_a_fold_gives(postgresql: Server) -> None:
    streams = {
        "box/a": [("put", payload) for payload in PLAIN],
        "box/b": [("taken", payload) for payload in reversed(PLAIN)],
        "bag/ä": [("put", '{"n": 1}'), ("other", '{"n": 1}'), ("put", '{"n": 2}')],
    }
    with opened(make_native(postgresql.new_database(), streams), write=True) as store:
        change(store, "bag/ä", SoftDelete(3))
        change(store, "box/a", SoftDelete(8))
        change(store, "box/b", SoftDelete(2))
        change(store, "box/b", Restore(2))
        for report in (EACH, MONTHLY):
            answer = asked(report, store)
            assert isinstance(answer, dict)
            assert answer == folded(report, store)
        assert asked(EACH, store, ("bag",)) == {StreamId("bag", "ä"): ((1, 1, 1, 2, 1),)}


@pytest.mark.parametrize("payload", ODD)
def test_of_odd_payloads_postgresql_says_what_a_fold_gives_or_nothing(postgresql: Server, payload: str) -> None:
    with opened(make_native(postgresql.new_database(), {"box/a": [("put", payload), ("put", '{"n": 1}')]})) as store:
        answer = asked(EACH, store)
        assert isinstance(answer, str) or answer == folded(EACH, store)


def _put(path: Path, *, payload: bytes = b"{}", at: str = "2024-05-01T08:00:00.000000Z") -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO events (aggregate_type, aggregate_id, version, event_type, payload, recorded_at) "
            "VALUES ('box', 'z', 1, 'put', CAST(? AS TEXT), ?)",
            (payload, at),
        )


@pytest.mark.parametrize("payload", [b'{"n": "\xff"}', b'{"n": "\xe2\xa9"}', b'{"n": 1}\x00', b'{"n": "\x02"}'])
def test_bytes_that_are_no_text_say_what_a_fold_gives_or_nothing(tmp_path: Path, payload: bytes) -> None:
    path = make_native(tmp_path / "s.sqlite", {"box/a": [("put", {"n": 1})]})
    _put(path, payload=payload)
    with opened(path) as store:
        answer = asked(EACH, store)
        assert "in another way" in str(answer) or answer == folded(EACH, store)


def test_times_that_are_written_otherwise_are_left_to_the_fold(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.sqlite", {"box/a": [("put", {"n": 1})]})
    _put(path, at="2024-05-31T23:30:00-02:00")
    with opened(path) as store:
        assert "in another way" in str(asked(MONTHLY, store))
        assert isinstance(asked(EACH, store), dict), "without months, times do not count"


def test_a_key_of_odd_signs_and_a_store_of_others_are_left_to_the_fold(tmp_path: Path) -> None:
    odd = Query((Measure(Take.MAX, (Source("put", ('"',)),)),))
    with opened(make_native(tmp_path / "s.sqlite", {"box/a": [("put", {"n": 1})]})) as store:
        assert store.whole.asking.answer(odd, TYPES) == "a key it asks for is no plain name"
    with opened(make_eventsourcing(tmp_path / "e.db", [("x", 1, "m:Dog.Born", b"{}")])) as store:
        assert "not laid out" in str(store.whole.asking.answer(Query(ALL_TAKES), ("Dog",)))


def test_it_ends_where_nobody_waits_any_more(tmp_path: Path) -> None:
    def gone() -> None:
        raise Cancelled

    with opened(make_native(tmp_path / "s.sqlite", {"box/a": [("put", {"n": 1})]})) as store, pytest.raises(Cancelled):
        store.whole.asking.answer(Query(ALL_TAKES), TYPES, check=gone)


def test_where_only_events_count_payloads_are_not_looked_at(tmp_path: Path) -> None:
    counting = Query((Measure(Take.COUNT, (Source("put"),)),))
    with opened(make_native(tmp_path / "s.sqlite", {"box/a": [("put", "{"), ("put", "")]})) as store:
        assert store.whole.asking.answer(counting, TYPES) == {StreamId("box", "a"): ((2,),)}
