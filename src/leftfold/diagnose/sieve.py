"""What a condition says of an event's type and time alone, so that most events are passed over without a look."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from typing import Final

from leftfold.diagnose.tree import AllOf, AnyOf, Comparator, Comparison, Fact, Literal, Test, Within
from leftfold.model.event import Event
from leftfold.model.times import NO_TIME, microseconds

_EARLIEST: Final = NO_TIME + 1
"""No comparison holds of a time that is not known."""
_LATEST: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Sieve:
    """Lets all events through at which a condition holds, and few others."""

    types: frozenset[str] | None = None
    """The types that are let through; None for any."""
    first: int = NO_TIME
    """The earliest time, in microseconds."""
    last: int = _LATEST
    """The latest one."""
    is_exact: bool = False
    """Whether the condition holds at each event that is let through."""

    def lets(self, event: Event) -> bool:
        """Whether an event is let through."""
        return (self.types is None or event.type in self.types) and self.first <= event.at <= self.last


def sieve_of(test: Test) -> Sieve:
    """The sieve of a condition's test."""
    match test:
        case AllOf(tests):
            return reduce(_both, map(sieve_of, tests))
        case AnyOf(tests):
            return reduce(_either, map(sieve_of, tests))
        case Comparison(Fact.TYPE, Comparator.EQUAL, Literal(str() as name)) | Comparison(
            Literal(str() as name), Comparator.EQUAL, Fact.TYPE
        ):
            return Sieve(frozenset((name,)), is_exact=True)
        case Within(Fact.TYPE, choices):
            return Sieve(frozenset(one.value for one in choices if isinstance(one.value, str)), is_exact=True)
        case Comparison(Fact.RECORDED_AT, comparator, Literal(datetime() as time)):
            return _of_time(comparator, microseconds(time))
        case _:
            return Sieve()


def _of_time(comparator: Comparator, at: int) -> Sieve:
    spans = {
        Comparator.EQUAL: (at, at),
        Comparator.LESS: (_EARLIEST, at - 1),
        Comparator.AT_MOST: (_EARLIEST, at),
        Comparator.GREATER: (at + 1, _LATEST),
        Comparator.AT_LEAST: (at, _LATEST),
    }
    return Sieve(None, *spans[comparator], is_exact=True) if comparator in spans else Sieve()


def _both(one: Sieve, other: Sieve) -> Sieve:
    types = one.types if other.types is None else other.types if one.types is None else one.types & other.types
    first, last = max(one.first, other.first), min(one.last, other.last)
    return Sieve(types, first, last, is_exact=one.is_exact and other.is_exact)


def _either(one: Sieve, other: Sieve) -> Sieve:
    types = None if one.types is None or other.types is None else one.types | other.types
    first, last = min(one.first, other.first), max(one.last, other.last)
    # An event that is of the type of one and of the time of the other is let through as well.
    return replace(Sieve(types, first, last), is_exact=False)
