"""The parser of conditions.

Tests are joined by `and`, `or`, `not` and parentheses, `and` binding closer than `or`. The words of the language mean
the same in capitals. A text stands between single or double quotes; a backslash in it makes the sign after it plain.

    condition  = all , { "or" , all } ;
    all        = single , { "and" , single } ;
    single     = "not" , single | "(" , condition , ")" | motion | existence | test ;
    motion     = ( "changed" | "fell" | "rose" ) , "(" , [ path ] , ")" ;
    existence  = "exists" , "(" , subject , ")" ;
    test       = flag
               | operand , comparator , operand
               | operand , "in" , "[" , literal , { "," , literal } , "]"
               | operand , "contains" , operand
               | operand , "matches" , text ;
    comparator = "=" | "==" | "!=" | "<" | "<=" | ">" | ">=" ;
    operand    = subject | literal ;
    literal    = number | text | "true" | "false" | "null" ;
    subject    = flag | "event.type" | "event.version" | "event.position" | "event.recorded_at"
               | ( "event.data" | "event.metadata" | "before" | "after" ) , { member }
               | path ;
    flag       = "event.deleted" | "event.failed" ;
    path       = ( name | index ) , { member } ;
    member     = "." , name | index ;
    index      = "[" , ( text | integer ) , "]" ;

A path alone, such as `currentPosition`, leads into the state after the event; `changed()`, `fell()` and `rose()` take a
path of the state, or none for the whole of it. A name is letters, digits, `_` and `-`, not begun by a digit; other
keys are written as `["odd key"]`, and so is a first key that is a word of the language. `event.recorded_at` is compared
with a time as ISO 8601 has it, such as '2026-03-03' or '2026-03-03T10:32:07+01:00', in UTC where it names no zone.
`matches` takes a pattern in which each `*` stands for any run of characters; case counts everywhere.
What a value that is not there means is told in `leftfold.diagnose.evaluation`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from leftfold.diagnose.operands import choices, operand, path, pattern, subject, time
from leftfold.diagnose.printing import literal
from leftfold.diagnose.tokens import ConditionError, Cursor, Kind, expected
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
    Operand,
    Test,
    Within,
)

MAX_LENGTH: Final = 10_000
"""Characters of a condition that are parsed: a hundred times what a person writes, and still parsed in an instant."""
MAX_NESTING: Final = 50
"""Parentheses and `not`s around a test: far from what Python's own stack allows."""

_COMPARATORS: Final = {"==": Comparator.EQUAL, **{comparator.value: comparator for comparator in Comparator}}
_FLAGS: Final = (Fact.DELETED, Fact.FAILED)


def parse(text: str) -> Test:
    """The test that a condition's text says. Raises `ConditionError`."""
    if len(text) > MAX_LENGTH:
        raise ConditionError(
            f"expected the end, since a condition has at most {MAX_LENGTH:,} characters", MAX_LENGTH + 1
        )
    cursor = Cursor(text)
    test = _condition(cursor, 0)
    if cursor.next.kind is not Kind.END:
        raise expected("'and', 'or' or the end", cursor.next)
    return test


def _condition(cursor: Cursor, nesting: int) -> Test:
    return _joined(cursor, "or", AnyOf, lambda: _all(cursor, nesting))


def _all(cursor: Cursor, nesting: int) -> Test:
    return _joined(cursor, "and", AllOf, lambda: _single(cursor, nesting))


def _joined(cursor: Cursor, word: str, join: type[AllOf] | type[AnyOf], part: Callable[[], Test]) -> Test:
    tests = [part()]
    while cursor.take_word(word):
        tests.append(part())
    return join(tuple(tests)) if len(tests) > 1 else tests[0]


def _single(cursor: Cursor, nesting: int) -> Test:
    first = cursor.next
    if nesting > MAX_NESTING:
        raise expected(f"at most {MAX_NESTING} parentheses and 'not's around a test", first)
    if cursor.take_word("not"):
        return Not(_single(cursor, nesting + 1))
    if cursor.take_sign("("):
        test = _condition(cursor, nesting + 1)
        cursor.demand(")")
        return test
    if first.is_word("exists", *Motion) and cursor.following.is_sign("("):
        return _call(cursor)
    return _test(cursor)


def _call(cursor: Cursor) -> Test:
    name = cursor.take().text.lower()
    cursor.demand("(")
    test: Test
    if name == "exists":
        test = Exists(subject(cursor))
    else:
        test = Moved(Motion(name), () if cursor.next.is_sign(")") else path(cursor))
    cursor.demand(")")
    return test


def _test(cursor: Cursor) -> Test:
    first = cursor.next
    left = operand(cursor)
    if cursor.next.is_sign(*_COMPARATORS):
        comparator = _COMPARATORS[cursor.take().text]
        second = cursor.next
        right = operand(cursor)
        if left is Fact.RECORDED_AT:
            return Comparison(left, comparator, time(right, second))
        return Comparison(time(left, first) if right is Fact.RECORDED_AT else left, comparator, right)
    if cursor.take_word("in"):
        return Within(left, choices(cursor, times=left is Fact.RECORDED_AT))
    return _test_of_text(cursor, left)


def _test_of_text(cursor: Cursor, left: Operand) -> Test:
    if left is not Fact.RECORDED_AT and cursor.take_word("contains"):
        return Contains(left, operand(cursor))
    if left is not Fact.RECORDED_AT and cursor.take_word("matches"):
        return Matches(left, pattern(cursor))
    if left in _FLAGS:
        return Comparison(left, Comparator.EQUAL, literal(True))
    raise expected("a comparison such as '= 3' or 'in [1, 2]' here", cursor.next)
