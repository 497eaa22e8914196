"""A layout: where a kind of event store keeps what Leftfold asks for. Plain values, parsed from a TOML file.

A column is named as it is in the events table, or as `name.column` in a table joined under that name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from leftfold.store.forms import DocumentForm, IdForm, TimeUnit
from leftfold.store.protocols import Appending, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """A text: a constant, a column or several, what a JSON column has under a key, or a part of one of these."""

    column: str = ""
    further: tuple[str, ...] = ()
    """Columns whose texts follow, each after the sign."""
    sign: str = ""
    """What stands between the texts of several columns where they are shown."""
    unsaid: str = ""
    """What one of several columns has for the usual case, and is not shown."""
    key: str = ""
    within: tuple[str, ...] = ()
    """The keys of the objects around it, the outermost first."""
    after: str = ""
    """What is before the first of this sign, and the sign, is cut."""
    before: str = ""
    """What is after the first of this sign, and the sign, is cut."""
    before_last: str = ""
    """What is after the last of this sign, and the sign, is cut."""
    otherwise: str = ""
    """What it is where the sign is not there, or nothing before it."""
    value: str = ""

    @property
    def whole(self) -> bool:
        """Whether it is the whole column."""
        return bool(self.column) and not (self.further or self.key or self.after or self.before or self.before_last)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it is, if it is nothing but whole columns; else none."""
        return (self.column, *self.further) if self.whole or self.further else ()


@dataclass(frozen=True, slots=True)
class DocumentColumn:
    """A column that holds a document, or holds it under a path of keys of a larger one."""

    column: str
    form: DocumentForm
    path: tuple[str, ...] = ()
    over: str = ""
    """A column that has the document instead, where it is not NULL; a store may lack it."""
    nullable: bool = False
    """Whether NULL is a document, the one that says nothing, rather than one that is missing."""
    unseal: Callable[[bytes], bytes | None] | None = None
    """Opens what is encrypted, where a person gave the key; None in a layout."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """A document, columns that are each put under their own name, or both."""

    document: DocumentColumn | None
    columns: tuple[str, ...] = ()
    """Those that a store lacks are left out."""
    optional: bool = False
    """Whether a store may lack the document's column."""


@dataclass(frozen=True, slots=True)
class TimeColumn:
    """A column that holds a time."""

    column: str
    unit: TimeUnit = TimeUnit.ISO


@dataclass(frozen=True, slots=True)
class TimeInside:
    """A time that a document has under its path."""

    document: DocumentColumn
    unit: TimeUnit = TimeUnit.ISO


Time: TypeAlias = TimeColumn | TimeInside


@dataclass(frozen=True, slots=True)
class Condition:
    """What a row must have in a column to be one that counts: a constant, or what is in another column."""

    column: str
    value: str | int | bool
    other: bool = False
    """Whether the value names a column."""
    negated: bool = False
    """Whether it counts where it has anything else."""


@dataclass(frozen=True, slots=True)
class Join:
    """A table with one row for each row of the events table."""

    name: str
    """What its columns are named by."""
    table: str
    on: tuple[Condition, ...]
    """Of its own columns; the others are the events table's, or those of a table joined before."""
    schema: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventsTable:
    """Where the parts of an event lie."""

    table: str
    """A name, or one with a part in braces that stands for any text: the store's own, used in other names again."""
    schema: str = ""
    """Where a found store has it; empty in a layout."""
    joins: tuple[Join, ...] = ()
    where: tuple[Condition, ...] = ()
    """What each row that is an event has."""
    streams: str = ""
    """The joined table that has one row a stream; empty where none has."""
    aggregate_type: TextPart
    """A whole column of the events table is part of the stream's key; another is read from the stream's first event."""
    aggregate_id: TextPart
    id_form: IdForm = IdForm.TEXT
    keyed_by_type: bool | None = None
    """Whether type and id together name a stream; None where that follows from where the type is."""
    version: str
    version_key: str = ""
    """The column of an event's place in its stream, or a JSON column with its key; empty where events are counted."""
    items: str = ""
    """The column that tells how many events a row has, the last of which has the version; empty where each has one."""
    position: str
    """The column of an event's place in the store; empty where there is none."""
    event_type: TextPart
    data: DocumentColumn
    metadata: Metadata
    recorded_at: Time | None
    deleted: str = ""
    """The column that tells whether the library's readers pass an event over; empty where none does."""
    present: tuple[str, ...] = ()
    """Columns without which a row is no event of any stream."""
    without: tuple[str, ...] = ()
    """Columns that tell a different layout with the same table."""
    indexed: tuple[str, ...] = ()
    """Keys of a JSON column that an index of the table is over."""

    @property
    def type_in_key(self) -> bool:
        """Whether type and id together name a stream, rather than the id alone."""
        columns = self.aggregate_type.columns
        follows = bool(columns) and not any("." in column for column in columns) and not self.streams
        return follows if self.keyed_by_type is None else self.keyed_by_type


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotsTable:
    """Where the application's snapshots lie."""

    table: str
    schema: str = ""
    optional: bool
    """Whether a store may lack the table."""
    aggregate_type: str = ""
    """Empty where the id alone names the stream."""
    aggregate_id: str
    version: str
    state: DocumentColumn
    recorded_at: Time | None


@dataclass(frozen=True, slots=True)
class Needed:
    """A table that must be there with these columns."""

    table: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where one kind of event store keeps what Leftfold asks for."""

    key: str
    title: str
    databases: tuple[str, ...]
    """The kinds of database it is known in, as SQLAlchemy names them."""
    first_version: int
    """The version of a stream's first event."""
    events: EventsTable
    snapshots: SnapshotsTable | None
    needs: tuple[Needed, ...]
    """Further tables that a store of this layout has."""
    protocol: Protocol | None
    """The way in which events are appended; None where there is none."""
    appending: Appending | None
    """None where there is no such way, and for Leftfold's own."""
    mark: str
    """The name of the way in which an event is soft-deleted; empty where there is none."""
    absent: tuple[tuple[str, str], ...]
    """The capabilities the layout does not have, each with its reason."""
    personal: tuple[str, ...] = ()
    """Paths of the fields that are covered until a person reveals them, beside those that the domain marks."""
    channel: str = ""
    """What a server tells on that events came, with `{schema}` and `{table}` in it; empty where nobody tells."""
    origin: str = ""
    """The file it was read from."""

    @property
    def lacks(self) -> tuple[str, ...]:
        """Which it does not have of the capabilities that many libraries lack, for reasons that are always the same."""
        has = {"snapshots": self.snapshots, "global order": self.events.position, "times": self.events.recorded_at}
        return tuple(name for name, where in has.items() if not where)

    @property
    def assumes_type(self) -> bool:
        """Whether no column tells an aggregate's type, and nothing is known of how the library writes."""
        return not self.events.aggregate_type.column and self.protocol is None
