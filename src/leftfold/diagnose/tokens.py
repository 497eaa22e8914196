"""The tokens of a condition's text, and the error that names a column of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from typing_extensions import override

from leftfold.model.errors import BadRequest


class ConditionError(BadRequest):
    """A text that is no condition; the sentence names the column and what was expected there."""

    def __init__(self, problem: str, column: int) -> None:
        super().__init__(f"The condition goes wrong at column {column}: {problem}.")
        self.column = column
        """The place in the text where it goes wrong, counted from 1."""


class Kind(StrEnum):
    """The kinds of tokens."""

    WORD = "word"
    NUMBER = "number"
    TEXT = "text"
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a condition's text."""

    kind: Kind
    text: str
    """As it is written; what the quotes hold where the token is a text."""
    column: int

    @override
    def __str__(self) -> str:
        if self.kind is Kind.END:
            return "the end"
        return f"'{self.text}'" if len(self.text) <= LONGEST else f"'{self.text[:LONGEST]}…'"

    def is_word(self, *words: str) -> bool:
        """Whether it is one of these words, in capitals or not."""
        return self.kind is Kind.WORD and self.text.lower() in words

    def is_sign(self, *signs: str) -> bool:
        """Whether it is one of these signs."""
        return self.kind is Kind.SIGN and self.text in signs


LONGEST: Final = 30
"""Characters of a token quoted in an error: enough to find it by."""


class Cursor:
    """A place among the tokens of a text, moving from left to right."""

    def __init__(self, text: str) -> None:
        self._tokens = tokens(text)
        self._place = 0

    @property
    def next(self) -> Token:
        """The token that is taken next."""
        return self._tokens[self._place]

    @property
    def following(self) -> Token:
        """The token after the next."""
        return self._tokens[min(self._place + 1, len(self._tokens) - 1)]

    def take(self) -> Token:
        """The next token, passed; the end is never passed."""
        token = self.next
        self._place += token.kind is not Kind.END
        return token

    def take_word(self, *words: str) -> bool:
        """Whether the next token is one of these words; if so, it is passed."""
        found = self.next.is_word(*words)
        self._place += found
        return found

    def take_sign(self, *signs: str) -> bool:
        """Whether the next token is one of these signs; if so, it is passed."""
        found = self.next.is_sign(*signs)
        self._place += found
        return found

    def demand(self, sign: str) -> None:
        """Pass the sign. Raises `ConditionError` where another token is next."""
        if not self.take_sign(sign):
            raise expected(f"'{sign}'", self.next)


def expected(what: str, token: Token) -> ConditionError:
    """The error that something else was expected in a token's place."""
    return ConditionError(f"expected {what}, not {token}", token.column)


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text, the last of them its end. Raises `ConditionError`."""
    found: list[Token] = []
    place = 0
    while match := _TOKEN.match(text, place):
        kind = Kind(match.lastgroup or Kind.END)
        found.append(Token(kind, _content(kind, match[kind]), match.start(kind) + 1))
        place = match.end()
        if kind is Kind.END:
            return tuple(found)
    column = place + len(text[place:]) - len(text[place:].lstrip()) + 1
    sign = text[column - 1]
    raise ConditionError(f"a closing {sign} is missing" if sign in _QUOTES else f"{sign!r} means nothing here", column)


def _content(kind: Kind, written: str) -> str:
    return _ESCAPED.sub(r"\1", written[1:-1]) if kind is Kind.TEXT else written


_QUOTES: Final = "'\""
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_TOKEN: Final = re.compile(
    r"""\s*(?:
        (?P<word>[^\W\d][\w-]*)
      | (?P<number>-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)
      | (?P<text>'(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*")
      | (?P<sign>==|!=|<=|>=|[=<>()\[\],.])
      | (?P<end>\Z)
    )""",
    re.VERBOSE | re.DOTALL,
)
