"""The contract of decisions."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from leftfold.domain.definition import Arguments, Command, Decision, Domain, Field, Kind, NewEvent, Rejection
from leftfold.model.event import Event
from leftfold.model.stream import StreamId
from leftfold.testing.decisions import check_compensation, check_decisions
from tests.testing.counter import BY, COUNTER

COUNTED = Event(StreamId("counter", "1"), 1, "counted", {"by": 7, "why": "no reason"})
STATES = [("before the first event", 0), ("after one", 3), ("after two", -1)]


def _deciding(answer: Any) -> Domain[int]:
    return replace(COUNTER, commands=(replace(COUNTER.commands[0], decide=lambda _count, _given: answer),))


def test_sound_decisions_pass() -> None:
    check_decisions(COUNTER, 3, COUNTED)
    check_decisions(COUNTER, 30, None)
    check_decisions(_deciding(()), 3, None)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (None, "The command 'count-up', asked with {'by': 1}, gave None, which is neither events nor a rejection."),
        ([NewEvent("counted", {"by": 1})], "which is neither events nor a rejection."),
        ((NewEvent("counted", {"by": {1}}),), "which is neither events nor a rejection."),  # type: ignore[dict-item]
        (Rejection(" "), "was rejected without a reason."),
        ((NewEvent("missed", {}),), "gave 'missed', which is none of the event types."),
        ((NewEvent("counted", {"by": "x"}),), "gave 'counted'; evolve of it raised ValueError"),
    ],
)
def test_what_is_no_decision_is_said(answer: object, sentence: str) -> None:
    with pytest.raises(AssertionError, match=re.escape(sentence)):
        check_decisions(_deciding(answer), 0, None)


def test_a_command_is_asked_with_made_up_values_and_with_those_of_the_event() -> None:
    asked: list[dict[str, object]] = []

    def decide(_count: int, given: Arguments) -> Decision:
        asked.append(dict(given))
        return ()

    fields = (BY, Field("why", "Why", Kind.TEXT, required=False), Field("sure", "Sure", Kind.YES_NO, required=False))
    command: Command[int] = Command("count", "Count", fields, decide)
    domain = replace(COUNTER, commands=(command,))
    check_decisions(domain, 0, COUNTED)
    check_decisions(domain, 0, COUNTED._replace(data=[]))
    check_decisions(domain, 0, None)
    made_up: list[dict[str, object]] = [{"by": 1}, {"by": 1, "why": "sample", "sure": True}]
    assert asked == [*made_up, {"by": 7, "why": "no reason"}, *made_up, *made_up]


def test_a_command_that_raises_is_said() -> None:
    command = replace(COUNTER.commands[0], decide=lambda _count, given: given["missing"])
    with pytest.raises(AssertionError, match=r"asked with {'by': 1}, raised KeyError: 'missing'"):
        check_decisions(replace(COUNTER, commands=(command,)), 0, None)


def test_sound_compensation_passes() -> None:
    check_compensation(COUNTER, STATES)
    check_compensation(replace(COUNTER, compensate=lambda _now, _wanted: None), STATES)
    check_compensation(replace(COUNTER, compensate=None), STATES)


@pytest.mark.parametrize(
    ("events", "sentence"),
    [
        ([], "Compensate, from after two to before the first event, gave [], which is neither events nor None."),
        ((), 'leads to {"count":-1}, not to {"count":0}.'),
        ((NewEvent("missed", {}),), "gave 'missed', which is none of the event types."),
    ],
)
def test_what_compensates_nothing_is_said(events: Any, sentence: str) -> None:
    with pytest.raises(AssertionError, match=re.escape(sentence)):
        check_compensation(replace(COUNTER, compensate=lambda _now, _wanted: events), STATES)
