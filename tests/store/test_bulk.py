"""Many events are appended at once, all of them or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from leftfold.model.edits import Because
from leftfold.model.errors import Cancelled, Refused, StoreFailed
from leftfold.store.bulk import Appended, NewRow
from leftfold.store.store import Store
from tests.servers import Server
from tests.store.applications import append, application
from tests.store_builders import TESTING, make_eventsourcing, make_native, opened, stream_id

AT = datetime(2024, 5, 1, 8, 0, 0, 250, tzinfo=UTC)


def row(stream: str, number: int = 0) -> NewRow:
    return NewRow(stream_id(stream), "counted", f'{{"n": {number}}}', AT, '{"from": "a test"}')


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with opened(make_native(place, {"cart/7": [("made", {})]}), write=True) as store:
        yield store


def test_rows_go_to_the_ends_of_their_streams(store: Store) -> None:
    rows = [row("cart/7", 1), row("cart/8", 2), row("cart/7", 3), row("dog/7", 4)]
    assert store.append_many(rows, TESTING) == Appended(4, 3)
    index = store.index(stream_id("cart/7"))
    events = list(store.events(index).read(2, 3))
    assert [(event.version, event.position, event.data) for event in events] == [(2, 2, {"n": 1}), (3, 4, {"n": 3})]
    assert {(event.type, event.recorded_at) for event in events} == {("counted", AT)}
    assert events[0].metadata == {"from": "a test"}
    assert [summary.events for summary in store.aggregates()] == [3, 1, 1]


def test_the_audit_tells_of_an_import_once(store: Store) -> None:
    store.append_many([row("cart/8"), row("cart/9")], Because("mira", "moved from the old shop", "OPS-1"))
    entry = store.audit()[-1]
    assert (entry.because, entry.stream) == (Because("mira", "moved from the old shop", "OPS-1"), None)
    assert (entry.base_version, entry.version) == (None, None)
    assert entry.edits == [{"edit": "import", "events": 2, "streams": 2}]


def test_progress_is_told_batch_by_batch_and_may_end_the_work(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leftfold.store.bulk._BATCH", 10)
    heard: list[int] = []

    def stop(done: int) -> None:
        heard.append(done)
        if done > 15:
            raise Cancelled

    rows = [row("cart/8", number) for number in range(35)]
    with pytest.raises(Cancelled):
        store.append_many(rows, TESTING, progress=stop)
    assert heard == [10, 20]
    assert (store.counts().events, len(store.audit())) == (1, 1)
    assert store.append_many(rows, TESTING, progress=heard.append) == Appended(35, 1)
    assert heard == [10, 20, 10, 20, 30, 35]


@pytest.mark.parametrize("odd", ["cart/a\0b", "ca\0rt/7"])
def test_a_name_that_a_server_cannot_keep_ends_the_import(postgresql: Server, odd: str) -> None:
    with opened(make_native(postgresql.new_database(), {}), write=True) as store:
        with pytest.raises(StoreFailed, match="keeps no text with a NUL sign in it; leave that sign out"):
            store.append_many([row("cart/8"), row(odd)], TESTING)
        assert store.counts().events == 0


def test_a_source_that_fails_leaves_nothing(store: Store) -> None:
    def failing() -> Iterable[NewRow]:
        yield from (row("cart/8", number) for number in range(12_000))
        raise KeyError

    with pytest.raises(KeyError):
        store.append_many(failing(), TESTING)
    assert store.counts().events == 1


def test_no_rows_are_an_import_of_none(store: Store) -> None:
    assert store.append_many([], TESTING) == Appended(0, 0)


def test_a_reason_is_asked_for(store: Store) -> None:
    with pytest.raises(Refused, match=r"^No reason was given; say why the events are appended\.$"):
        store.append_many([row("cart/8")], Because("mira", " "))
    assert store.counts().events == 1


def test_a_store_that_is_only_read_takes_none(tmp_path: Path) -> None:
    with opened(make_native(tmp_path / "n.db", {})) as store, pytest.raises(Refused, match="is open read-only"):
        store.append_many([row("cart/8")], TESTING)
    with (
        opened(make_eventsourcing(tmp_path / "f.db", [])) as store,
        pytest.raises(Refused, match="Events are imported only"),
    ):
        store.append_many([row("cart/8")], TESTING)


@pytest.mark.usefixtures("impatient")
def test_a_store_that_another_writes_to_is_told(tmp_path: Path) -> None:
    path = make_native(tmp_path / "n.db", {})
    with opened(path, write=True) as store, application(path) as other:
        other.run("BEGIN IMMEDIATE")
        other.run(append("cart/8", 1))
        with pytest.raises(StoreFailed, match="is locked by another program"):
            store.append_many([row("cart/8")], TESTING)
        other.run("COMMIT")
        store.append_many([row("cart/8")], TESTING)
        assert store.summary(stream_id("cart/8")).version == 2
