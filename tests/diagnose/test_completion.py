"""What may come next: only what the grammar takes there, and all of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.diagnose.completion import MOST, complete
from leftfold.diagnose.grammar import parse
from leftfold.diagnose.tokens import ConditionError
from leftfold.diagnose.vocabulary import Vocabulary

WORDS = Vocabulary(
    state=("currentPosition", "lastQuiz", "lastQuiz.score", '["odd key"]'),
    event=("event.data.lesson", "event.metadata.job"),
    types=("resetProgress", "lessonCompleted", "it's odd"),
)


def _offers(text: str) -> tuple[str, ...]:
    return complete(text, len(text), WORDS).offers


def test_at_the_beginning_anything_may_come_that_begins_a_test() -> None:
    offers = _offers("")
    assert {"currentPosition", "fell(", "exists(", "event.type", "event.data.lesson", "before.lastQuiz", "not "} <= {
        *offers
    }
    assert not {"and ", "= ", "'resetProgress'"} & {*offers}


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("cur", "currentPosition"),
        ("quiz", "lastQuiz"),
        ("fell(last", "lastQuiz"),
        ("event.da", "event.data.lesson"),
        ("event.meta", "event.metadata.job"),
        ("lastQuiz.", "lastQuiz.score"),
        ("currentPosition ", "= "),
        ("currentPosition con", "contains "),
        ("currentPosition = 3 ", "and "),
        ("fell(currentPosition) o", "or "),
        ("not (not fe", "fell("),
        ("event.type = ", "'resetProgress'"),
        ("event.type = 'les", "'lessonCompleted'"),
        ("event.type in ['resetProgress', '", "'resetProgress'"),
        ("event.type != 'it", "'it\\'s odd'"),
    ],
)
def test_what_is_typed_is_gone_on_with(text: str, first: str) -> None:
    assert _offers(text)[0] == first


@pytest.mark.parametrize("text", ["currentPosition = 'x", "fell(currentPosition", "a b ", "(]", ") "])
def test_where_nothing_is_known_to_come_nothing_is_offered(text: str) -> None:
    assert "currentPosition" not in _offers(text)
    assert "'resetProgress'" not in _offers(text)


def test_inside_a_motion_only_paths_of_the_state_are_offered() -> None:
    assert _offers("fell(") == WORDS.state


def test_what_stands_behind_the_caret_does_not_matter() -> None:
    found = complete("cur = 3", 3, WORDS)
    assert (found.start, found.offers[0]) == (0, "currentPosition")


@given(st.lists(st.integers(0, 60), max_size=12), st.integers(0, 20))
def test_each_offer_is_one_that_the_grammar_takes(picks: list[int], cut: int) -> None:
    text = ""
    for pick in picks:
        found = complete(text, len(text), WORDS)
        assert len(found.offers) <= MOST
        if not found.offers:
            text += "'x' "
            continue
        offer = found.offers[pick % len(found.offers)]
        text = text[: found.start] + offer
        assert _goes_wrong_at(text) > len(text.rstrip(" '")), text
        text += " " if pick % 2 else ""
    shorter = text[: max(0, len(text) - cut)]
    assert complete(shorter, len(shorter), WORDS).start <= len(shorter)


def _goes_wrong_at(text: str) -> int:
    try:
        parse(text)
    except ConditionError as error:
        return error.column
    return len(text) + 1
