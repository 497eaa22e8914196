"""An import map: which rows of a file become which events. Plain values, parsed from a TOML file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import TypeAlias

from leftfold.model.json import Json
from leftfold.store.importing.template import Template


class Format(StrEnum):
    """How the rows are written; either may be compressed with gzip."""

    CSV = "csv"
    JSON_LINES = "jsonl"


class Cast(StrEnum):
    """The kind of value a text is read as."""

    TEXT = "text"
    INTEGER = "int"
    NUMBER = "number"
    YES_NO = "bool"


class Empty(StrEnum):
    """What becomes of a field that the row leaves empty."""

    REFUSE = "refuse"
    """The row is bad, but where the field is a text: that may be empty."""
    NULL = "null"
    OMIT = "omit"


class Otherwise(StrEnum):
    """What becomes of a row that no rule matches."""

    SKIP = "skip"
    FATAL = "fatal"


@dataclass(frozen=True, slots=True)
class Constant:
    """A field with the same value in every event."""

    value: Json


@dataclass(frozen=True, slots=True)
class Filled:
    """A field whose value is read from the row."""

    template: Template
    cast: Cast
    empty: Empty


@dataclass(frozen=True, slots=True)
class Fields:
    """A document made field by field."""

    fields: tuple[tuple[str, Constant | Filled], ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A document that one column holds as JSON."""

    column: str


@dataclass(frozen=True, slots=True)
class TimeColumn:
    """A column with an ISO 8601 time; the zone is taken where the time names none."""

    column: str
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class DaysAfter:
    """A column that counts days from a start, and the column whose value says which start."""

    days: str
    start: str
    starts: tuple[tuple[str, datetime], ...]

    def start_of(self, name: str) -> datetime | None:
        """The start with a name; None where there is none."""
        return next((start for named, start in self.starts if named == name), None)


Document: TypeAlias = Fields | Whole
RecordedAt: TypeAlias = TimeColumn | DaysAfter


@dataclass(frozen=True, slots=True)
class Condition:
    """A column that must have one of these texts."""

    column: str
    texts: frozenset[str]


@dataclass(frozen=True, slots=True)
class EventRule:
    """The event that a row becomes where all the conditions hold."""

    when: tuple[Condition, ...]
    type: Template
    data: Document
    metadata: Document | None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it reads."""
        documents = [self.data] if self.metadata is None else [self.data, self.metadata]
        read = [column for document in documents for column in _document_columns(document)]
        return (*(condition.column for condition in self.when), *self.type.columns, *read)


@dataclass(frozen=True, slots=True)
class ImportMap:
    """How the rows of a file become events; of several rules that match, the first counts."""

    title: str
    format: Format
    stream_type: Template
    stream_id: Template
    recorded_at: RecordedAt
    rules: tuple[EventRule, ...]
    otherwise: Otherwise
    origin: str
    """The file it was read from."""

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that it reads, each once."""
        match self.recorded_at:
            case TimeColumn(column):
                times: tuple[str, ...] = (column,)
            case DaysAfter(days, start):
                times = (days, start)
        rules = [column for rule in self.rules for column in rule.columns]
        return tuple(dict.fromkeys((*self.stream_type.columns, *self.stream_id.columns, *times, *rules)))


def _document_columns(document: Document) -> tuple[str, ...]:
    match document:
        case Whole(column):
            return (column,)
        case Fields(fields):
            filled = (value for _name, value in fields if isinstance(value, Filled))
            return tuple(column for value in filled for column in value.template.columns)
