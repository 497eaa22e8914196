"""A sweep comes by each aggregate with all its events, in any layout as its own reader gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

import pytest

from leftfold.draft.draft import with_soft_delete
from leftfold.model.errors import Cancelled
from leftfold.model.event import Event
from leftfold.model.stream import StreamId
from leftfold.session import Session
from leftfold.store.store import Store
from leftfold.store.sweeping import Wanted
from tests.servers import Server
from tests.store.layouts.emmett import EMMETT_SQLITE
from tests.store.layouts.library import run_in_file
from tests.store_builders import TESTING, Payload, Place, Streams, make_eventsourcing, make_native, opened
from tests.test_preview_is_store import STATE

COURSE: list[tuple[str, Payload]] = [("placeStudent", {"lesson": 1}), ("lessonCompleted", {"lesson": 1})]
STREAMS: Streams = {
    **{f"student/{number:03}": COURSE for number in range(40)},
    "cart/001": [("added", {"n": 1})],
    "student/odd ü'": [*COURSE, ("resetProgress", {"lesson": 1}), ("odd", "not json")],
    "student/long": [COURSE[0], *[("lessonCompleted", {"lesson": n}) for n in range(50)]],
}


def swept(store: Store, wanted: Wanted | None = None) -> dict[StreamId, list[Event] | None]:
    found = store.whole.sweep.streams(wanted or Wanted(), progress=lambda _done, _total: None)
    return {one.stream: None if one.events is None else list(one.events) for one in found}


def read(store: Store, streams: Iterable[StreamId]) -> dict[StreamId, list[Event]]:
    indexes = map(store.index, streams)
    return {index.stream: list(store.events(index).read(1, len(index))) for index in indexes}


def all_streams(store: Store) -> list[StreamId]:
    return [one.stream for one in store.aggregates(limit=1_000)]


def native(path: Path) -> Path:
    return deleted_in(make_native(path, STREAMS))


def emmett(path: Path) -> Path:
    run_in_file(path, *EMMETT_SQLITE.schema, *EMMETT_SQLITE.rows)
    return path


def eventsourcing(path: Path) -> Path:
    ids = [f"{number:032x}" for number in range(1, 40)]
    return make_eventsourcing(path, [(id_, n, "shop:Order.Priced", STATE) for id_ in ids for n in (1, 2)])


def deleted_in(place: Place) -> Place:
    """The store with an event of it soft-deleted."""
    with closing(Session.open(str(place))) as session:
        session.unlock()
        replay = session.open_stream(StreamId("student", "007"))
        session.commit(with_soft_delete(session.new_draft(replay, TESTING), replay.index, 2))
    return place


@pytest.mark.parametrize("make", [native, emmett, eventsourcing])
def test_it_reads_what_the_reader_reads(make: Callable[[Path], Path], tmp_path: Path) -> None:
    with opened(make(tmp_path / "s.db")) as store:
        found = swept(store)
        assert list(found) == all_streams(store)
        assert found == read(store, found)


def test_it_reads_what_the_reader_reads_on_postgresql(postgresql: Server) -> None:
    with opened(deleted_in(make_native(postgresql.new_database(), STREAMS))) as store:
        found = swept(store)
        assert found == read(store, all_streams(store))
        assert [stream.id for stream in swept(store, Wanted(event_types=frozenset({"resetProgress"})))] == ["odd ü'"]


def test_only_those_of_a_type_or_with_a_type_of_event_where_asked(tmp_path: Path) -> None:
    with opened(native(tmp_path / "s.db")) as store:
        assert list(swept(store, Wanted("cart"))) == [StreamId("cart", "001")]
        resets = swept(store, Wanted(event_types=frozenset({"resetProgress", "added"})))
        assert list(resets) == [StreamId("cart", "001"), StreamId("student", "odd ü'")]
        assert resets == read(store, resets)
        assert list(swept(store, Wanted("student", frozenset({"added"})))) == []
        assert swept(store, Wanted("nothing")) == {}


def test_streams_too_long_are_named_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leftfold.store.sweeping.MOST", 40)
    with opened(native(tmp_path / "s.db")) as store:
        found = swept(store)
        assert [stream.id for stream, events in found.items() if events is None] == ["long"]
        assert list(found) == all_streams(store)


def test_names_are_listed_in_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leftfold.store.sweeping._WALKED", 7)
    with opened(native(tmp_path / "s.db")) as store:
        assert list(swept(store)) == all_streams(store)


def test_progress_is_told_and_may_end_it(tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    with opened(native(tmp_path / "s.db")) as store:
        list(store.whole.sweep.streams(Wanted(), progress=lambda done, total: told.append((done, total))))
        assert told.pop() == (43, None)
        list(
            store.whole.sweep.streams(
                Wanted(None, frozenset({"added"})), progress=lambda done, total: told.append((done, total))
            )
        )
        assert told.pop() == (1, 1)

        def end(_done: int, _total: int | None) -> None:
            raise Cancelled

        with pytest.raises(Cancelled):
            list(store.whole.sweep.streams(Wanted(None, frozenset({"added"})), progress=end))
