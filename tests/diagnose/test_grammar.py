"""The grammar of conditions: what binds to what, and what is told of texts that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.diagnose.grammar import MAX_LENGTH, MAX_NESTING, parse
from leftfold.diagnose.printing import literal
from leftfold.diagnose.tokens import ConditionError
from leftfold.diagnose.tree import (
    AllOf,
    AnyOf,
    Comparator,
    Comparison,
    Contains,
    Exists,
    Fact,
    Matches,
    Motion,
    Moved,
    Not,
    Place,
    Root,
    Test,
    Within,
)

A, B, C = (Comparison(Place(Root.AFTER, (name,)), Comparator.EQUAL, literal(1)) for name in "abc")
X = Place(Root.AFTER, ("x",))


@pytest.mark.parametrize(
    ("text", "test"),
    [
        ("a = 1", A),
        ("a == 1", A),
        ("a = 1 or b = 1 and c = 1", AnyOf((A, AllOf((B, C))))),
        ("(a = 1 OR b = 1) AND c = 1", AllOf((AnyOf((A, B)), C))),
        ("a = 1 and b = 1 and c = 1", AllOf((A, B, C))),
        ("not a = 1 and b = 1", AllOf((Not(A), B))),
        ("not not (a = 1)", Not(Not(A))),
        ("x in [1, 'a']", Within(X, (literal(1), literal("a")))),
        ("x contains 'a'", Contains(X, literal("a"))),
        ("x matches 'a*'", Matches(X, "a*")),
        ("exists(x)", Exists(X)),
        ("exists(event.recorded_at)", Exists(Fact.RECORDED_AT)),
        ("changed(x.y)", Moved(Motion.CHANGED, ("x", "y"))),
        ("Fell()", Moved(Motion.FELL, ())),
        ("rose = 1", Comparison(Place(Root.AFTER, ("rose",)), Comparator.EQUAL, literal(1))),
        ("event.deleted", Comparison(Fact.DELETED, Comparator.EQUAL, literal(True))),
        ("not event.failed", Not(Comparison(Fact.FAILED, Comparator.EQUAL, literal(True)))),
        ("3 <= x", Comparison(literal(3), Comparator.AT_MOST, X)),
    ],
)
def test_what_a_text_says(text: str, test: Test) -> None:
    assert parse(text) == test


@pytest.mark.parametrize(
    ("text", "column", "problem"),
    [
        ("a", 2, "expected a comparison such as '= 3' or 'in [1, 2]' here, not the end"),
        ("a = 1 b = 2", 7, "expected 'and', 'or' or the end, not 'b'"),
        ("(a = 1", 7, "expected ')', not the end"),
        ("a = 1)", 6, "expected 'and', 'or' or the end, not ')'"),
        ("changed(before.x)", 9, "expected a path such as currentPosition"),
        ("exists(3)", 8, "expected a path such as currentPosition"),
        ("event.recorded_at contains '2'", 19, "expected a comparison"),
        ("event.recorded_at matches '2*'", 19, "expected a comparison"),
        ("event.recorded_at = null", 21, "expected a time such as '2026-03-03'"),
        ("'soon' < event.recorded_at", 1, "expected a time such as '2026-03-03'"),
        ("event.recorded_at in ['2026-03-03', 'soon']", 37, "expected a time such as '2026-03-03'"),
        ("event.type.x = 3", 11, "expected a comparison"),
    ],
)
def test_what_is_no_condition_is_told(text: str, column: int, problem: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse(text)
    assert caught.value.column == column
    assert problem in str(caught.value)


@pytest.mark.parametrize("opening", ["(", "not ", "[", "changed(", "exists(", "((a = 1) and ", "a in [", "not(", "'"])
def test_deep_and_endless_texts_are_told(opening: str) -> None:
    for times in (1_000, 1_000_000):
        with pytest.raises(ConditionError):
            parse(opening * times)


def test_nesting_has_an_end() -> None:
    assert parse("(" * MAX_NESTING + "a = 1" + ")" * MAX_NESTING) == A
    with pytest.raises(ConditionError, match=f"expected at most {MAX_NESTING} parentheses and 'not's around a test"):
        parse("not " * (MAX_NESTING + 1) + "a = 1")


def test_length_has_an_end() -> None:
    assert parse("a = 1".ljust(MAX_LENGTH)) == A
    with pytest.raises(ConditionError, match="at most 10,000 characters") as caught:
        parse("a = 1".ljust(MAX_LENGTH + 1))
    assert caught.value.column == MAX_LENGTH + 1


_PIECES = "a b event.type event.data [ ] ( ) , . = != < in not and or contains matches exists changed 'x' 3 -1.5 null"


@given(st.lists(st.sampled_from(_PIECES.split())).map(" ".join) | st.text())
def test_any_text_is_a_condition_or_told_of_at_a_column_of_it(text: str) -> None:
    assert 1 <= _wrong_at(text) <= len(text) + 1


def _wrong_at(text: str) -> int:
    try:
        parse(text)
    except ConditionError as error:
        return error.column
    return 1
