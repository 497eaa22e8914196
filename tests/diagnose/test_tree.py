"""The tree of a condition: values that are equal where they mean the same."""

from __future__ import annotations

from itertools import combinations

import pytest

from leftfold.diagnose.grammar import parse
from leftfold.diagnose.tree import Literal, asks_state, speaks_of_event


def test_literals_that_python_takes_for_one_another_differ() -> None:
    one = [Literal(1, "1"), Literal(1.0, "1.0"), Literal(True, "true"), Literal("1", "'1'")]
    assert all(left != right for left, right in combinations(one, 2))
    assert len(set(one)) == 4


@pytest.mark.parametrize(
    "text",
    [
        "changed(a)",
        "not fell(a)",
        "event.deleted and a = 1",
        "event.deleted or 1 < before.a",
        "after.a in [1, 2]",
        "a contains event.type",
        "event.type contains a",
        "a matches 'x*'",
        "exists(a)",
    ],
)
def test_the_state_is_asked_for_wherever_it_stands(text: str) -> None:
    assert asks_state(parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "event.failed",
        "not (event.version > 3 and event.type in ['a']) or event.data.a contains 'x'",
        "event.metadata.a matches 'x*' and exists(event.position)",
    ],
)
def test_the_state_is_not_asked_for_by_what_is_the_events_own(text: str) -> None:
    assert not asks_state(parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "fell(a)",
        "not changed()",
        "a = 1 and event.failed",
        "before.a = 1",
        "event.data.x in [1]",
        "exists(event.metadata.x)",
    ],
)
def test_an_event_is_spoken_of_wherever_it_stands(text: str) -> None:
    assert speaks_of_event(parse(text))


@pytest.mark.parametrize("text", ["a = 1", "not exists(a.b)", "after.a in [1]", "a matches 'x*' or a contains b"])
def test_the_state_alone_may_be_spoken_of(text: str) -> None:
    assert not speaks_of_event(parse(text))
