"""Events are appended as each library appends them, are read as they were meant, and clash where another was first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Final

import pytest

from leftfold.model.edits import Append, Because, ChangeSet
from leftfold.model.errors import Conflict, Refused
from leftfold.model.event import Event
from leftfold.model.json import JsonObject
from leftfold.model.stream import StreamId
from leftfold.store.forms import DocumentForm
from leftfold.store.layout_files import load_layout
from leftfold.store.opening import open_store
from leftfold.store.store import Store
from tests.store.layouts.dotnet_writers import DOTNET_WRITERS
from tests.store.layouts.functions import FUNCTIONS
from tests.store.layouts.libraries import LIBRARIES
from tests.store.layouts.library import ODD, Library, Place
from tests.store.layouts.rails_event_store import RAILS_JSON_SQLITE, RAILS_POSTGRESQL, RAILS_SQLITE

WHY: Final = Because("Ann", "put right", "T-1")
AT: Final = datetime(2024, 6, 1, 9, 30, tzinfo=UTC)
NUMBERS_ON: Final = (
    "DO $$ DECLARE one record; BEGIN FOR one IN SELECT oid FROM pg_class WHERE relkind = 'S' "
    "LOOP PERFORM setval(one.oid::regclass, 1000); END LOOP; END $$"
)
"""Rows that were put in with their numbers did not count them on."""


def writable(library: Library) -> bool:
    layout = load_layout(library.layout)
    known = layout.appending is not None and layout.appending.known_in(library.database)
    # What `eventsourcing` keeps is tested with that library itself.
    return known and layout.events.data.form is not DocumentForm.EVENTSOURCING


YAML: Final = (RAILS_SQLITE, RAILS_POSTGRESQL)
FUNCTIONLESS: Final = ("eventuous-postgresql", "sqlstreamstore")
"""Layouts whose stores among the libraries have not the functions by which they append."""
OTHERS: Final = [one for one in LIBRARIES if one not in YAML and one.layout not in FUNCTIONLESS]
WRITABLE: Final = [one for one in (*OTHERS, RAILS_JSON_SQLITE, *DOTNET_WRITERS) if writable(one)]
pytestmark = pytest.mark.parametrize("library", WRITABLE, ids=str)


@pytest.fixture
def target(library: Library, place: Place) -> str:
    function = FUNCTIONS.get(library.layout)
    numbers = (NUMBERS_ON,) if library.database == "postgresql" else ()
    return place.make(library.database, *library.schema, *library.rows, *numbers, *((function,) if function else ()))


@pytest.fixture
def store(target: str) -> Iterator[Store]:
    with closing(open_store(target, write=True)) as store:
        yield store


def events(store: Store, stream: StreamId) -> list[Event]:
    index = store.index(stream)
    return list(store.events(index).read(1, len(index)))


def goes_on(store: Store, library: Library) -> tuple[StreamId, Event]:
    """A stream that can be gone on with, and an event of it whose type has a payload as Leftfold writes it."""
    for stream, known in library.expected.items():
        if not known[-1].deleted:
            for event in events(store, stream):
                if isinstance(event.data, dict) and event.data:
                    return stream, event
    raise AssertionError


def change(store: Store, stream: StreamId, *edits: Append) -> ChangeSet:
    return ChangeSet(stream, store.index(stream).last_version, edits, WHY)


def test_appended_events_are_read_as_they_were_meant(store: Store, library: Library) -> None:
    stream, like = goes_on(store, library)
    assert isinstance(like.data, dict)
    before = events(store, stream)
    others = {other: events(store, other) for other in library.expected if other != stream}
    field = next(iter(like.data))
    more: JsonObject = {"by": ODD}
    appended = [Append(like.type, {**like.data, field: value}, AT, metadata=more) for value in (ODD, "second")]
    done = store.commit(change(store, stream, *appended))
    after = events(store, stream)
    assert after[:-2] == before
    assert [(event.type, event.data) for event in after[-2:]] == [(one.type, one.data) for one in appended]
    assert [event.version for event in after[-2:]] == [before[-1].version + 1, before[-1].version + 2]
    assert done.last_version == after[-1].version
    if after[-1].position is not None:
        assert done.positions == tuple(event.position for event in after[-2:])
    assert {other: events(store, other) for other in others} == others
    if store.layout.events.metadata.document is not None:
        note = after[-1].metadata
        assert isinstance(note, dict)
        assert note["leftfold"] == {"author": "Ann", "reason": "put right", "ticket": "T-1"}
        assert note["by"] == ODD


def test_a_stream_that_another_wrote_to_is_left_as_it_is(store: Store, library: Library) -> None:
    stream, like = goes_on(store, library)
    assert isinstance(like.data, dict)
    stale = change(store, stream, Append(like.type, like.data, AT))
    store.commit(stale)
    before = events(store, stream)
    with pytest.raises(Conflict, match="1 event arrived"):
        store.commit(stale)
    assert events(store, stream) == before


def test_a_stream_that_its_application_closed_is_left_so(store: Store, library: Library) -> None:
    _stream, like = goes_on(store, library)
    assert isinstance(like.data, dict)
    for stream, known in library.expected.items():
        if known[-1].deleted:
            with pytest.raises(Refused, match="was archived or deleted by its application"):
                store.commit(change(store, stream, Append(like.type, like.data, AT)))
            assert len(events(store, stream)) == len(known)


def test_a_new_stream_is_begun_or_refused(store: Store, library: Library) -> None:
    stream, like = goes_on(store, library)
    assert isinstance(like.data, dict)
    new = StreamId(stream.type, "00000000-0000-0000-0000-00000000ffff")
    if sign := store.layout.events.aggregate_type.before:
        new = StreamId(stream.type, f"{stream.type}{sign}{new.id}")
    begun = ChangeSet(new, None, (Append(like.type, like.data, AT),), WHY)
    appending = store.layout.appending
    assert appending is not None
    if not appending.begins:
        with pytest.raises(Refused, match="begun by its application alone"):
            store.commit(begun)
        return
    first = store.layout.first_version
    assert store.commit(begun).last_version == first
    assert [(event.version, event.data) for event in events(store, new)] == [(first, like.data)]
    with pytest.raises(Conflict):
        store.commit(begun)


def test_soft_deletion_is_refused_with_what_to_do_instead(library: Library) -> None:
    layout = load_layout(library.layout)
    assert layout.mark or "append a compensating event" in dict(layout.absent)["soft delete"]
