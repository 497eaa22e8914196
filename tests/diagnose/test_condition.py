"""Conditions as a person writes them, asked of the moments of the talk's student."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.diagnose.condition import Condition, ConditionError, parse_condition
from leftfold.domains.progress import PROGRESS
from leftfold.model.errors import BadRequest
from leftfold.model.event import Event
from leftfold.model.json import Json, JsonObject
from leftfold.model.step import Standing
from leftfold.model.stream import StreamId
from leftfold.replay.fold import fold
from leftfold.replay.narrative import narrate
from tests.replay.counting import COUNTER, START, events_of

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


_KINDS = st.sampled_from(["plain", "idle", "failing", "deleted", "undecodable"])
_ASKED = st.sampled_from(
    ["event.failed", "changed([0])", "before[0] < after[1]", "exists([2])", "event.version > 3 and not rose([1])"]
)


@given(st.lists(_KINDS, max_size=20), st.integers(0, 20), _ASKED)
def test_along_a_replay_it_holds_where_it_holds_at_each_moment(kinds: list[str], start: int, text: str) -> None:
    condition = parse_condition(text)
    steps = list(fold(COUNTER, events_of(kinds), START))[start:]
    wanted = [condition.holds(narrate(COUNTER, step)) for step in steps]
    assert list(condition.along(COUNTER, steps)) == wanted


def test_a_state_that_is_not_asked_for_is_not_shown() -> None:
    def show(_state: object) -> Json:
        raise AssertionError

    blind = replace(COUNTER, show=show)
    steps = fold(blind, events_of(["plain", "failing"]), START)
    assert list(parse_condition("event.failed and event.type in ['failing']").along(blind, steps)) == [False, True]


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


@pytest.mark.parametrize(
    ("text", "asks"),
    [("event.type = 'a'", False), ("event.data.lesson > 3", False), ("fell(x)", True), ("x = 1", True)],
)
def test_whether_it_looks_at_the_state_is_known(text: str, asks: bool) -> None:  # noqa: FBT001
    assert parse_condition(text).asks_state is asks
