"""A question about a store that can be asked as plain values, so that a database may answer it as well as a fold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

Value: TypeAlias = str | int | float | None
"""What a report has in a column of a row."""
Row: TypeAlias = tuple[Value, ...]

LARGEST: Final = 2**53 - 1
"""The largest whole number that every program reads from JSON as the same one; greater ones are passed over."""


class Take(StrEnum):
    """What is made of the values that are found."""

    COUNT = "count"
    """How many events there are; of those with a path, the ones that have a text, a number or a truth there."""
    SUM = "sum"
    """The sum of the whole numbers."""
    MAX = "max"
    """The greatest of the whole numbers."""
    LAST = "last"
    """The text, number or truth of the last event that has one."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value is found: in events of a type, under a path of keys of the payload."""

    event_type: str
    path: tuple[str, ...] = ()
    """Empty where the event itself is what counts."""
    plus: int = 0
    """How much is added to the whole number there."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One column that is worked out from events."""

    take: Take
    sources: tuple[Source, ...]
    """Each of a type of its own."""


@dataclass(frozen=True, slots=True)
class Query:
    """Measures of each aggregate, or of each of its months; soft-deleted events are left out.

    An aggregate, or a month of it, has a row where any event counts for any measure: its month first, where rows are by
    month, then the measures. Where nothing counts for one, it is 0 of a count and None of all else.
    """

    measures: tuple[Measure, ...]
    by_month: bool = False
    """Months are those of UTC, as `2024-05`."""

    @property
    def event_types(self) -> tuple[str, ...]:
        """The types of event that count for any measure."""
        return tuple(dict.fromkeys(source.event_type for measure in self.measures for source in measure.sources))


def row_of(query: Query, month: str, found: Row) -> Row:
    """The row of an aggregate, or of its month, of what was found for each measure."""
    values = (
        0 if value is None and measure.take is Take.COUNT else value
        for measure, value in zip(query.measures, found, strict=True)
    )
    return (month, *values) if query.by_month else tuple(values)
