"""The tokens of a condition's text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.diagnose.tokens import LONGEST, ConditionError, Cursor, Kind, Token, expected, tokens


def test_words_numbers_texts_and_signs_are_told_apart() -> None:
    found = tokens("größe-2.x>=-1.5e3 in ['it\\'s', \"a\\\\b\"]\n")
    assert [(token.kind, token.text) for token in found] == [
        (Kind.WORD, "größe-2"),
        (Kind.SIGN, "."),
        (Kind.WORD, "x"),
        (Kind.SIGN, ">="),
        (Kind.NUMBER, "-1.5e3"),
        (Kind.WORD, "in"),
        (Kind.SIGN, "["),
        (Kind.TEXT, "it's"),
        (Kind.SIGN, ","),
        (Kind.TEXT, "a\\b"),
        (Kind.SIGN, "]"),
        (Kind.END, ""),
    ]
    assert [token.column for token in found] == [1, 8, 9, 10, 12, 19, 22, 23, 30, 32, 38, 40]


@given(st.text())
def test_any_text_gives_tokens_or_an_error_within_it(text: str) -> None:
    last = _last(text)
    assert 1 <= last.column <= len(text) + 1
    assert last.kind is not Kind.END or last == Token(Kind.END, "", len(text) + 1)


def _last(text: str) -> Token:
    try:
        return tokens(text)[-1]
    except ConditionError as error:
        return Token(Kind.SIGN, text[error.column - 1], error.column)


@pytest.mark.parametrize(
    ("text", "column", "problem"),
    [
        ("a = 'open", 5, "a closing ' is missing"),
        ('a = "open\\"', 5, 'a closing " is missing'),
        ("a  ~ 3", 4, "'~' means nothing here"),
        ("a = -", 5, "'-' means nothing here"),
    ],
)
def test_what_is_no_token_is_told(text: str, column: int, problem: str) -> None:
    with pytest.raises(ConditionError) as caught:
        tokens(text)
    assert (caught.value.column, str(caught.value)) == (
        column,
        f"The condition goes wrong at column {column}: {problem}.",
    )


def test_a_cursor_moves_over_what_is_taken_and_never_past_the_end() -> None:
    cursor = Cursor("NOT (x")
    assert cursor.following.is_sign("(")
    assert not cursor.take_word("and", "or")
    assert cursor.take_word("not")
    assert not cursor.take_sign(")")
    cursor.demand("(")
    assert cursor.take().text == "x"
    assert cursor.take() == cursor.take() == cursor.following == cursor.next
    with pytest.raises(ConditionError, match=r"column 7: expected '\)', not the end"):
        cursor.demand(")")


def test_an_error_quotes_little_of_a_long_token() -> None:
    error = expected("less", Token(Kind.WORD, "x" * 1_000_000, 3))
    assert str(error) == f"The condition goes wrong at column 3: expected less, not '{'x' * LONGEST}…'."
    assert "not 'short'" in str(expected("less", Token(Kind.TEXT, "short", 3)))
