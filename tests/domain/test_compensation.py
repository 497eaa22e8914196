"""A domain's compensating events, and why there are none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from leftfold.domain.compensation import compensation
from leftfold.domain.definition import Domain, NewEvent, Rejection
from leftfold.domain.generic import generic_domain


def fail(_now: object, _wanted: object) -> tuple[NewEvent, ...]:
    raise KeyError("lesson")


def test_the_events_are_those_of_the_domain() -> None:
    def lead(now: Any, wanted: Any) -> tuple[NewEvent, ...]:
        return (NewEvent("set", {"from": now, "to": wanted}),)

    domain: Domain[Any] = replace(generic_domain(), compensate=lead)
    assert compensation(domain, 1, 2) == (NewEvent("set", {"from": 1, "to": 2}),)


@pytest.mark.parametrize(
    ("compensate", "said"),
    [
        (None, "proposes no compensating events"),
        (lambda _now, _wanted: None, "lead to the state that is wanted"),
        (lambda _now, _wanted: ["no event"], "gave no events that can be stored"),
        (fail, "could not propose compensating events: KeyError: 'lesson'"),
    ],
)
def test_why_there_are_none_is_told(compensate: Callable[[Any, Any], Any] | None, said: str) -> None:
    answer = compensation(replace(generic_domain(), compensate=compensate), {}, {})
    assert isinstance(answer, Rejection)
    assert said in answer.reason
