"""What a typed text asks for: a text, or a condition."""

from __future__ import annotations

from typing import Any

import pytest

from leftfold.diagnose.condition import ConditionError
from leftfold.domains.progress import PROGRESS
from leftfold.model.step import Step
from leftfold.ui.events.query import ConditionQuery, TextQuery, matches, parse_query
from tests.ui.events.made import long_history


@pytest.fixture
def step() -> Step[Any]:
    """The third activity of the second lesson is completed."""
    return long_history(13).step(12)


@pytest.mark.parametrize("typed", ["", "   ", '""'])
def test_nothing_asks_for_nothing(typed: str) -> None:
    assert parse_query(typed) is None


@pytest.mark.parametrize("typed", ["reset", "lesson 3", "was reset to", "Müller"])
def test_plain_words_are_a_text(typed: str) -> None:
    assert parse_query(typed) == TextQuery(typed)


def test_a_text_between_quotes_is_taken_as_it_is() -> None:
    assert parse_query('"currentPosition < 3"') == TextQuery("currentPosition < 3")


@pytest.mark.parametrize("typed", ["currentPosition < 3", "changed(currentPosition)", "event.failed"])
def test_a_condition_is_one(typed: str) -> None:
    assert isinstance(parse_query(typed), ConditionQuery)


@pytest.mark.parametrize("typed", ["currentPosition <", "changed(", "event.nothing"])
def test_what_looks_like_a_condition_and_is_none_is_told(typed: str) -> None:
    with pytest.raises(ConditionError, match="column"):
        parse_query(typed)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("completed activity 3", True),
        ("COMPLETED ACTIVITY 3", True),
        ("activitycompleted", True),
        ("completed activity 4", False),
        ('"lesson 2"', True),
        ("currentActivity = 4", True),
        ("currentActivity = 3", False),
        ("before.currentActivity = 3 and event.data.activity = 3", True),
        ("fell(currentActivity)", False),
    ],
)
def test_a_step_is_found_by_its_sentence_or_type_or_by_what_holds_at_it(
    step: Step[Any],
    typed: str,
    found: bool,  # noqa: FBT001
) -> None:
    query = parse_query(typed)
    assert query is not None
    assert [*matches(query, PROGRESS, [step])] == [found]
