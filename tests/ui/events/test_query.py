"""What a typed text asks for: a text, or a condition."""

from __future__ import annotations

import pytest

from leftfold.diagnose.condition import ConditionError
from leftfold.ui.events.query import ConditionQuery, TextQuery, parse_query


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
