"""A layout: where a kind of event store keeps what Leftfold asks for. Plain values, parsed from a TOML file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class DocumentForm(StrEnum):
    """How a payload, metadata document or snapshot is stored."""

    JSON = "json"
    EVENTSOURCING = "eventsourcing"
    """JSON with wrapped values, perhaps compressed or encrypted, as PyPI `eventsourcing` writes it."""


class IdForm(StrEnum):
    """How an aggregate's id is stored."""

    TEXT = "text"
    UUID_HEX = "uuid-hex"
    """A UUID as 32 hexadecimal digits, shown with its dashes; any other text as it is."""


@dataclass(frozen=True, slots=True)
class TextPart:
    """A text column, or the part of it after the first of one mark and before the last of another."""

    column: str
    after: str = ""
    before_last: str = ""

    @property
    def whole(self) -> bool:
        """Whether it is the whole column."""
        return not self.after and not self.before_last


@dataclass(frozen=True, slots=True)
class DocumentColumn:
    """A column that holds a document, or holds it under a key of a larger one."""

    column: str
    form: DocumentForm
    key: str = ""


@dataclass(frozen=True, slots=True)
class Gathered:
    """A document made of columns, each under its own name."""

    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimeColumn:
    """A column that holds a time as ISO 8601 text."""

    column: str


@dataclass(frozen=True, slots=True)
class TimeInData:
    """A key of the payload that holds a time as ISO 8601 text."""

    key: str


Metadata: TypeAlias = DocumentColumn | Gathered
Time: TypeAlias = TimeColumn | TimeInData


@dataclass(frozen=True, slots=True)
class EventsTable:
    """Where the parts of an event lie."""

    table: str
    aggregate_type: TextPart
    """A whole column is part of the stream's key; a part of one is read from the stream's first event."""
    aggregate_id: str
    id_form: IdForm
    version: str
    position: str
    event_type: TextPart
    data: DocumentColumn
    metadata: Metadata
    recorded_at: Time
    without: tuple[str, ...]
    """Columns that tell a different layout with the same table."""


@dataclass(frozen=True, slots=True)
class SnapshotsTable:
    """Where the application's snapshots lie."""

    table: str
    optional: bool
    """Whether a store may lack the table."""
    aggregate_type: TextPart | None
    """None where the id alone names the stream."""
    aggregate_id: str
    version: str
    state: DocumentColumn
    recorded_at: Time


@dataclass(frozen=True, slots=True)
class Needed:
    """A table that must be there with these columns."""

    table: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where one kind of event store keeps what Leftfold asks for."""

    key: str
    title: str
    databases: tuple[str, ...]
    """The kinds of database it is known in, as SQLAlchemy names them."""
    first_version: int
    """The version of a stream's first event."""
    events: EventsTable
    snapshots: SnapshotsTable
    needs: tuple[Needed, ...]
    """Further tables that a store of this layout has."""
    protocol: str
    """The name of the way in which events are appended; empty where there is none."""
    mark: str
    """The name of the way in which an event is soft-deleted; empty where there is none."""
    absent: tuple[tuple[str, str], ...]
    """The capabilities the layout does not have, each with its reason."""
    origin: str = ""
    """The file it was read from."""
