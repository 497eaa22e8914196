"""States are alike only where nothing can tell them apart."""

from __future__ import annotations

from collections import OrderedDict, namedtuple
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

import numpy as np
import pytest
from typing_extensions import override

from leftfold.domain.border import equal
from leftfold.draft.likeness import alike

T = TypeVar("T")


class Point(NamedTuple):
    """A named tuple."""

    x: float
    y: object


class Named(Point):
    """Has attributes beside its fields."""


@dataclass(frozen=True, slots=True)
class Lot:
    """A dataclass that is equal to another whatever its note."""

    item: str
    count: object
    note: str = field(default="", compare=False)


@dataclass
class Box(Generic[T]):
    """A dataclass that takes further attributes."""

    content: T


@dataclass
class Pile(list[int]):
    """A dataclass that has more than its fields."""

    name: str


class Odd:
    """What cannot be compared."""

    @override
    def __eq__(self, _other: object) -> bool:
        raise ValueError("cannot be compared")

    __hash__ = None  # type: ignore[assignment]


NEW_YORK = timezone(timedelta(hours=-5))
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
Pair = namedtuple("Pair", "x y")


@pytest.mark.parametrize(
    "state",
    [
        None,
        True,
        3,
        2.5,
        "text",
        b"bytes",
        Decimal("1.50"),
        Fraction(1, 3),
        NOON,
        UUID(int=7),
        (1, [2, {"three": None, "four": [5.0, "six"]}]),
        {1, 2, 3},
        frozenset({"a", 1}),
        Point(1.0, ("y",)),
        Pair(1, 2),
        Lot("pen", 3, "blue"),
        Box(Lot("pen", {"a": [1]})),
    ],
)
def test_copies_are_alike(state: object) -> None:
    assert alike(state, deepcopy(state))
    assert equal(state, deepcopy(state))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        (1, 1.0),
        (0.0, -0.0),
        (Decimal("1.5"), Decimal("1.50")),
        (NOON, NOON.astimezone(NEW_YORK)),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({"a": 1}, {"a": True}),
        ([1, [2]], [1, [2.0]]),
        ({1}, {True}),
        ({1: 0}, OrderedDict({1: 0})),
        (Point(1, 2), (1, 2)),
        (Point(1, 2), Pair(1, 2)),
        (Lot("pen", 1), Lot("pen", True)),
        (Lot("pen", 1, "blue"), Lot("pen", 1, "red")),
    ],
)
def test_what_is_equal_and_can_be_told_apart_is_not_alike(one: object, other: object) -> None:
    assert equal(one, other)
    assert not alike(one, other)


def test_what_differs_is_not_alike() -> None:
    for one, other in (([1], [1, 2]), ({"a": 1}, {"a": 1, "b": 2}), (Lot("pen", 1), Lot("ink", 1)), ("a", "b")):
        assert not alike(one, other)
        assert not alike(other, one)


def test_attributes_beside_the_fields_count() -> None:
    one, other = Box(1), Box(1)
    one.late = "x"  # type: ignore[attr-defined]
    assert equal(one, other)
    assert not alike(one, other)
    other.late = "x"  # type: ignore[attr-defined]
    assert alike(one, other)


def _twice(made: Any) -> tuple[object, object]:
    return made, deepcopy(made)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (np.zeros(2), np.zeros(2)),
        (Odd(), Odd()),
        ([Odd()], [Odd()]),
        (float("nan"), float("nan")),
        ({1j, 2j}, {1j, 2j}),
        _twice(SimpleNamespace(a=1)),
        _twice(Named(1, 2)),
        _twice(Pile("a")),
    ],
)
def test_in_doubt_they_are_not_alike(one: object, other: object) -> None:
    assert not alike(one, other)


def test_what_nests_too_deeply_to_be_compared_is_not_alike() -> None:
    one: list[object] = []
    one.append(one)
    other: list[object] = []
    other.append(other)
    assert not alike(one, other)
    assert not equal(one, other)
    assert alike(one, one)


def test_what_cannot_be_compared_is_not_equal() -> None:
    assert not equal(np.zeros(2), np.zeros(2))
    assert not equal(Odd(), Odd())
