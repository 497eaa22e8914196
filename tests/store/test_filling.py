"""However and by whomever its pages are read, a stream's index ends as the one that is read whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path
from threading import Barrier

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leftfold.model.errors import StoreFailed
from leftfold.model.index import StreamIndex
from leftfold.store.filling import Filling
from leftfold.store.outline import unread_index
from leftfold.store.store import Store
from tests.store_builders import make_native, opened, stream_id

CART = stream_id("cart/7")
COUNT = 43
PAGE = 5
PAGES = 9


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a stream of many types among others, the later ones not met in its first pages."""
    events = [(f"type {number // 6}", {"n": number}) for number in range(1, COUNT + 1)]
    return make_native(tmp_path_factory.mktemp("filling") / "s.db", {"cart/6": events[:3], "cart/7": events})


@contextmanager
def _filled(path: Path) -> Iterator[tuple[Store, Filling]]:
    """The stream's index begun, in pages so small that it has many."""
    with pytest.MonkeyPatch.context() as patch, opened(path) as store:
        patch.setattr("leftfold.store.outline.LONG", 10)
        patch.setattr("leftfold.store.outline.INDEX_PAGE", PAGE)
        yield store, store.filling(CART)


def _types(index: StreamIndex) -> list[str]:
    return [index.type_names[code] for code in index.type_codes.tolist()]


def _assert_whole(index: StreamIndex, whole: StreamIndex) -> None:
    assert index.unread is None
    for name in ("versions", "positions", "times", "deleted"):
        assert np.array_equal(getattr(index, name), getattr(whole, name)), name
    assert _types(index) == _types(whole)


def test_what_is_begun_knows_its_versions_and_nothing_else(path: Path) -> None:
    with _filled(path) as (_store, filling):
        index = filling.index
    assert (len(index), index.last_version, index.count_read, index.type_names) == (COUNT, COUNT, 0, ())
    assert not index.has_read(np.arange(1, COUNT + 1)).any()


def test_the_walk_reads_the_first_page_and_the_last_one_first(path: Path) -> None:
    with _filled(path) as (store, filling):
        read = [index.has_read(np.arange(1, COUNT + 1)) for index in filling.walk()]
        assert len(read) == PAGES
        assert np.flatnonzero(read[0]).tolist() == [0, 1, 2, 3, 4]
        assert np.flatnonzero(read[1]).tolist() == [0, 1, 2, 3, 4, 40, 41, 42]
        _assert_whole(filling.index, store.index(CART))
        assert list(filling.walk()) == []


def test_what_was_given_earlier_stays_as_it_was(path: Path) -> None:
    with _filled(path) as (_store, filling):
        first = next(filling.walk())
        filling.covering(1, COUNT)
    assert (first.count_read, first.type_names) == (PAGE, ("type 0",))
    assert (first.type_at(5), first.type_at(6)) == ("type 0", "")


@settings(max_examples=60, deadline=None)
@given(
    steps=st.lists(st.tuples(st.sampled_from(["cover", "walk", "read"]), st.integers(1, COUNT), st.integers(1, COUNT)))
)
def test_any_order_of_reading_gives_the_same_events_and_the_same_index(
    path: Path, steps: list[tuple[str, int, int]]
) -> None:
    with _filled(path) as (store, filling):
        whole, filled = store.index(CART), store.events(filling)
        walk = filling.walk()
        for step, *bounds in steps:
            first, last = sorted(bounds)
            match step:
                case "cover":
                    assert filling.covering(first, last).has_read(np.arange(first, last + 1)).all()
                case "walk":
                    next(walk, None)
                case _:
                    assert list(filled.read(first, last)) == list(store.events(whole).read(first, last))
            index = filling.index
            for ordinal in range(1, COUNT + 1):
                assert index.type_at(ordinal) in ("", f"type {ordinal // 6}")
        for _rest in walk:
            pass
        _assert_whole(filling.index, whole)


def test_an_event_is_read_with_its_row_and_no_others(path: Path) -> None:
    with _filled(path) as (store, filling):
        (event,) = store.events(filling).read(12, 12)
    assert (event.version, event.type, event.data) == (12, "type 2", {"n": 12})
    assert filling.index.count_read == PAGE


def test_threads_that_race_see_the_same(path: Path) -> None:
    threads = 4
    with _filled(path) as (store, _filling), ThreadPoolExecutor(threads) as pool:
        whole = store.index(CART)
        events = list(store.events(whole).read(1, COUNT))
        for _round in range(10):
            filling, start = store.filling(CART), Barrier(threads)
            read = store.events(filling).read

            def walk(filling: Filling = filling, start: Barrier = start) -> list[int]:
                start.wait()
                return [index.count_read for index in filling.walk()]

            def fold(first: int, read=read, start: Barrier = start) -> bool:  # type: ignore[no-untyped-def]
                start.wait()
                return list(read(first, COUNT)) == events[first - 1 :]

            walks = [pool.submit(walk), pool.submit(walk)]
            folds = [pool.submit(fold, first) for first in (1, 30)]
            assert all(fold.result() for fold in folds)
            assert all(np.all(np.diff(one.result()) > 0) for one in walks)
            _assert_whole(filling.index, whole)


def test_what_was_appended_while_it_is_read_is_no_part_of_it(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "s.db"
    copy.write_bytes(path.read_bytes())
    with _filled(copy) as (store, filling):
        whole = store.index(CART)
        with closing(sqlite3.connect(copy)) as connection, connection:
            connection.execute(
                "INSERT INTO events (aggregate_type, aggregate_id, version, event_type, payload, recorded_at) "
                "VALUES ('cart', '7', 44, 'late', '{}', '2024-05-01T08:00:00.000000Z')"
            )
        _assert_whole(filling.covering(1, COUNT), whole)
        assert len(store.filling(CART).index) == COUNT + 1


@pytest.mark.parametrize("gone", ["version = 20", "version > 39", "aggregate_id = '7'"])
def test_events_that_went_away_meanwhile_are_told(path: Path, tmp_path: Path, gone: str) -> None:
    copy = tmp_path / "s.db"
    copy.write_bytes(path.read_bytes())
    with _filled(copy) as (store, filling):
        filled = store.events(filling)
        with closing(sqlite3.connect(copy)) as connection, connection:
            connection.execute("DROP TRIGGER events_never_delete")
            connection.execute(f"DELETE FROM events WHERE {gone}")
        with pytest.raises(StoreFailed, match=r"^Events that were listed are gone from s\.db; open it again\.$"):
            list(filling.walk())
        with pytest.raises(StoreFailed, match=r"^Events that were listed are gone from s\.db; open it again\.$"):
            list(filled.read(16, COUNT))
        assert filling.index.unread is not None


def test_an_index_that_is_whole_needs_nothing(path: Path) -> None:
    with opened(path) as store:
        filling = store.filling(CART)
        assert filling.index.unread is None
        assert list(filling.walk()) == []
        assert filling.covering(1, COUNT) is filling.index
        assert [event.version for event in store.events(filling).read(2, 3)] == [2, 3]


def test_an_index_that_is_not_all_read_is_of_no_use_by_itself(path: Path) -> None:
    with _filled(path) as (store, filling), pytest.raises(ValueError, match="not all of the index of cart/7"):
        store.events(filling.index)


@pytest.mark.parametrize("read", [(), (1, 43), (11, 20), (41, 43)])
@pytest.mark.parametrize("more", [1, 2, 3, 17])
def test_one_that_grew_keeps_what_is_read_and_reads_the_rest(
    path: Path, tmp_path: Path, read: tuple[int, ...], more: int
) -> None:
    copy = tmp_path / "s.db"
    copy.write_bytes(path.read_bytes())
    with _filled(copy) as (store, filling):
        if read:
            filling.covering(*read)
        before = filling.index
        with closing(sqlite3.connect(copy)) as connection, connection:
            connection.executemany(
                "INSERT INTO events (aggregate_type, aggregate_id, version, event_type, payload, recorded_at) "
                "VALUES ('cart', '7', ?, ?, '{}', '2024-05-01T08:00:00.000000Z')",
                [(COUNT + number, f"late {number}") for number in range(1, more + 1)],
            )
        grown = filling.grown(unread_index(CART, store.outline(CART)))
        assert grown is not None
        index, ordinals = grown.index, np.arange(1, COUNT - COUNT % PAGE + 1)
        assert len(index) == COUNT + more
        assert index.has_read(ordinals).tolist() == before.has_read(ordinals).tolist()
        assert not index.has_read(np.arange(len(ordinals) + 1, len(index) + 1)).any()
        filling.covering(1, COUNT)
        _assert_whole(grown.covering(1, len(index)), store.index(CART))
        assert len(filling.index) == COUNT
        assert "late 1" not in filling.index.type_names


def test_one_that_was_read_whole_is_read_anew_when_it_grew(path: Path) -> None:
    with _filled(path) as (store, filling):
        assert Filling(store.index(CART)).grown(filling.index) is None


def test_the_walk_reads_first_what_is_looked_at(path: Path) -> None:
    looked_at = iter([23, 23, 37, 1, *[1] * PAGES])
    with _filled(path) as (_store, filling):
        first, *_more = steps = [
            index.has_read(np.arange(1, COUNT + 1)) for index in filling.walk(near=lambda: next(looked_at))
        ]
    assert np.flatnonzero(first).tolist() == [20, 21, 22, 23, 24]
    assert [int(np.flatnonzero(new & ~old)[0]) for old, new in pairwise(steps)] == [0, 40, 35, 5, 10, 15, 25, 30]
