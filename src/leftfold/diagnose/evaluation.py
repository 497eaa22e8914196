"""Whether a condition's tree holds at a moment.

A value that is not there makes every test of it false, `!=` included; so does an order asked of values that have none,
such as a text and a number. `not` turns that round. Values are equal as JSON: 1 and 1.0 are, 1 and true are not.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, Protocol, TypeAlias, assert_never

from leftfold.diagnose.tree import (
    AllOf,
    AnyOf,
    Comparator,
    Comparison,
    Contains,
    Exists,
    Fact,
    Literal,
    Matches,
    Motion,
    Moved,
    Not,
    Operand,
    Place,
    Root,
    Test,
    Within,
)
from leftfold.model.diff import same
from leftfold.model.event import Undecodable
from leftfold.model.json import Json
from leftfold.model.paths import MISSING, value_at
from leftfold.model.shape import has_shape
from leftfold.model.step import Failed, Step

Value: TypeAlias = Any
"""A JSON value, a point in time, or `MISSING`."""


class Seen(Protocol):
    """What a condition looks at: a step, and the states around it as documents."""

    @property
    def step(self) -> Step[Any]:
        """The event, and what came of it."""

    @property
    def before(self) -> Json:
        """The state before it."""

    @property
    def after(self) -> Json:
        """The state after it."""


def holds(test: Test, moment: Seen) -> bool:
    """Whether the test holds at the moment."""
    match test:
        case Comparison(left, comparator, right):
            return _compare(value_of(left, moment), comparator, value_of(right, moment))
        case AllOf(tests):
            return all(holds(inner, moment) for inner in tests)
        case AnyOf(tests):
            return any(holds(inner, moment) for inner in tests)
        case Not(inner):
            return not holds(inner, moment)
        case Moved():
            return _moved(test, moment)
        case _:
            return _fits(test, moment)


def _fits(test: Within | Contains | Matches | Exists, moment: Seen) -> bool:
    match test:
        case Within(operand, choices):
            value = value_of(operand, moment)
            return any(same(value, choice.value) for choice in choices)  # type: ignore[arg-type]
        case Contains(whole, part):
            return _contains(value_of(whole, moment), value_of(part, moment))
        case Matches(operand, pattern):
            value = value_of(operand, moment)
            return isinstance(value, str) and has_shape(value, pattern)
        case Exists(subject):
            return value_of(subject, moment) is not MISSING
        case _:
            assert_never(test)


def value_of(operand: Operand, moment: Seen) -> Value:
    """What an operand is at the moment."""
    match operand:
        case Literal():
            return operand.value
        case Place(root, path):
            return value_at(_document(root, moment), path)
        case _:
            return _fact(operand, moment)


def _document(root: Root, moment: Seen) -> Value:
    match root:
        case Root.AFTER:
            return moment.after
        case Root.BEFORE:
            return moment.before
        case Root.DATA:
            document = moment.step.event.data
        case Root.METADATA:
            document = moment.step.event.metadata
        case _:
            assert_never(root)
    return MISSING if isinstance(document, Undecodable) else document


def _fact(fact: Fact, moment: Seen) -> Value:
    event = moment.step.event
    match fact:
        case Fact.TYPE:
            return event.type
        case Fact.VERSION:
            return event.version
        case Fact.POSITION:
            return MISSING if event.position is None else event.position
        case Fact.RECORDED_AT:
            return MISSING if event.recorded_at is None else event.recorded_at
        case Fact.DELETED:
            return event.deleted
        case Fact.FAILED:
            return isinstance(moment.step.outcome, Failed)
        case _:
            assert_never(fact)


def _compare(left: Value, comparator: Comparator, right: Value) -> bool:
    if left is MISSING or right is MISSING:
        return False
    match comparator:
        case Comparator.EQUAL:
            return same(left, right)
        case Comparator.UNEQUAL:
            return not same(left, right)
        case _:
            return _have_order(left, right) and _ordered(left, comparator, right)


def _ordered(left: Value, comparator: Comparator, right: Value) -> bool:
    match comparator:
        case Comparator.LESS:
            return bool(left < right)
        case Comparator.AT_MOST:
            return bool(left <= right)
        case Comparator.GREATER:
            return bool(left > right)
        case _:
            return bool(left >= right)


def _have_order(left: Value, right: Value) -> bool:
    kind, other = type(left), type(right)
    return (kind in _NUMBERS and other in _NUMBERS) or (kind is other and kind in _IN_ORDER)


_NUMBERS: Final = (int, float)
_IN_ORDER: Final = (str, datetime)


def _contains(whole: Value, part: Value) -> bool:
    if part is MISSING:
        return False
    match whole:
        case str() | dict():
            return isinstance(part, str) and part in whole
        case list():
            return any(same(element, part) for element in whole)
        case _:
            return False


def _moved(test: Moved, moment: Seen) -> bool:
    if moment.before is moment.after:
        return False
    before, after = value_at(moment.before, test.path), value_at(moment.after, test.path)
    match test.motion:
        case Motion.CHANGED:
            return not same(before, after)  # type: ignore[arg-type]
        case Motion.FELL:
            return _are_numbers(before, after) and _compare(after, Comparator.LESS, before)
        case Motion.ROSE:
            return _are_numbers(before, after) and _compare(after, Comparator.GREATER, before)
        case _:
            assert_never(test.motion)


def _are_numbers(before: Value, after: Value) -> bool:
    return type(before) in _NUMBERS and type(after) in _NUMBERS
