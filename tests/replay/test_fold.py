"""The fold, event by event."""

from __future__ import annotations

from functools import reduce

import pytest
from hypothesis import given

from leftfold.model.errors import Cancelled
from leftfold.model.event import Event
from leftfold.model.step import Applied, Failed, Failure, Skipped, Standing
from leftfold.replay import fold as folding
from leftfold.replay.fold import advance, fold, take_step, undecodable_text
from tests.replay.counting import BROKEN, COUNTER, EVENTS, FAR_AWAY, START, events_of


@given(EVENTS)
def test_it_is_a_left_fold(events: list[Event]) -> None:
    counting = [event for event in events if event.type in ("plain", "idle")]
    assert advance(COUNTER, events, START).state == reduce(COUNTER.evolve, counting, COUNTER.initial)


@given(EVENTS)
def test_each_step_begins_where_the_one_before_ended(events: list[Event]) -> None:
    steps = list(fold(COUNTER, events, START))
    assert [step.event for step in steps] == events
    assert [step.standing for step in steps] == [START, *(step.next for step in steps)][: len(steps)]


@given(EVENTS)
def test_advancing_ends_where_the_last_step_does(events: list[Event]) -> None:
    steps = list(fold(COUNTER, events, START))
    assert advance(COUNTER, events, START) == (steps[-1].next if steps else START)


def test_what_comes_of_each_kind_of_event() -> None:
    plain, deleted, failing, broken = events_of(["plain", "deleted", "failing", "undecodable"])
    assert take_step(COUNTER, START, plain).outcome == Applied((1,))
    assert take_step(COUNTER, START, deleted).outcome == Skipped()
    assert take_step(COUNTER, START, failing).outcome == Failed("ValueError: zero cannot be added")
    assert take_step(COUNTER, START, broken).outcome == Failed("the payload is not JSON")
    assert undecodable_text(BROKEN) == "the payload is not JSON"


def test_a_deleted_event_is_skipped_whatever_is_wrong_with_it() -> None:
    for event in events_of(["failing", "undecodable"]):
        assert take_step(COUNTER, START, event._replace(deleted=True)).outcome == Skipped()
        assert advance(COUNTER, [event._replace(deleted=True)], START) == START


def test_the_first_failure_is_the_one_stood_on() -> None:
    events = events_of(["plain", "failing", "undecodable", "plain"])
    assert advance(COUNTER, events, START) == Standing((1, 4), Failure(2, "ValueError: zero cannot be added"))
    assert advance(COUNTER, events[2:], START) == Standing((4,), Failure(3, "the payload is not JSON"))


@given(EVENTS)
def test_a_reducer_far_away_is_asked_at_once_and_gives_the_same(events: list[Event]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folding, "AT_ONCE", 3)
        assert list(fold(FAR_AWAY, events, START)) == list(fold(COUNTER, events, START))
    assert advance(FAR_AWAY, events, START) == advance(COUNTER, events, START)


def test_who_waits_for_a_reducer_far_away_may_give_up() -> None:
    def give_up() -> None:
        raise Cancelled

    events = events_of(["plain"])
    with pytest.raises(Cancelled):
        next(fold(FAR_AWAY, events, START, check=give_up))
    with pytest.raises(Cancelled):
        advance(FAR_AWAY, events, START, check=give_up)
