"""The contract of a report: what Leftfold takes for granted of its record and of its functions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import Any, Final

from leftfold.domain.definition import Kind
from leftfold.domain.report import Column, Report
from leftfold.model.event import Event
from leftfold.model.query import Query, Row, Take
from leftfold.testing.assertions import call, check

_NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_COLUMN: Final = re.compile(r"[a-z][a-z0-9_]*")
_KINDS: Final[dict[Kind, tuple[type, ...]]] = {
    Kind.TEXT: (str, int, float),
    Kind.INTEGER: (int,),
    Kind.NUMBER: (int, float),
}


def check_report(report: Report, *, events: Iterable[Event] = ()) -> None:
    """Raise `AssertionError` with the first thing in which the report breaks its contract.

    `events` are some that it must take, each aggregate's in order, the soft-deleted ones passed by; more of them find
    more.
    """
    _check_record(report)
    states = _states(report, [event for event in events if not event.deleted])
    rows: list[Row] = []
    for state in states:
        said = call("rows", report.fold.rows, state)
        check(said == call("rows", report.fold.rows, state), "rows gave other rows when it was called again.")
        _check_rows("A row of an aggregate", report.columns, said)
        rows += said
    shown: Sequence[Row] = rows
    if report.merged is not None:
        shown = call("The rows of all", report.merged.rows, rows)
        _check_rows("A row of all", report.merged.columns, shown)
    if report.total is not None:
        for some in ([], shown):
            total = call("total", report.total, some)
            check(len(total) == len(report.shown), f"The total has {len(total)} values, not {len(report.shown)}.")


def _check_record(report: Report) -> None:
    check(_NAME.fullmatch(report.name), f"The name {report.name!r} is not in small words with dashes.")
    check(report.title.strip(), f"The report {report.name} has no title.")
    for columns in (report.columns, report.shown):
        check(columns, "There are no columns.")
        for name, count in Counter(column.name for column in columns).items():
            check(_COLUMN.fullmatch(name), f"The column {name!r} is not in small letters and underscores.")
            check(count == 1, f"Two columns are called {name!r}.")
        for column in columns:
            check(column.kind in _KINDS, f"The column {column.name} is {column.kind}, which no row can have.")
    names = [column.name for column in report.shown]
    check(not report.chart or report.chart in names, f"The chart is of {report.chart!r}, which is no column.")
    if isinstance(report.reads, Query):
        _check_query(report.reads, len(report.columns))


def _check_query(query: Query, columns: int) -> None:
    asked = len(query.measures) + query.by_month
    check(asked == columns, f"The query gives {asked} values, and there are {columns} columns.")
    for measure in query.measures:
        types = [source.event_type for source in measure.sources]
        check(len(types) == len(set(types)), f"A measure has two sources of one type of event: {', '.join(types)}.")
        whole = measure.take is not Take.COUNT
        check(not whole or all(one.path for one in measure.sources), f"A {measure.take} needs a path of keys.")


def _states(report: Report, events: list[Event]) -> list[Any]:
    fold = report.fold
    states = {event.stream: fold.initial for event in events}
    for event in events:
        before, copy = states[event.stream], deepcopy(states[event.stream])
        what = f"step, of event {event.version}, {event.type},"
        after = call(what, fold.step, before, event)
        check(before == copy, f"{what} changed the state before it.")
        check(after == call(what, fold.step, before, event), f"{what} gave another state when it was called again.")
        states[event.stream] = after
    return [fold.initial, *states.values()]


def _check_rows(what: str, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    for row in rows:
        check(len(row) == len(columns), f"{what} has {len(row)} values, and there are {len(columns)} columns.")
        for column, value in zip(columns, row, strict=True):
            fits = value is None or (isinstance(value, _KINDS[column.kind]))
            check(fits, f"{what} has {value!r} in the column {column.name}, which is {column.kind}.")
