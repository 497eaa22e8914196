"""A layout compiled to SQLAlchemy Core: the only place where the physical names of a store's events are used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Integer,
    LargeBinary,
    Select,
    TableClause,
    Text,
    and_,
    bindparam,
    cast,
    column,
    func,
    literal,
    select,
    table,
)
from sqlalchemy.types import NullType

from leftfold.store.codec import as_given
from leftfold.store.layout import DocumentColumn, EventsTable, Gathered, Layout, Metadata, TextPart, Time, TimeColumn

Expression: TypeAlias = ColumnElement[Any]
Key: TypeAlias = Mapping[str, str | bytes]
"""What a stream is bound as; bytes where what is stored is not UTF-8."""


@dataclass(frozen=True, slots=True)
class Statements:
    """What is asked of a store, in its own names. A stream is bound as `type` and `id`."""

    events: TableClause
    type: Expression
    """The aggregate type as an event's own row tells it."""
    type_in_key: bool
    """Whether type and id together name a stream, rather than the id alone."""
    id: Expression
    version: Expression
    position: Expression
    time: Expression
    """What the time is read from."""
    documents: tuple[Expression, ...]
    """Payload, metadata …, as bytes."""
    first: Select[Any]
    """The row of type and id of a stream's first event."""
    outline: Select[Any]
    """Row of how many events a stream has, its least and its greatest version."""
    index: Select[Any]
    """Rows of version, position, event type, time; after a version, up to a limit."""
    page: Select[Any]
    """Rows of version, payload, metadata …; from version `low` to `high`. All else is in the stream's index."""
    dense_page: Select[Any]
    """Rows of payload, metadata …; from version `low` to `high`, where each version between them is asked for.

    How many rows there are then tells whether all are; reading the versions would cost a quarter more.
    """
    projection: Select[Any]
    """Rows of position, position, event type, time; of some types, after a position, up to a limit."""
    projected: Select[Any]
    """Rows of position, type, id, payload, metadata …; at some positions."""
    snapshots: Select[Any]
    """Rows of version, state, time."""
    snapshot_count: Select[Any]


def compile_layout(layout: Layout) -> Statements:
    """The statements for a layout."""
    here = layout.events
    events, type_, id_ = table(here.table), _part(here.aggregate_type), _column(here.aggregate_id)
    version, position, time = _column(here.version), _column(here.position), _time(here.recorded_at, here.data)
    key = _key(here.aggregate_type if here.aggregate_type.whole else None, id_)
    kind, documents = as_stored(_column(here.event_type.column)), _documents(here)
    after, limit = bindparam("after", type_=Integer), bindparam("limit", type_=Integer)
    versions = version.between(bindparam("low"), bindparam("high"))
    # Hidden from the index over the streams: by it, each page would sort all events of the types anew.
    of_types = func.coalesce(type_, "").in_(bindparam("types", expanding=True))
    at_positions = position.in_(bindparam("positions", expanding=True))
    indexed = select(version, position, kind, time).select_from(events)
    projection = select(position, position, kind, time).select_from(events)
    projected = select(position, as_stored(type_), as_stored(id_), *documents).select_from(events)
    snapshots, snapshot_count = _snapshots(layout)
    return Statements(
        events=events,
        type=type_,
        type_in_key=here.aggregate_type.whole,
        id=id_,
        version=version,
        position=position,
        time=time,
        documents=documents,
        first=select(as_stored(type_), as_stored(id_)).select_from(events).where(key).order_by(version).limit(1),
        outline=_outline(events, key, version),
        index=indexed.where(key, version > after).order_by(version).limit(limit),
        page=select(version, *documents).select_from(events).where(key, versions).order_by(version),
        dense_page=select(*documents).select_from(events).where(key, versions).order_by(version),
        projection=projection.where(of_types, position > after).order_by(position).limit(limit),
        projected=projected.where(at_positions).order_by(position),
        snapshots=snapshots,
        snapshot_count=snapshot_count,
    )


def _outline(events: TableClause, key: ColumnElement[bool], version: Expression) -> Select[Any]:
    # One by one: asked for together, the least and the greatest would be looked for in all events.
    asked = (func.count(), func.min(version), func.max(version))
    return select(*(select(one).select_from(events).where(key).scalar_subquery() for one in asked))


def as_stored(value: Expression) -> Expression:
    """The bytes of a text: one that is not UTF-8 must not spoil the rows around it."""
    return cast(value, LargeBinary)


def as_text(given: str | bytes) -> Expression:
    """A text to compare with a stored one, given as its bytes where it is not UTF-8."""
    return cast(literal(as_given(given), NullType()), Text)


def _column(name: str) -> Expression:
    return column(name)


def _documents(here: EventsTable) -> tuple[Expression, ...]:
    return (as_stored(_column(here.data.column)), *_metadata(here.metadata))


def _key(type_: TextPart | None, id_: Expression) -> ColumnElement[bool]:
    of_id = id_ == cast(bindparam("id"), Text)
    return of_id if type_ is None else and_(_column(type_.column) == cast(bindparam("type"), Text), of_id)


def _part(part: TextPart) -> Expression:
    if part.whole:
        return _column(part.column)
    text: Expression = func.coalesce(_column(part.column), "")
    if part.after:
        text = func.substr(text, func.instr(text, part.after) + len(part.after))
    if part.before_last:
        # What is cut from the right are all signs but the mark, so that the text ends with the last of them.
        upto = func.rtrim(text, func.replace(text, part.before_last, ""))
        text = func.substr(upto, 1, func.length(upto) - 1)
    return text


def _metadata(metadata: Metadata) -> tuple[Expression, ...]:
    match metadata:
        case DocumentColumn(name):
            return (as_stored(_column(name)),)
        case Gathered(names):
            return tuple(as_stored(_column(name)) for name in names)


def _time(time: Time, data: DocumentColumn) -> Expression:
    return as_stored(_column(time.column if isinstance(time, TimeColumn) else data.column))


def _snapshots(layout: Layout) -> tuple[Select[Any], Select[Any]]:
    here = layout.snapshots
    version = _column(here.version)
    rows = (
        select(version, as_stored(_column(here.state.column)), _time(here.recorded_at, here.state))
        .select_from(table(here.table))
        .where(_key(here.aggregate_type, _column(here.aggregate_id)))
        .order_by(version)
    )
    return rows, select(func.count()).select_from(table(here.table))
