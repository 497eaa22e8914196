"""Causes that are no events of the store, found from what slices tell of ids."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from leftfold.diagnose import orphans
from leftfold.diagnose.orphans import NO_TRACES, Orphans, Tracer, Traces
from leftfold.model.event import Event
from leftfold.model.stream import StreamId

STREAM = StreamId("thing", "1")


def _traces(*metadata: Any, first: int = 1) -> Traces:
    tracer = Tracer()
    events = [Event(STREAM, version, "put", {}, told) for version, told in enumerate(metadata, first)]
    assert list(tracer.watch(events)) == events
    return tracer.traces()


def _found(slices: Iterable[Traces]) -> list[tuple[int, str]]:
    known = Orphans()
    for one in slices:
        known.add(one)
    return [(one.version, one.sentence) for one in known.findings()]


@pytest.mark.parametrize("own", ["event_id", "eventId", "$eventId", "message_id", "id", "event_identifier", "uuid"])
@pytest.mark.parametrize(
    "cause", ["causation_id", "causationId", "$causationId", "causation", "causationid", "$causedBy"]
)
def test_a_cause_that_is_no_event_is_found_under_any_of_its_names(own: str, cause: str) -> None:
    told = _traces({own: "a"}, {own: "b", cause: "A"}, {own: "c", cause: "nowhere"})
    assert _found([told]) == [(3, "Its causation names nowhere, which is no event of this store.")]


def test_a_cause_on_another_slice_is_none_whichever_comes_first() -> None:
    one, other = _traces({"id": "a", "causation_id": "b"}), _traces({"id": "b", "causation_id": "a"}, first=2)
    assert _found([one, other]) == []
    assert _found([other, one]) == []


def test_where_no_event_has_an_id_there_is_nothing_to_compare() -> None:
    assert _found([_traces({"causation_id": "command 7"})]) == []


def test_a_correlation_that_names_no_event_counts_only_where_others_name_one() -> None:
    numbers = _traces({"id": "a", "correlation_id": "trace 1"}, {"id": "b", "correlation_id": "trace 1"})
    assert _found([numbers]) == []
    events = _traces({"id": "c", "correlation_id": "c"}, first=3)
    assert [version for version, _told in _found([numbers, events])] == [1, 2]
    later = _traces({"id": "d", "correlation_id": "a"}, first=4)
    assert [version for version, _told in _found([numbers, later])] == [1, 2]


def test_metadata_that_is_no_object_and_ids_that_are_no_texts_tell_nothing() -> None:
    assert _traces(None, "text", 3, {"id": 7, "causation_id": None}, {"causation_id": "  "}) == NO_TRACES


def test_what_a_soft_deleted_event_names_does_not_count_but_its_id_does() -> None:
    tracer = Tracer()
    gone = Event(STREAM, 1, "put", {}, {"id": "a", "causation_id": "nowhere"}, deleted=True)
    list(tracer.watch([gone, Event(STREAM, 2, "put", {}, {"id": "b", "causation_id": "a"})]))
    assert _found([tracer.traces()]) == []


def test_more_causes_than_are_kept_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orphans, "MOST", 2)
    known = Orphans()
    known.add(_traces(*({"id": str(n), "causation_id": "nowhere"} for n in range(3))))
    known.add(_traces({"id": "x", "causation_id": "nowhere"}))
    assert len(list(known.findings())) == 2
    assert known.unasked == 2


def test_metadata_of_ever_other_shapes_fills_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orphans, "_SHAPES", 1)
    assert [version for version, _told in _found([_traces({"id": "a"}, {"causation_id": "b", "z": 1})])] == [2]
