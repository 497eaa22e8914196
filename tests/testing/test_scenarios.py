"""Given, when, then."""

from __future__ import annotations

import re

import pytest

from leftfold.domain.definition import NewEvent, Scope
from leftfold.domains.sales import SALES
from leftfold.model.event import Event
from leftfold.model.stream import StreamId
from leftfold.testing.scenarios import STREAM_ID, as_stored, given
from tests.testing.counter import COUNTER, EVENTS


def test_what_follows_from_a_command() -> None:
    given(COUNTER, *EVENTS[:2]).when("count-up", {"by": 2}).then(NewEvent("counted", {"by": 2}))


def test_other_events_than_those_expected_are_said() -> None:
    when = given(COUNTER).when("count-up", {"by": 2})
    sentence = "Given no events, count-up {'by': 2} gave counted {'by': 2}, not counted {'by': 3}."
    with pytest.raises(AssertionError, match=re.escape(sentence)):
        when.then(NewEvent("counted", {"by": 3}))
    with pytest.raises(AssertionError, match="not no events"):
        when.then()


def test_what_makes_a_command_rejected() -> None:
    when = given(COUNTER, *EVENTS).when("count-up", {"by": 2})
    when.then_rejected("Enough")
    with pytest.raises(AssertionError, match="not a rejection with 'Too much'"):
        when.then_rejected("Too much")
    with pytest.raises(AssertionError, match=r"gave the rejection 'Enough\.', not no events"):
        when.then()


def test_events_in_place_of_a_rejection_are_said() -> None:
    with pytest.raises(AssertionError, match=r"gave counted {'by': 2}, not a rejection with 'Enough'"):
        given(COUNTER).when("count-up", {"by": 2}).then_rejected("Enough")


def test_an_event_that_cannot_be_applied_is_said() -> None:
    with pytest.raises(AssertionError, match="Event 2, missed, could not be applied: ValueError: only counted"):
        given(COUNTER, EVENTS[0], NewEvent("missed", {}))


def test_new_events_are_given_a_place() -> None:
    kept = Event(StreamId("cart", "7"), 4, "itemAdded", {"item": "laptop"})
    one, other = as_stored(SALES, [NewEvent("itemAdded", {"item": "phone"}), kept])
    assert one == Event(StreamId("cart", STREAM_ID), 1, "itemAdded", {"item": "phone"})
    assert other is kept
    assert SALES.scope is Scope.STORE
