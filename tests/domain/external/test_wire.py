"""What travels between Leftfold and a reducer is the same on both sides."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as some

from leftfold.domain.definition import Command, Decision, EventType, Field, Kind, NewEvent, Rejection
from leftfold.domain.external.wire import (
    commands_in,
    decision_in,
    decision_out,
    description_out,
    event_in,
    event_out,
    event_types_in,
    named,
    new_events_in,
    new_events_out,
)
from leftfold.domains.cart import CART
from leftfold.domains.progress import PROGRESS
from leftfold.model.event import Event, Undecodable
from leftfold.model.stream import StreamId
from leftfold.model.times import NO_TIME
from tests.model.documents import DOCUMENTS

TEXT = some.text(some.characters(exclude_categories=["Cs"]), max_size=5)
PARTS = DOCUMENTS | some.builds(Undecodable, some.binary(max_size=5), TEXT)
EVENTS = some.builds(
    Event,
    some.builds(StreamId, TEXT, TEXT),
    some.integers(0, 2**60),
    TEXT,
    PARTS,
    PARTS,
    some.just(NO_TIME) | some.integers(-(2**52), 2**52),
    some.none() | some.integers(0, 2**60),
    some.booleans(),
)


def _sent(value: Any) -> Any:
    return orjson.loads(orjson.dumps(value))


@given(EVENTS)
def test_an_event_arrives_as_it_was_sent(event: Event) -> None:
    assert event_in(_sent(event_out(event))) == event


@pytest.mark.parametrize("decision", [(), (NewEvent("a", {"b": 1}), NewEvent("c", {})), Rejection("no")])
def test_a_decision_arrives_as_it_was_sent(decision: Decision) -> None:
    assert decision_in(_sent(decision_out(decision))) == decision


def test_no_events_are_not_none() -> None:
    assert new_events_in(_sent(new_events_out(None))) is None
    assert new_events_in(_sent(new_events_out(()))) == ()


@pytest.mark.parametrize("domain", [PROGRESS, CART])
def test_a_description_arrives_as_it_was_sent(domain: Any) -> None:
    said = _sent(description_out(domain))
    assert event_types_in(said["event_types"]) == domain.event_types
    commands: tuple[Command[Any], ...] = commands_in(said["commands"], lambda _name: lambda _state, _arguments: ())
    told = [(command.name, command.title, command.fields) for command in commands]
    assert told == [(command.name, command.title, command.fields) for command in domain.commands]
    assert [named(row) for row in said["tracks"]] == [(track.name, track.title) for track in domain.tracks]


def test_what_is_not_said_stands_for_the_usual() -> None:
    assert event_types_in(None) == ()
    assert event_types_in([{"name": "a", "fields": [{"name": "b"}]}]) == (
        EventType("a", "a", (Field("b", "b", Kind.JSON),)),
    )
