"""The tree that a condition's text is parsed to. Its values are compared as they are written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias, assert_never

from leftfold.model.paths import Path


class Fact(StrEnum):
    """What every event has beside its documents."""

    TYPE = "event.type"
    VERSION = "event.version"
    POSITION = "event.position"
    RECORDED_AT = "event.recorded_at"
    DELETED = "event.deleted"
    FAILED = "event.failed"


class Root(StrEnum):
    """The documents that a path may lead into."""

    DATA = "event.data"
    METADATA = "event.metadata"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in one of the documents."""

    root: Root
    path: Path


Scalar: TypeAlias = str | int | float | bool | datetime | None


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written in the condition."""

    value: Scalar = field(compare=False)
    text: str
    """As it is printed. Literals are equal where this is, since for Python 1 equals true."""


Subject: TypeAlias = Fact | Place
Operand: TypeAlias = Subject | Literal


class Comparator(StrEnum):
    """How two values are compared."""

    EQUAL = "="
    UNEQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    GREATER = ">"
    AT_LEAST = ">="


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two values compared."""

    left: Operand
    comparator: Comparator
    right: Operand


@dataclass(frozen=True, slots=True)
class Within:
    """A value that is one of a list."""

    operand: Operand
    choices: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class Contains:
    """A text that has a part, an array that has an element, or an object that has a key."""

    whole: Operand
    part: Operand


@dataclass(frozen=True, slots=True)
class Matches:
    """A text that has the shape of a pattern in which each `*` stands for any run of characters."""

    operand: Operand
    pattern: str


@dataclass(frozen=True, slots=True)
class Exists:
    """Something that is there, be it null."""

    subject: Subject


class Motion(StrEnum):
    """What an event may do to a value of the state."""

    CHANGED = "changed"
    FELL = "fell"
    ROSE = "rose"


@dataclass(frozen=True, slots=True)
class Moved:
    """A value of the state that the event changed, lowered or raised."""

    motion: Motion
    path: Path


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a test."""

    test: Test


@dataclass(frozen=True, slots=True)
class AllOf:
    """Two or more tests that must all hold."""

    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Two or more tests of which one must hold."""

    tests: tuple[Test, ...]


Test: TypeAlias = Comparison | Within | Contains | Matches | Exists | Moved | Not | AllOf | AnyOf


def asks_state(test: Test) -> bool:
    """Whether a test looks at the state around an event, and not at the event alone."""
    match test:
        case Moved():
            return True
        case Not(inner):
            return asks_state(inner)
        case AllOf(tests) | AnyOf(tests):
            return any(map(asks_state, tests))
        case Comparison(left, _, right) | Contains(left, right):
            return _in_state(left) or _in_state(right)
        case Within(operand) | Matches(operand) | Exists(operand):
            return _in_state(operand)
        case _:
            assert_never(test)


def speaks_of_event(test: Test) -> bool:
    """Whether a test asks about an event, or how it changed the state, and not only how the state is after it."""
    match test:
        case Moved():
            return True
        case Not(inner):
            return speaks_of_event(inner)
        case AllOf(tests) | AnyOf(tests):
            return any(map(speaks_of_event, tests))
        case Comparison(left, _, right) | Contains(left, right):
            return _beside_state(left) or _beside_state(right)
        case Within(operand) | Matches(operand) | Exists(operand):
            return _beside_state(operand)
        case _:
            assert_never(test)


def _beside_state(operand: Operand) -> bool:
    return isinstance(operand, Fact) or (isinstance(operand, Place) and operand.root is not Root.AFTER)


def _in_state(operand: Operand) -> bool:
    return isinstance(operand, Place) and operand.root in (Root.BEFORE, Root.AFTER)
