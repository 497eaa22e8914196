"""A step in words and documents, whatever the domain's code does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from leftfold.model.diff import diff
from leftfold.model.event import Event, Undecodable
from leftfold.replay.fold import fold, take_step
from leftfold.replay.narrative import UNSHOWN, narrate, sentence, sentence_alone, shown
from tests.replay.counting import COUNTER, EVENTS, START, events_of
from tests.store_builders import stream_id

PLAIN, DELETED, FAILING = events_of(["plain", "deleted", "failing"])


@given(EVENTS)
def test_a_moment_shows_both_states_and_what_changed(events: list[Event]) -> None:
    for step in fold(COUNTER, events, START):
        moment = narrate(COUNTER, step)
        assert (moment.before, moment.after) == (list(step.before), list(step.after))
        assert moment.changes == diff(moment.before, moment.after)
        assert moment.sentence == sentence(COUNTER, step)


def test_a_state_that_is_as_it_was_is_shown_once() -> None:
    shows: list[object] = []
    domain = replace(COUNTER, show=lambda state: shows.append(state))
    narrate(domain, take_step(domain, START, FAILING))
    assert shows == [()]


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (PLAIN, "plain 1"),
        (DELETED, "Soft-deleted: deleted 2"),
        (FAILING, "failing could not be applied: ValueError: zero cannot be added"),
    ],
)
def test_what_happened_is_told(event: Event, words: str) -> None:
    assert sentence(COUNTER, take_step(COUNTER, START, event)) == words


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (lambda *_: " two\n\tlines\u2028here ", "two lines here"),
        (lambda *_: " \n", "plain"),
        (lambda *_: None, "plain"),
        (lambda *_: str(1 // 0), "plain"),
    ],
)
def test_a_sentence_is_one_line_and_says_something(told: Any, words: str) -> None:
    domain = replace(COUNTER, sentence=told)
    assert sentence(domain, take_step(domain, START, PLAIN)) == words


@pytest.mark.parametrize(
    ("show", "reason"),
    [
        (lambda state: state[0], "IndexError: tuple index out of range"),
        (lambda state: {1, *state}, "it is not JSON: Type is not JSON serializable: set"),
    ],
)
def test_a_state_that_cannot_be_shown_says_why(show: Any, reason: str) -> None:
    assert shown(replace(COUNTER, show=show), ()) == {UNSHOWN: reason}


def test_an_event_speaks_for_itself() -> None:
    event = Event(stream_id("cart/7"), 1, "itemAdded", {"item": "book", "count": 2})
    assert sentence_alone(event) == "Item added: item book, count 2"
    assert sentence_alone(event._replace(deleted=True)) == "Soft-deleted: Item added: item book, count 2"
    unread = event._replace(data=Undecodable(b"{", "is not JSON: no end"))
    assert sentence_alone(unread) == "itemAdded could not be applied: the payload is not JSON: no end"
