"""An aggregate's events folded once, and the offending ones among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.batch.course import Search, course_of
from leftfold.diagnose.condition import parse_condition
from leftfold.diagnose.sieve import sieve_of
from leftfold.model.event import Event
from leftfold.model.step import Standing
from leftfold.replay.fold import fold
from leftfold.replay.narrative import narrate
from tests.draft.piling import PILE, STREAM

CONDITIONS = (
    "event.type = 'put'",
    "event.type in ['put', 'clear'] and event.version > 2",
    "fell(height)",
    "before.height = 1 or height > 2",
    "event.failed",
    "not event.failed and changed()",
    "event.recorded_at >= '1970-01-01T00:00:03'",
)


def events(kinds: Sequence[tuple[str, bool]]) -> list[Event]:
    return [
        Event(STREAM, version, kind, {}, None, version * 1_000_000, deleted=deleted)
        for version, (kind, deleted) in enumerate(kinds, 1)
    ]


KINDS = st.lists(st.tuples(st.sampled_from(["put", "take", "clear"]), st.booleans()), max_size=12)


@given(st.sampled_from(CONDITIONS), KINDS)
def test_what_is_found_is_where_the_condition_holds_and_the_event_counts(
    text: str, kinds: list[tuple[str, bool]]
) -> None:
    condition, listed = parse_condition(text), events(kinds)
    found = Search(condition, sieve_of(condition.test)).places(course_of(STREAM, PILE, listed))
    steps = list(fold(PILE, listed, Standing(0)))
    assert found == [
        place for place, step in enumerate(steps) if condition.holds(narrate(PILE, step)) and not listed[place].deleted
    ]


@given(KINDS)
def test_a_course_is_the_replay(kinds: list[tuple[str, bool]]) -> None:
    listed = events(kinds)
    course, history = course_of(STREAM, PILE, listed), course_of(STREAM, PILE, listed).history()
    assert course.last == history.standing(len(listed)).state
    for place in range(len(listed)):
        assert course.before(place) == history.standing(place).state
        seen, told = course.sight(place), narrate(PILE, next(iter(history.steps(place + 1, place + 1))))
        assert (seen.before, seen.after) == (told.before, told.after)
        assert type(seen.step.outcome) is type(told.step.outcome)
    index = course.index()
    assert index.versions.tolist() == [event.version for event in listed]
    assert index.deleted.tolist() == [event.deleted for event in listed]


@pytest.mark.parametrize("text", ["event.type = 'put'", "event.type in ['put']"])
def test_where_the_type_says_all_no_state_is_shown(text: str) -> None:
    def shows(_state: Any) -> Any:
        raise AssertionError("shown")

    condition = parse_condition(text)
    course = course_of(STREAM, replace(PILE, show=shows), events([("put", False), ("take", False)]))
    assert Search(condition, sieve_of(condition.test)).places(course) == [0]
