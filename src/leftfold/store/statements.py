"""A layout compiled to SQLAlchemy Core: what is asked of a store, in its own names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    and_,
    bindparam,
    func,
    select,
)

from leftfold.store.dialects import Dialect, Expression
from leftfold.store.event_source import EventSource, Sources, StreamSource
from leftfold.store.instances import Instance
from leftfold.store.keys import KeyText
from leftfold.store.layout import EventsTable, Layout
from leftfold.store.snapshot_statements import SnapshotStatements, compile_snapshots
from leftfold.store.tables import Kind

Key: TypeAlias = Mapping[str, str | bytes]
"""What a stream is bound as; bytes where what is stored is not UTF-8."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """What is asked of a store, in its own names. A stream is bound as `type` and `id`."""

    dialect: Dialect
    table: str
    """The name of the events table."""
    schema: str
    """Where it is; empty where its name is enough."""
    position_column: str
    """Its column that tells an event's place in the store; empty where it has none itself."""
    source: EventSource
    streams: StreamSource
    type_kind: Kind
    type_in_key: bool
    """Whether type and id together name a stream, rather than the id alone."""
    fixed_type: str | None
    """The type of all streams, where the layout has it and no column; else None."""
    id_kind: Kind
    payload_kind: Kind
    names_of_event: frozenset[str]
    """The columns of the events table that together name an event, in lower case; none where it takes others, too."""
    numbered: bool
    """Whether versions are counted in the order of the store."""
    positioned: bool
    """Whether there is an order of the store."""
    first_version: int
    """The version of a stream's first event."""
    first: Select[Any]
    """The row of type and id of a stream's first event."""
    ordinal: Select[Any]
    """The row of how many events a stream has up to a version `high`."""
    outline: Select[Any]
    """The row of count of events, first version and last version of a stream."""
    deletions: Select[Any] | None
    """The versions of a stream's events that the library's readers pass over; None where they pass over none."""
    index: Select[Any]
    """Rows of version, position, event type, time, whether it is deleted; after a version, up to a limit."""
    page: Select[Any]
    """Rows of version, payload, metadata …; from version `low` to `high`. All else is in the stream's index."""
    dense_page: Select[Any]
    """Rows of payload, metadata …; from version `low` to `high`, where each version between them is asked for.

    How many rows there are then tells whether all are; reading the versions would cost a quarter more.
    """
    projection: Select[Any]
    """Rows of position, position, event type, time, whether it is deleted; of some types, after a position."""
    projected: Select[Any]
    """Rows of position, type, id, payload, metadata …; at some positions."""
    snapshots: SnapshotStatements | None
    """None where there are none."""

    @property
    def events(self) -> FromClause:
        """What the events are read from."""
        return self.source.source

    @property
    def type(self) -> KeyText:
        """The aggregate type as an event's own row tells it."""
        return self.source.type

    @property
    def id(self) -> KeyText:
        """The aggregate's id."""
        return self.source.id

    @property
    def version(self) -> Expression:
        """An event's place in its stream; in the store, where versions are counted."""
        return self.source.version

    @property
    def position(self) -> Expression:
        """An event's place in the store; -1 where it has none."""
        return self.source.position

    def of_type(self, given: str | bytes) -> Expression:
        """A type to compare with the stored ones."""
        return self.dialect.text(given, self.type_kind)

    def of_id(self, given: str | bytes) -> Expression:
        """An id to compare with the stored ones."""
        return self.dialect.text(given, self.id_kind)

    def stored_type(self, type_: Expression) -> Expression:
        """The bytes of a type."""
        return self.dialect.stored(type_, self.type_kind)

    def stored_id(self, id_: Expression) -> Expression:
        """The bytes of an id."""
        return self.dialect.stored(id_, self.id_kind)


def compile_layout(instance: Instance, dialect: str) -> Statements:
    """The statements for a layout as it was found in a database of a kind."""
    words = Dialect(dialect)
    here = instance.layout.events
    sources = Sources(here, instance.kinds, words)
    events = sources.events()
    of_id = events.id.equals(events.id.given("id"))
    key = and_(events.type.equals(events.type.given("type")), of_id) if here.type_in_key else of_id
    return Statements(
        dialect=words,
        table=here.table,
        schema=here.schema,
        position_column="" if "." in here.position else here.position,
        source=events,
        streams=sources.streams(events),
        type_kind=events.type.kind,
        type_in_key=here.type_in_key,
        fixed_type=None if here.aggregate_type.column else here.aggregate_type.value,
        id_kind=events.id.kind,
        payload_kind=sources.payload_kind(),
        names_of_event=_names_of_event(here),
        numbered=not here.version,
        positioned=bool(here.position),
        first_version=instance.layout.first_version,
        deletions=_deletions(events, key, instance.layout) if here.deleted else None,
        snapshots=compile_snapshots(instance, words),
        **_of_stream(events, key, words),
        **_of_store(events, words),
    )


def _of_stream(events: EventSource, key: ColumnElement[bool], words: Dialect) -> dict[str, Select[Any]]:
    """What is asked of one stream."""
    low, high = (bindparam(name, type_=BigInteger) for name in ("low", "high"))
    version, between = events.version, and_(key, events.version.between(low, high))
    index = _rows(events, version, *_indexed(events)).where(key, version > _AFTER)
    return {
        "first": _rows(events, *_names(events, words)).where(key).order_by(version).limit(1),
        "ordinal": _rows(events, func.count()).where(key, version <= high),
        "outline": _rows(events, func.count(), func.min(version), func.max(version)).where(key),
        "index": index.order_by(version).limit(_LIMIT),
        "page": _rows(events, version, *events.documents).where(between).order_by(version),
        "dense_page": _rows(events, *events.documents).where(between).order_by(version),
    }


def _of_store(events: EventSource, words: Dialect) -> dict[str, Select[Any]]:
    """What is asked of many streams, in the order of the store."""
    position = events.position
    # Hidden from the index over the streams: by it, each page would sort all events of the types anew.
    of_types = func.coalesce(events.type.value, "").in_(bindparam("types", expanding=True))
    projection = _rows(events, position, *_indexed(events)).where(of_types, position > _AFTER)
    projected = _rows(events, position, *_names(events, words), *events.documents)
    return {
        "projection": projection.order_by(position).limit(_LIMIT),
        "projected": projected.where(position.in_(bindparam("positions", expanding=True))).order_by(position),
    }


_AFTER: Final = bindparam("after", type_=BigInteger)
_LIMIT: Final = bindparam("limit", type_=Integer)


def _rows(events: EventSource, *asked: Expression) -> Select[Any]:
    return select(*asked).select_from(events.source)


def _indexed(events: EventSource) -> tuple[Expression, ...]:
    return events.position, events.event_type, events.time, events.deleted


def _names(events: EventSource, words: Dialect) -> tuple[Expression, Expression]:
    return words.stored(events.type.value, events.type.kind), words.stored(events.id.value, events.id.kind)


def _names_of_event(here: EventsTable) -> frozenset[str]:
    parts = (here.aggregate_id, *((here.aggregate_type,) if here.type_in_key else ()))
    if here.joins or here.where or not here.version or not all(part.columns for part in parts):
        return frozenset()
    return frozenset({here.version.lower(), *(column.lower() for part in parts for column in part.columns)})


def _deletions(events: EventSource, key: ColumnElement[bool], layout: Layout) -> Select[Any]:
    if layout.events.version:
        return _rows(events, events.version).where(key, events.deleted)
    ordinal = func.row_number().over(order_by=events.version) + (layout.first_version - 1)
    counted = _rows(events, ordinal.label("version"), events.deleted.label("deleted")).where(key).subquery("counted")
    return select(counted.c.version).where(counted.c.deleted)
