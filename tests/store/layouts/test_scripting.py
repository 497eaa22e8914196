"""A script appends to each library's store what a commit would, and nothing where the stream has moved."""

from __future__ import annotations

from contextlib import closing

import pytest

from leftfold.model.edits import Append, ChangeSet
from leftfold.model.errors import Conflict, Refused
from leftfold.model.json import JsonObject
from leftfold.model.stream import StreamId
from leftfold.store.opening import open_store
from tests.store.layouts.functions import FUNCTIONS
from tests.store.layouts.library import ODD, Library, Place
from tests.store.layouts.test_appending import AT, NUMBERS_ON, WHY, WRITABLE, events, goes_on
from tests.store.scripts import run_script

pytestmark = pytest.mark.parametrize("library", WRITABLE, ids=str)


@pytest.fixture
def target(library: Library, place: Place) -> str:
    function = FUNCTIONS.get(library.layout)
    numbers = (NUMBERS_ON,) if library.database == "postgresql" else ()
    return place.make(library.database, *library.schema, *library.rows, *numbers, *((function,) if function else ()))


def test_a_script_appends_what_a_commit_would(target: str, library: Library) -> None:
    with closing(open_store(target)) as store:
        stream, like = goes_on(store, library)
        assert isinstance(like.data, dict)
        before, others = events(store, stream), {other: events(store, other) for other in library.expected}
        field, more = next(iter(like.data)), JsonObject(by=ODD)
        new = tuple(Append(like.type, {**like.data, field: value}, AT, more) for value in (ODD, "second"))
        changes = ChangeSet(stream, before[-1].version, new, WHY)
        sql = store.script([changes])
    assert run_script(target, sql) == ""
    with closing(open_store(target)) as store:
        after = events(store, stream)
        assert after[:-2] == before
        assert [(event.type, event.data) for event in after[-2:]] == [(one.type, one.data) for one in new]
        assert [event.version for event in after[-2:]] == [before[-1].version + 1, before[-1].version + 2]
        if store.layout.events.metadata.document is not None:
            note = after[-1].metadata
            assert isinstance(note, dict)
            assert note["leftfold"] == {"author": "Ann", "reason": "put right", "ticket": "T-1"}
        assert {other: events(store, other) for other in others if other != stream} == {
            other: known for other, known in others.items() if other != stream
        }
        with pytest.raises(Conflict, match="2 events arrived"):
            store.script([changes])
    for carries_on in (False, True):
        assert run_script(target, sql, goes_on=carries_on) != ""
    with closing(open_store(target)) as store:
        assert events(store, stream) == after


def test_a_new_stream_is_begun_by_a_script_or_has_none(target: str, library: Library) -> None:
    with closing(open_store(target)) as store:
        stream, like = goes_on(store, library)
        assert isinstance(like.data, dict)
        new = StreamId(stream.type, "00000000-0000-0000-0000-00000000ffff")
        if sign := store.layout.events.aggregate_type.before:
            new = StreamId(stream.type, f"{stream.type}{sign}{new.id}")
        begun = ChangeSet(new, None, (Append(like.type, like.data, AT),), WHY)
        assert store.layout.appending is not None
        if not store.layout.appending.begins:
            with pytest.raises(Refused, match="begun by its application alone"):
                store.script([begun])
            return
        sql = store.script([begun])
    assert run_script(target, sql) == ""
    with closing(open_store(target)) as store:
        assert [event.data for event in events(store, new)] == [like.data]
    assert run_script(target, sql) != ""
