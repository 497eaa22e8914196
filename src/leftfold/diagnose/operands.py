"""The parser of what a condition's tests are about: values, places in documents, and what each event has."""

from __future__ import annotations

import re
from math import isinf
from typing import Final

from leftfold.diagnose.printing import RESERVED, literal
from leftfold.diagnose.tokens import Cursor, Kind, Token, expected
from leftfold.diagnose.tree import Fact, Literal, Operand, Place, Root, Subject
from leftfold.model.paths import Path
from leftfold.model.times import parse_time

MAX_DIGITS: Final = 40
"""Characters of a number: more than the numbers of JSON need, fewer than Python refuses to read."""

_WORDS: Final = {"true": True, "false": False, "null": None}
_OF_EVENT: Final[dict[str, Fact | Root]] = {
    part.removeprefix("event."): part for part in (*Fact, Root.DATA, Root.METADATA)
}
_INTEGER: Final = re.compile(r"-?[0-9]+\Z")


def operand(cursor: Cursor) -> Operand:
    """The next subject or literal."""
    return _literal(cursor) or subject(cursor)


def subject(cursor: Cursor) -> Subject:
    """The next fact of an event or place in a document."""
    if cursor.take_word("event"):
        return _of_event(cursor)
    if cursor.next.is_word(Root.BEFORE, Root.AFTER):
        return Place(Root(cursor.take().text.lower()), _members(cursor))
    return Place(Root.AFTER, path(cursor))


def path(cursor: Cursor) -> Path:
    """The next path of the state."""
    if cursor.next.is_sign("["):
        return _members(cursor)
    if cursor.next.kind is not Kind.WORD or cursor.next.is_word(*RESERVED):
        raise expected("a path such as currentPosition, or a value such as 3 or 'text'", cursor.next)
    return (cursor.take().text, *_members(cursor))


def parse_path(text: str) -> Path:
    """The path of the state that a whole text names, any key first; empty for all of it. Raises `ConditionError`."""
    cursor = Cursor(text)
    first = (cursor.take().text,) if cursor.next.kind is Kind.WORD else ()
    if not first and not cursor.next.is_sign("[") and cursor.next.kind is not Kind.END:
        raise expected("a path such as lastQuiz.score", cursor.next)
    found = (*first, *_members(cursor))
    if cursor.next.kind is not Kind.END:
        raise expected("a path such as lastQuiz.score", cursor.next)
    return found


def pattern(cursor: Cursor) -> str:
    """The next text."""
    if cursor.next.kind is not Kind.TEXT:
        raise expected("a pattern such as 'lesson*'", cursor.next)
    return cursor.take().text


def choices(cursor: Cursor, *, times: bool) -> tuple[Literal, ...]:
    """The next list of literals, which must be times where those are asked for."""
    cursor.demand("[")
    found: list[Literal] = []
    while not found or cursor.take_sign(","):
        token = cursor.next
        choice = _literal(cursor)
        if choice is None:
            raise expected("a number, a text, true, false or null", token)
        found.append(time(choice, token) if times else choice)
    cursor.demand("]")
    return tuple(found)


def time(found: Operand, token: Token) -> Literal:
    """The point in time that a text literal names; the token is where it begins."""
    wanted = "a time such as '2026-03-03' or '2026-03-03T10:32' to compare event.recorded_at with"
    if not isinstance(found, Literal) or not isinstance(found.value, str):
        raise expected(wanted, token)
    try:
        return literal(parse_time(found.value))
    except ValueError:
        raise expected(wanted, token) from None


def _literal(cursor: Cursor) -> Literal | None:
    token = cursor.next
    if token.kind is Kind.TEXT:
        return literal(cursor.take().text)
    if token.kind is Kind.NUMBER:
        return literal(_number(cursor.take()))
    if token.is_word(*_WORDS):
        return literal(_WORDS[cursor.take().text.lower()])
    return None


def _number(token: Token) -> int | float:
    if len(token.text) > MAX_DIGITS:
        raise expected(f"a number of at most {MAX_DIGITS} characters", token)
    number = int(token.text) if _INTEGER.match(token.text) else float(token.text)
    if isinf(number):
        raise expected("a smaller number", token)
    return number


def _of_event(cursor: Cursor) -> Subject:
    cursor.demand(".")
    part = _OF_EVENT.get(cursor.next.text) if cursor.next.kind is Kind.WORD else None
    if part is None:
        raise expected(f"one of {', '.join(_OF_EVENT)}", cursor.next)
    cursor.take()
    return Place(part, _members(cursor)) if isinstance(part, Root) else part


def _members(cursor: Cursor) -> Path:
    keys: list[str | int] = []
    while cursor.next.is_sign(".", "["):
        if cursor.take_sign("["):
            keys.append(_index(cursor.take()))
            cursor.demand("]")
            continue
        cursor.demand(".")
        if cursor.next.kind is not Kind.WORD:
            raise expected("a name after the dot (an index is written as [2])", cursor.next)
        keys.append(cursor.take().text)
    return tuple(keys)


def _index(token: Token) -> str | int:
    if token.kind is Kind.TEXT:
        return token.text
    if _INTEGER.match(token.text) and len(token.text) <= MAX_DIGITS:
        return int(token.text)
    raise expected('an index such as [2] or a key such as ["odd key"]', token)
