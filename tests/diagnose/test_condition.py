"""Conditions as a person writes them, asked of the moments of the talk's student."""

from __future__ import annotations

import pytest

from leftfold.diagnose.condition import Condition, ConditionError, parse_condition
from leftfold.domains.progress import PROGRESS
from leftfold.model.errors import BadRequest
from leftfold.model.event import Event
from leftfold.model.json import JsonObject
from leftfold.model.step import Standing
from leftfold.model.stream import StreamId
from leftfold.replay.fold import fold
from leftfold.replay.narrative import narrate

TALK: list[tuple[str, JsonObject]] = [
    ("placeStudent", {"lesson": 6, "activity": 1}),
    ("activityCompleted", {"lesson": 6, "activity": 1}),
    ("activityCompleted", {"lesson": 6, "activity": 2}),
    ("lessonCompleted", {"lesson": 6}),
    ("resetProgress", {"lesson": 3, "activity": 1}),
]


@pytest.mark.parametrize(
    ("text", "versions"),
    [
        ("fell(currentPosition)", [5]),
        ("rose(currentPosition) or fell(currentPosition)", [1, 4, 5]),
        ("changed(currentActivity) and not changed(currentPosition)", [2, 3]),
        ("currentPosition = 6", [1, 2, 3]),
        ("before.currentPosition > after.currentPosition", [5]),
        ("event.type in ['placeStudent', 'resetProgress']", [1, 5]),
        ("event.type matches 'lesson*' or event.data.activity >= 2", [3, 4]),
        ("exists(event.data.activity) and event.version > 2", [3, 5]),
        ("event.failed or event.deleted", []),
        ("currentMap = null", [1, 2, 3, 4, 5]),
    ],
)
def test_a_condition_finds_the_events_it_is_meant_for(text: str, versions: list[int]) -> None:
    stream = StreamId("student", "3202")
    events = [Event(stream, version, name, data) for version, (name, data) in enumerate(TALK, 1)]
    moments = [narrate(PROGRESS, step) for step in fold(PROGRESS, events, Standing(PROGRESS.initial))]
    condition = parse_condition(text)
    assert [moment.step.event.version for moment in moments if condition.holds(moment)] == versions


def test_a_condition_is_a_value_that_prints_as_it_is_parsed() -> None:
    condition = parse_condition('fell( currentPosition )  AND event.type=="resetProgress"')
    assert str(condition) == "fell(currentPosition) and event.type = 'resetProgress'"
    assert parse_condition(str(condition)) == condition
    assert isinstance(condition, Condition)
    assert parse_condition("a = 1") != parse_condition("a = true")


def test_what_is_no_condition_is_told_with_its_column() -> None:
    with pytest.raises(ConditionError) as caught:
        parse_condition("currentPosition = ")
    assert caught.value.column == 19
    assert str(caught.value) == (
        "The condition goes wrong at column 19: "
        "expected a path such as currentPosition, or a value such as 3 or 'text', not the end."
    )
    assert isinstance(caught.value, BadRequest)
