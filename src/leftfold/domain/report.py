"""The record that tells a report: what it reads off each aggregate, and what it makes of all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from leftfold.domain.definition import Kind
from leftfold.model.event import Event
from leftfold.model.query import LARGEST, Measure, Query, Row, Source, Take, Value, row_of
from leftfold.model.times import NO_TIME, from_microseconds

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a report."""

    name: str
    """As programs read it, for instance `highest_lesson`."""
    title: str
    kind: Kind = Kind.INTEGER


@dataclass(frozen=True, slots=True)
class Fold(Generic[S]):
    """What is read off an aggregate by passing over its events in order, the soft-deleted ones left out."""

    initial: S
    step: Callable[[S, Event], S]
    """The state after the event, the one before it left as it was; an event that makes it raise is passed over."""
    rows: Callable[[S], tuple[Row, ...]]
    """What the aggregate says in the end: no rows, one, or one for each month."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What the rows of all aggregates are made into, where a report is not about each of them."""

    columns: tuple[Column, ...]
    rows: Callable[[Sequence[Row]], tuple[Row, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A question about many aggregates, with its answer in columns."""

    name: str
    """In words with dashes, for instance `highest-lesson`."""
    title: str
    help: str = ""
    """In a sentence, how its figures are meant."""
    aggregate_types: tuple[str, ...]
    """The types of aggregate it reads; empty for any."""
    columns: tuple[Column, ...]
    """What an aggregate's row has."""
    reads: Fold[Any] | Query
    """How that is read: by a fold, or by a question that the database answers where it can do so exactly."""
    merged: Merged | None = None
    """None where each aggregate has its own row."""
    total: Callable[[Sequence[Row]], Row] | None = None
    """One row of the rows that are shown; absent where they have nothing in common."""
    chart: str = ""
    """The name of the column that is drawn; none where it is empty."""
    origin: str = field(default="built in", compare=False)
    """Where it was found: a distribution's name or a file's path."""

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns of its rows, without those that name an aggregate."""
        return self.merged.columns if self.merged else self.columns

    @property
    def fold(self) -> Fold[Any]:
        """What reads an aggregate's events."""
        return fold_of(self.reads) if isinstance(self.reads, Query) else self.reads


_Found = Mapping[str, Row]
"""By month, or under an empty text, what was found for each measure."""


def fold_of(query: Query) -> Fold[_Found]:
    """The fold that gives what a query asks for."""
    empty: Row = (None,) * len(query.measures)

    def step(found: _Found, event: Event) -> _Found:
        values = tuple(_value(measure, event) for measure in query.measures)
        if values == empty:
            return found
        month = month_of(event) if query.by_month else ""
        known = found.get(month, empty)
        return {**found, month: tuple(map(_taken, query.measures, known, values))}

    def rows(found: _Found) -> tuple[Row, ...]:
        return tuple(row_of(query, month, found[month]) for month in sorted(found))

    return Fold({}, step, rows)


def month_of(event: Event) -> str:
    """The month of UTC in which an event was stored, as `2024-05`; empty where the store does not say."""
    return "" if event.at == NO_TIME else from_microseconds(event.at).strftime("%Y-%m").rjust(7, "0")


def _value(measure: Measure, event: Event) -> Value:
    for source in measure.sources:
        if source.event_type == event.type:
            return _found(measure.take, source, event)
    return None


def _found(take: Take, source: Source, event: Event) -> Value:
    if take is Take.COUNT and not source.path:
        return 1
    value: Any = event.data
    for key in source.path:
        value = value.get(key) if isinstance(value, dict) else None
    if take in (Take.COUNT, Take.LAST):
        found = value if isinstance(value, (str, int, float)) else None
        return found if take is Take.LAST or found is None else 1
    return value + source.plus if type(value) is int and abs(value) <= LARGEST else None


def _taken(measure: Measure, known: Any, value: Any) -> Value:
    if value is None or known is None:
        taken: Value = known if value is None else value
        return taken
    match measure.take:
        case Take.COUNT | Take.SUM:
            return known + value  # type: ignore[no-any-return]
        case Take.MAX:
            return max(known, value)  # type: ignore[no-any-return]
        case Take.LAST:
            return value  # type: ignore[no-any-return]
