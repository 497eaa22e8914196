"""A report as it is shown: rows under columns, a total, and which way it was worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from leftfold.domain.definition import Kind
from leftfold.domain.report import Column, Report
from leftfold.model.errors import BadRequest
from leftfold.model.json import Json, JsonObject
from leftfold.model.query import Row, Value
from leftfold.model.stream import StreamId
from leftfold.reports.rollup import Rollups
from leftfold.reports.running import Part, Progress, Worked, of_streams, types_of, work_out
from leftfold.store.store import Store

_NAMED: Final = (Column("type", "Type", Kind.TEXT), Column("id", "Aggregate", Kind.TEXT))
_FOLDED: Final = "Folded from the aggregate's own events."


@dataclass(frozen=True, slots=True)
class Line:
    """One row, with the aggregate it is about; None where it is about many."""

    stream: StreamId | None
    values: Row


@dataclass(frozen=True, slots=True)
class Result:
    """What a report says."""

    report: Report
    columns: tuple[Column, ...]
    """Of the lines; those that name an aggregate come first."""
    lines: tuple[Line, ...]
    total: Row | None
    """One value for each column of the report itself; None where there is no total, or it failed."""
    way: str
    aggregates: int
    failed: int
    """Events that the report could not take, and passed over."""

    @property
    def lead(self) -> int:
        """How many columns name the aggregate."""
        return len(self.columns) - len(self.report.shown)

    @property
    def total_line(self) -> Row | None:
        """The total under all columns."""
        if self.total is None:
            return None
        return (*("All",) * min(self.lead, 1), *(None,) * (self.lead - 1), *self.total)

    @property
    def charted(self) -> tuple[tuple[str, float], ...]:
        """What is drawn: a label and a number for each line that has one."""
        place = self.place_of(self.report.chart)
        if place is None:
            return ()
        numbers = ((line, line.values[place]) for line in self.lines)
        label = self.lead - 1 if self.lead else 0
        return tuple((str(line.values[label]), float(n)) for line, n in numbers if isinstance(n, (int, float)))

    def place_of(self, name: str) -> int | None:
        """The place of a column by its name; None for none."""
        return next((place for place, one in enumerate(self.columns) if one.name == name), None)

    def json_rows(self) -> tuple[JsonObject, ...]:
        """The lines as programs read them."""
        names = [column.name for column in self.columns]
        return tuple({name: _json(value) for name, value in zip(names, one.values, strict=True)} for one in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which part of a store a report is made of, and whether it may go on from the last time."""

    stream: StreamId | None = None
    """One aggregate; None for all."""
    type: str | None = None
    rollups: Rollups | None = None
    """None where all is to be worked out anew."""


def make(report: Report, store: Store, asked: Asked, progress: Progress) -> Result:
    """The report on a store, or a part of it. Raises `BadRequest` where it does not read what is asked for."""
    types = types_of(report, store, asked.type)
    _check_types(report, asked)
    if asked.stream is not None:
        return _result(report, Worked(of_streams(report, store, (asked.stream,), progress), _FOLDED))
    if asked.rollups is not None and types:
        return _result(report, asked.rollups.work_out(report, store, types, progress))
    return _result(report, work_out(report, store, types, progress))


def _check_types(report: Report, asked: Asked) -> None:
    wanted = asked.stream.type if asked.stream else asked.type
    if wanted is not None and report.aggregate_types and wanted not in report.aggregate_types:
        reads = " and ".join(report.aggregate_types)
        raise BadRequest(f"The report {report.name} reads aggregates of type {reads}, not {wanted or 'no type'}.")


def _result(report: Report, worked: Worked) -> Result:
    said = tuple(row for part in worked.parts.values() for row in part.rows)
    if report.merged is not None:
        columns, lines = report.merged.columns, tuple(Line(None, row) for row in _merged(report, said))
    else:
        columns, lines = (*_NAMED, *report.columns), _own_lines(worked.parts)
    shown = [line.values[len(columns) - len(report.shown) :] for line in lines]
    failed = sum(part.failed for part in worked.parts.values())
    return Result(report, columns, lines, _total(report, shown), worked.way, len(worked.parts), failed)


def _own_lines(parts: Mapping[StreamId, Part]) -> tuple[Line, ...]:
    return tuple(Line(stream, (stream.type, stream.id, *row)) for stream, part in parts.items() for row in part.rows)


def _merged(report: Report, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    if report.merged is None:
        return rows
    try:
        return tuple(map(tuple, report.merged.rows(rows)))
    except Exception as error:  # the border to the report's code
        raise BadRequest(f"The report {report.name} failed: {error!r}.") from error


def _total(report: Report, rows: list[Row]) -> Row | None:
    if report.total is None:
        return None
    try:
        return tuple(report.total(rows))
    except Exception as error:  # the border to the report's code
        raise BadRequest(f"The total of the report {report.name} failed: {error!r}.") from error


def _json(value: Value) -> Json:
    return value
