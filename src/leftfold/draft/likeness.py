"""Whether two states are so alike that no fold can tell them apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from math import copysign
from typing import Any, Final, Generic
from uuid import UUID

_EQUAL: Final = frozenset({int, str, bytes, UUID, Fraction, timedelta})
"""Kinds whose equal values are the same in all respects."""
_WRITTEN: Final = frozenset({Decimal, datetime, date, time})
"""Kinds whose equal values may still differ, as 1.0 and 1.00 or two time zones do, and are then written differently."""


def alike(one: object, other: object) -> bool:
    """Whether any fold goes on from both states in the same way; False also where that cannot be told.

    Being equal is not enough: 1 and true are, and so are two objects with their keys in another order.
    """
    try:
        return _same(one, other)
    except Exception:  # noqa: BLE001 - the border to the domain's code: its values are compared, and its attributes read
        return False


def _same(one: Any, other: Any) -> bool:
    if one is other:
        return True
    kind = type(one)
    if kind is not type(other):
        return False
    if kind in _EQUAL:
        return bool(one == other)
    if kind is float:
        return bool(one == other) and copysign(1, one) == copysign(1, other)
    if kind in _WRITTEN:
        return repr(one) == repr(other)
    return _same_whole(kind, one, other)


def _same_whole(kind: type, one: Any, other: Any) -> bool:
    if kind in (tuple, list) or (issubclass(kind, tuple) and hasattr(kind, "_fields") and not hasattr(one, "__dict__")):
        return _same_each(one, other)
    if kind is dict:
        return _same_each(one, other) and _same_each(one.values(), other.values())
    if kind in (set, frozenset):
        return _same_each(_members(one), _members(other))
    if all(map(_is_record, kind.__mro__)):
        names = _attributes(one)
        return names == _attributes(other) and all(_same(getattr(one, name), getattr(other, name)) for name in names)
    return False


def _same_each(some: Iterable[Any], others: Iterable[Any]) -> bool:
    return all(_same(one, other) for one, other in zip(some, others, strict=True))


def _members(whole: Iterable[Any]) -> list[tuple[str, Any]]:
    """What a set has, in one order; of members that have none a `TypeError`."""
    return sorted((type(member).__name__, member) for member in whole)


def _is_record(kind: type) -> bool:
    """Whether a class adds nothing to its objects but attributes that have names."""
    return kind in (object, Generic) or "__dataclass_params__" in vars(kind)


def _attributes(record: Any) -> list[str]:
    """The names of what a dataclass's object is made of, those beside its fields included."""
    slots = (name for kind in type(record).__mro__ for name in vars(kind).get("__slots__", ()))
    names = (*(field.name for field in fields(record)), *slots, *getattr(record, "__dict__", ()))
    return [*dict.fromkeys(names)]
