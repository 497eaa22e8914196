"""A run is the fold in columns."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from leftfold.model.event import Event
from leftfold.model.step import Applied, Failure, Skipped, Standing
from leftfold.replay.fold import fold
from leftfold.replay.run import Mark, take_run
from tests.replay.counting import COUNTER, EVENTS, FAR_AWAY, START, events_of


@given(EVENTS)
def test_a_run_is_the_fold_in_columns(events: list[Event]) -> None:
    steps = list(fold(COUNTER, events, START))
    run = take_run(COUNTER, START, events)
    assert len(run) == len(steps)
    assert list(run.states) == [step.after for step in steps]
    kinds = {Applied: Mark.APPLIED, Skipped: Mark.SKIPPED}
    assert list(run.marks) == [kinds.get(type(step.outcome), Mark.FAILED) for step in steps]
    standings = [run.standing(count) for count in range(len(run) + 1)]
    assert standings == [START, *(step.next for step in steps)]


@given(EVENTS)
def test_a_reducer_far_away_gives_the_same_run(events: list[Event]) -> None:
    assert take_run(FAR_AWAY, START, events) == take_run(COUNTER, START, events)


def test_a_failure_before_the_run_is_the_one_stood_on() -> None:
    earlier = Failure(-1, "earlier")
    run = take_run(COUNTER, replace(START, failed=earlier), events_of(["failing", "plain"]))
    assert run.standing(2) == Standing((2,), earlier)
    assert run.failure == Failure(1, "ValueError: zero cannot be added")
