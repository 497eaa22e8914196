"""The talk's own sequences, step by step."""

from __future__ import annotations

from itertools import accumulate

import pytest

from leftfold.domain.decide import decide
from leftfold.domain.definition import Rejection
from leftfold.domains.cart import CART
from leftfold.domains.progress import PROGRESS, Progress
from leftfold.domains.sales import SALES
from leftfold.model.event import Event
from leftfold.model.json import JsonObject
from leftfold.model.stream import StreamId

TALK: list[tuple[str, JsonObject]] = [
    ("placeStudent", {"lesson": 6, "activity": 1}),
    ("activityCompleted", {"lesson": 6, "activity": 1}),
    ("activityCompleted", {"lesson": 6, "activity": 2}),
    ("lessonCompleted", {"lesson": 6}),
    ("resetProgress", {"lesson": 3, "activity": 1}),
]


def _events(kind: str, facts: list[tuple[str, JsonObject]]) -> list[Event]:
    return [Event(StreamId(kind, "1"), version, name, data) for version, (name, data) in enumerate(facts, 1)]


def test_the_talks_student_moves_step_by_step() -> None:
    states = list(accumulate(_events("student", TALK), PROGRESS.evolve, initial=PROGRESS.initial))[1:]
    assert [(state.lesson, state.activity) for state in states] == [(6, 1), (6, 2), (6, 3), (7, 1), (3, 1)]
    assert PROGRESS.show(states[-1]) == {
        "currentMap": None,
        "currentPosition": 3,
        "currentActivity": 1,
        "lastQuiz": None,
        "highestLesson": 7,
    }


def test_an_activity_the_student_is_not_at_is_rejected_with_that_reason() -> None:
    decision = decide(
        PROGRESS, Progress(lesson=7, activity=1, highest=7), "Complete activity", {"lesson": 6, "activity": 2}
    )
    assert decision == Rejection("Cannot complete activity 2 of lesson 6: the student is at activity 1 of lesson 7.")


@pytest.mark.parametrize("arguments", [None, [], {}, {"lesson": "6"}, {"lesson": True, "activity": 1}, {"what": 1}])
def test_odd_arguments_are_rejected(arguments: object) -> None:
    assert isinstance(decide(PROGRESS, Progress(lesson=6, activity=1), "complete-activity", arguments), Rejection)


def test_removing_what_is_not_in_the_cart_is_rejected() -> None:
    assert decide(CART, {}, "remove-item", {"item": "laptop"}) == Rejection(
        "Cannot remove 1 × laptop: the cart holds 0."
    )


def test_total_computers_sold() -> None:
    facts: list[tuple[str, JsonObject]] = [
        ("itemAdded", {"item": "desktop"}),
        ("itemAdded", {"item": "laptop"}),
        ("itemAdded", {"item": "phone"}),
        ("itemRemoved", {"item": "laptop"}),
        ("itemAdded", {"item": "cable"}),
    ]
    totals = [state.total for state in accumulate(_events("cart", facts), SALES.evolve, initial=SALES.initial)]
    assert totals == [0, 1, 2, 2, 1, 1]
