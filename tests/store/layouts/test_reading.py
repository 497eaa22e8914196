"""Whatever its library, a store is read as what the library has written, by every way there is to ask for it."""

from __future__ import annotations

from datetime import datetime

import pytest

from leftfold.model.errors import NotFound, Refused
from leftfold.model.event import Event
from leftfold.model.stream import StreamId
from leftfold.store.outline import outline_of
from leftfold.store.store import Store
from leftfold.store.sweeping import Wanted
from tests.store.layouts.libraries import LIBRARIES
from tests.store.layouts.library import Library, Place, Stored, opened

pytestmark = pytest.mark.parametrize("library", LIBRARIES, ids=str)


def events(store: Store, stream: StreamId) -> tuple[Stored, ...]:
    """The events of a stream, read one page after the other."""
    index = store.index(stream)
    return tuple(map(stored, store.events(index).read(1, len(index))))


def stored(event: Event) -> Stored:
    return Stored(
        event.version, event.type, event.data, event.metadata, event.recorded_at, event.position, event.deleted
    )


def target(library: Library, place: Place) -> str:
    return place.make(library.database, *library.schema, *library.rows)


def test_the_layout_is_told(library: Library, place: Place) -> None:
    with opened(target(library, place)) as store:
        assert store.layout.key == library.layout
        assert library.table in store.explanation


def test_each_stream_is_listed_with_what_it_has(library: Library, place: Place) -> None:
    with opened(target(library, place)) as store:
        listed = store.aggregates(limit=1000)
        assert {(one.stream, one.events, one.version, one.first_at, one.last_at) for one in listed} == {
            (stream, len(known), known[-1].version, *_ends(known)) for stream, known in library.expected.items()
        }
        assert len(listed) == len(library.expected)
        assert set(store.types()) == {stream.type for stream in library.expected}


def _ends(known: tuple[Stored, ...]) -> tuple[datetime | None, datetime | None]:
    return known[0].recorded_at, known[-1].recorded_at


def test_pages_of_one_follow_each_other(library: Library, place: Place) -> None:
    with opened(target(library, place)) as store:
        whole = [one.stream for one in store.aggregates(limit=1000)]
        after, pages = None, list[StreamId]()
        while page := store.aggregates(limit=1, after=after):
            after = page[0].stream
            pages.append(after)
        assert pages == whole
        by_type = [one.stream for type_ in store.types() for one in store.aggregates(type=type_, limit=1000)]
        assert sorted(by_type) == sorted(whole)


def test_the_events_are_those_of_the_library(library: Library, place: Place) -> None:
    with opened(target(library, place)) as store:
        assert {stream: events(store, stream) for stream in library.expected} == library.expected


def test_the_outline_is_that_of_the_index(library: Library, place: Place) -> None:
    with opened(target(library, place)) as store:
        for stream in library.expected:
            assert store.outline(stream) == outline_of(store.index(stream))


def test_a_stream_is_found_by_its_name(library: Library, place: Place) -> None:
    with opened(target(library, place)) as store:
        for stream in library.expected:
            assert store.resolve(str(stream)) == stream
            assert store.summary(stream).stream == stream
            assert stream in {one.stream for one in store.aggregates(find=stream.id, limit=1000)}
        with pytest.raises(NotFound, match="no aggregate"):
            store.resolve("there is none of this name")
        with pytest.raises(NotFound):
            store.index(StreamId("nothing", "like it"))


def test_a_text_in_a_payload_is_found(library: Library, place: Place) -> None:
    with opened(target(library, place)) as store:
        found = [(event.stream, stored(event)) for event in store.search(library.sought)]
        wanted = [
            (stream, one)
            for stream, known in library.expected.items()
            for one in known
            if library.sought in str(one.data)
        ]
        assert wanted
        assert sorted(found, key=str) == sorted(wanted, key=str)
        type_ = wanted[0][0].type
        assert {event.stream for event in store.search(library.sought, type=type_)} == {
            stream for stream, _one in wanted if stream.type == type_
        }
        assert list(store.search("there is no such text")) == []


def test_all_events_have_one_order_or_the_reason_is_told(library: Library, place: Place) -> None:
    everything = StreamId("all", "*")
    with opened(target(library, place)) as store:
        if not store.capability("global order").allowed:
            with pytest.raises(Refused, match="order"):
                store.projection_index(everything, store.types())
            assert store.counts().last_position is None
            return
        index = store.projection_index(everything, store.types())
        read = list(store.projected(index).read(1, len(index)))
        positions = [event.position for event in read]
        known = [(stream, one) for stream, stored in library.expected.items() for one in stored]
        assert positions == sorted(one.position or 0 for _stream, one in known)
        assert {(event.stream, event.type, event.position) for event in read} == {
            (stream, one.type, one.position) for stream, one in known
        }
        assert store.counts().last_position == positions[-1]


def test_everything_is_counted(library: Library, place: Place) -> None:
    known = [one for stored in library.streams.values() for one in stored]
    with opened(target(library, place)) as store:
        counts = store.counts()
        assert (counts.events, counts.aggregates) == (len(known), len(library.streams))
        assert counts.soft_deleted == sum(one.deleted for one in known)
        assert counts.snapshots == sum(map(len, library.snapshots.values()))


def test_snapshots_are_those_of_the_application(library: Library, place: Place) -> None:
    with opened(target(library, place)) as store:
        for stream in library.expected:
            found = [(one.version, one.state) for one in store.snapshots(stream)]
            assert found == list(library.snapshots.get(str(stream), ()))


def test_what_is_absent_has_its_reason(library: Library, place: Place) -> None:
    with opened(target(library, place)) as store:
        for capability in store.capabilities:
            assert capability.reason.endswith(".")
        assert not store.capability("soft delete").allowed


def test_nothing_is_written_by_looking(library: Library, place: Place) -> None:
    where = target(library, place)
    with opened(where) as store:
        before = store.counts()
        for stream in library.expected:
            events(store, stream)
    with opened(where) as store:
        assert store.counts() == before


def test_a_sweep_comes_by_each_stream_with_the_same_events(library: Library, place: Place) -> None:
    with opened(target(library, place)) as store:
        assert swept(store, Wanted()) == library.expected
        for type_ in store.types():
            own = {stream: known for stream, known in library.expected.items() if stream.type == type_}
            assert swept(store, Wanted(type_)) == own
        # Others may come as well where the store cannot tell cheaply, and none may be missing.
        for kind in {one.type for known in library.expected.values() for one in known}:
            having = {stream for stream, known in library.expected.items() if any(one.type == kind for one in known)}
            assert having <= swept(store, Wanted(event_types=frozenset({kind}))).keys()


def swept(store: Store, wanted: Wanted) -> dict[StreamId, tuple[Stored, ...]]:
    found = store.whole.sweep.streams(wanted, progress=lambda _done, _total: None)
    return {one.stream: tuple(map(stored, one.events or ())) for one in found}
