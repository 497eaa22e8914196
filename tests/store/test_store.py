"""A store answers all that is asked of it, by its indexes, to several threads at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

import pytest

from leftfold.model.capability import Capability
from leftfold.model.edits import Append, ChangeSet, SoftDelete
from leftfold.model.errors import NotFound, Refused
from leftfold.model.snapshot import Basis, Snapshot
from leftfold.model.stream import StreamId
from leftfold.store.counting import Counts
from leftfold.store.store import Store
from tests.store.applications import append, application
from tests.store.named_stores import B
from tests.store.query_plans import plan
from tests.store_builders import TESTING, make_eventsourcing, make_native, opened, stream_id

Ask: TypeAlias = Callable[[Store, StreamId], object]

SALES = StreamId("sales", "*")
REQUESTS: dict[str, Ask] = {
    "types": lambda store, _stream: store.types(),
    "a page of aggregates": lambda store, _stream: store.aggregates(limit=2),
    "the next page": lambda store, stream: store.aggregates(after=stream, limit=2),
    "a page of a type": lambda store, stream: store.aggregates(type=stream.type, limit=2),
    "a page of what is found": lambda store, _stream: store.aggregates(find="7", limit=2),
    "a summary": lambda store, stream: store.summary(stream),
    "an id": lambda store, stream: store.resolve(f"{stream.type}/{stream.id}"),
    "an index": lambda store, stream: store.index(stream),
    "a page of events": lambda store, stream: list(store.events(store.index(stream)).read(2, 2)),
    "snapshots": lambda store, stream: store.snapshots(stream),
    "the audit of a stream": lambda store, stream: store.audit(stream),
    "a projection": lambda store, stream: store.projection_index(SALES, (stream.type,)),
    "a projection's events": lambda store, stream: list(
        store.projected(store.projection_index(SALES, (stream.type,))).read(1, 1)
    ),
    "a change": lambda store, _stream: store.change_token(),
}
"""Everything that the window asks while it is used."""


@pytest.mark.parametrize("name", REQUESTS)
def test_no_request_visits_every_event_of_a_native_store(native: Path, name: str) -> None:
    with opened(native) as store:
        steps = plan(native, store, lambda store: REQUESTS[name](store, stream_id("cart/7")))
    assert steps or name == "a change"
    assert [step for step in steps if step.startswith(("SCAN events", "SCAN deletions", "SCAN audit"))] == []
    # Only a page of aggregates is sorted, or the few streams that were picked out.
    assert all("ORDER BY" not in step for step in steps) or "page" in name or "summary" in name


@pytest.mark.parametrize("name", REQUESTS)
def test_no_request_visits_every_event_of_an_eventsourcing_store(foreign: Path, name: str) -> None:
    with opened(foreign) as store:
        steps = plan(foreign, store, lambda store: REQUESTS[name](store, StreamId("Cart", str(B))))
    assert [step for step in steps if step.startswith(("SCAN stored_events", "SCAN stored_snapshots"))] == []


def test_counts_tell_how_much_there_is(native: Path, tmp_path: Path) -> None:
    with opened(native, write=True) as store:
        assert store.counts() == Counts(events=7, aggregates=6, soft_deleted=0, snapshots=0, last_position=7)
        store.commit(ChangeSet(stream_id("cart/7"), 2, (SoftDelete(1),), TESTING))
        assert store.counts().soft_deleted == 1
    with opened(make_eventsourcing(tmp_path / "empty.db", [])) as store:
        assert store.counts() == Counts(events=0, aggregates=0, soft_deleted=0, snapshots=0, last_position=None)


def test_capabilities_follow_from_the_layout(native: Path, foreign: Path) -> None:
    with opened(native) as store:
        assert all(one.allowed for one in store.capabilities)
        assert store.capability("append") == Capability(
            "append", allowed=True, reason="Events can be appended to the end of a stream."
        )
    with opened(foreign) as store:
        denied = [one.name for one in store.capabilities if not one.allowed]
        assert denied == ["soft delete", "restore", "snapshots"]
        assert "knows no mark" in store.capability("soft delete").reason


def test_what_only_an_own_store_keeps_is_neither_looked_for_nor_written_elsewhere(foreign: Path) -> None:
    stream = StreamId("Cart", str(B))
    made = Snapshot(stream, 1, {}, None, Basis("any", "any", 1, 1, (), None))
    has = r"only in a store of Leftfold's own layout; foreign\.db has that of Python eventsourcing 9 on SQLite\."
    with opened(foreign, write=True) as store:
        assert (store.audit(), store.audit(stream)) == ((), ())
        with pytest.raises(Refused, match=f"^Snapshots are made {has}"):
            store.keep_snapshots([made], TESTING)
        with pytest.raises(Refused, match=f"^Events are imported {has}"):
            store.append_many([], TESTING)
        assert store.snapshots(stream) == ()


def test_several_threads_read_at_once(native: Path) -> None:
    stream = stream_id("cart/7")

    def read(_number: int) -> list[int]:
        return [event.version for event in store.events(store.index(stream)).read(1, 2)]

    with opened(native) as store, ThreadPoolExecutor(8) as threads:
        assert list(threads.map(read, range(100))) == [[1, 2]] * 100


def test_what_another_program_writes_is_seen_next_time(native: Path) -> None:
    stream = stream_id("cart/7")
    with opened(native) as store, application(native) as other:
        token = store.change_token()
        index = store.index(stream)
        other.run(append("cart/7", 3))
        assert store.change_token() != token
        assert [event.version for event in store.events(index).read(1, 2)] == [1, 2]
        assert len(store.index(stream)) == 3
        assert store.summary(stream).version == 3


def test_a_stream_that_is_not_there_is_told_by_each_request(native: Path) -> None:
    nobody = stream_id("cart/99")
    with opened(native) as store:
        index = store.index(stream_id("cart/7"))
        for ask in (store.index, store.summary, store.snapshots):
            with pytest.raises(NotFound, match=r"^s\.db has no aggregate cart/99; list its aggregates"):
                ask(nobody)
        assert store.audit(nobody) == ()
        with pytest.raises(NotFound, match="has no events of ghost"):
            store.projection_index(SALES, ("ghost",))
        assert index.ordinal_of(10**30) is None


def test_a_projection_continues_page_by_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leftfold.store.reader.INDEX_PAGE", 3)
    streams = {f"{('cart', 'dog')[number % 2]}/{number}": [("made", {"n": number})] for number in range(20)}
    with opened(make_native(tmp_path / "s.db", streams)) as store:
        index = store.projection_index(SALES, ("cart",))
        events = list(store.projected(index).read(1, len(index)))
    assert [event.stream.id for event in events] == [str(number) for number in range(0, 20, 2)]


def test_what_is_searched_and_snapshot_is_asked_of_the_store(native: Path) -> None:
    with opened(native, write=True) as store:
        heard: list[int] = []
        assert len(list(store.search("{", progress=heard.append))) == store.counts().events
        assert heard == []
        assert list(store.search("{", type="no such type")) == []
        stream = store.aggregates(limit=1)[0].stream
        made = Snapshot(stream, 1, {}, None, Basis("any", "any", 1, 1, (), None))
        assert store.keep_snapshots([made], TESTING) == 1
        assert store.counts().snapshots == 1


def test_what_may_not_be_written_is_refused(native: Path, foreign: Path) -> None:
    for path, said in ((native, r"^s\.db is open read-only; unlock it to write\.$"), (foreign, "knows no mark")):
        with opened(path) as store, pytest.raises(Refused, match=said):
            store.commit(ChangeSet(stream_id("cart/7"), 2, (SoftDelete(1),), TESTING))


def test_a_new_event_is_told_as_each_store_will_read_it(native: Path, foreign: Path) -> None:
    new = Append("made", {"n": 1}, datetime(2024, 6, 1, tzinfo=UTC))
    with opened(native) as own, opened(foreign) as other:
        assert own.as_read(new) == {"n": 1}
        assert other.as_read(new) == {"n": 1, "timestamp": "2024-06-01T00:00:00+00:00"}
