"""The record of a domain."""

from __future__ import annotations

from dataclasses import replace

from leftfold.domain.border import error_text
from leftfold.domain.definition import EventType, Scope, unknown_event
from leftfold.model.event import Event
from leftfold.model.stream import StreamId
from tests.replay.counting import COUNTER


def test_where_a_domain_was_found_does_not_make_it_another() -> None:
    assert replace(COUNTER, origin="elsewhere") == COUNTER
    assert COUNTER.scope is Scope.AGGREGATE


def test_an_unknown_event_is_told_with_those_that_are_known() -> None:
    error = unknown_event(Event(StreamId("cart", "7"), 1, "itemLost", {}), (EventType("a", "A"), EventType("b", "B")))
    assert error_text(error) == "unknown event type 'itemLost'; this domain knows a, b"
