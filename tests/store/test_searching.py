"""The search over all payloads: everything that holds the text, in order, whatever the payloads and positions are."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.model.edits import Because, ChangeSet, SoftDelete
from leftfold.model.errors import Cancelled, StoreFailed
from leftfold.model.event import Undecodable
from leftfold.store import searching
from tests.store_builders import Streams, make_eventsourcing, make_native, opened, put_raw, stream_id

STREAMS: Streams = {
    "cart/7": [("added", {"article": "Lamp"}), ("added", {"article": "lamp"}), ("added", {"article": "Länge"})],
    "student/7": [("placeStudent", {"map": "Lamp", "lesson": 6})],
}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return make_native(tmp_path / "s.db", STREAMS)


def _found(path: Path, text: str, *, type: str | None = None) -> list[tuple[str, int]]:
    with opened(path) as store:
        return [(str(event.stream), event.version) for event in store.search(text, type=type)]


def test_an_event_is_found_whole(store: Path) -> None:
    with opened(store) as opened_store:
        (event,) = opened_store.search("Länge")
        index = opened_store.index(stream_id("cart/7"))
        assert event == list(opened_store.events(index).read(3, 3))[0]  # noqa: RUF015


@pytest.mark.parametrize(
    ("text", "type_", "found"),
    [
        ("Lamp", None, [("cart/7", 1), ("student/7", 1)]),
        ("lamp", None, [("cart/7", 2)]),
        ("Lamp", "student", [("student/7", 1)]),
        ('"lesson":6', None, [("student/7", 1)]),
        ("Lamp", "nothing", []),
        ("%", None, []),
    ],
)
def test_the_text_is_taken_as_it_is(store: Path, text: str, type_: str | None, found: list[tuple[str, int]]) -> None:
    assert _found(store, text, type=type_) == found


def test_payloads_that_are_no_text_are_searched_too(store: Path) -> None:
    put_raw(store, "cart/7", 4, b'{"article":"Lamp \xff"')
    put_raw(store, "cart/7", 5, 4711)
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute(
            "INSERT INTO events (aggregate_type, aggregate_id, version, event_type, payload, recorded_at) "
            "VALUES ('cart', '7', 6, 'odd', x'004c616d70ff', 'never')"
        )
    with opened(store) as opened_store:
        events = list(opened_store.search("Lamp", type="cart"))
        assert [event.version for event in events] == [1, 4, 6]
        assert [isinstance(event.data, Undecodable) for event in events] == [False, True, True]
    assert _found(store, "471") == [("cart/7", 5)]


def test_a_soft_deleted_event_is_found_as_one(store: Path) -> None:
    with opened(store, write=True) as writer:
        cart = stream_id("cart/7")
        writer.commit(ChangeSet(cart, 3, (SoftDelete(2),), Because("tester", "a test"), frozenset()))
    with opened(store) as reader:
        assert [event.deleted for event in reader.search("amp", type="cart")] == [False, True]


def test_a_foreign_store_is_searched(tmp_path: Path) -> None:
    path = make_eventsourcing(
        tmp_path / "s.db", [("x", 1, "m:Dog.Born", b'{"name":"Rex"}'), ("y", 1, "m:Cat.Born", b'{"name":"Tim"}')]
    )
    assert _found(path, "Rex") == [("Dog/x", 1)]
    assert _found(path, "name", type="Cat") == [("Cat/y", 1)]


@given(positions=st.sets(st.integers(1, 60), max_size=12), page=st.integers(1, 4), stretch=st.integers(1, 9))
def test_nothing_is_missed_or_found_twice(
    tmp_path_factory: pytest.TempPathFactory, positions: set[int], page: int, stretch: int
) -> None:
    path = make_native(tmp_path_factory.mktemp("s") / "s.db", {})
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(
            "INSERT INTO events VALUES (?1, 'cart', '7', ?1, 'added', iif(?1 % 3, 'here', 'there'), NULL, '')",
            [(position,) for position in positions],
        )
    with pytest.MonkeyPatch.context() as patch, opened(path) as store:
        patch.setattr(searching, "PAGE", page)
        patch.setattr(searching, "STRETCH", stretch)
        heard: list[int] = []
        found = [event.position for event in store.search("here", progress=heard.append)]
        assert found == sorted(positions)
        assert heard == sorted(heard)
        assert all(low < max(positions) for low in heard)


def test_it_streams_and_can_be_cancelled(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "STRETCH", 1)

    def cancel(position: int) -> None:
        assert position in (1, 2)
        if position == 2:
            raise Cancelled

    with opened(store) as opened_store:
        found = opened_store.search("a", progress=cancel)
        assert [next(found).version, next(found).version] == [1, 2]
        with pytest.raises(Cancelled):
            next(found)


def test_a_version_that_is_no_number_is_told(tmp_path: Path) -> None:
    path = make_eventsourcing(tmp_path / "s.db", [("x", 1, "m:Dog.Born", b"{}")])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE stored_events SET originator_version = 'one'")
    with opened(path) as store, pytest.raises(StoreFailed, match="in place of its version"):
        list(store.search("{"))
