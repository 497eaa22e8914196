"""The events of a store as one table: its own tables joined, without the rows that are no events, each part by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    and_,
    column,
    false,
    func,
    literal,
    select,
    table,
    true,
)

from leftfold.store.dialects import Dialect, Expression
from leftfold.store.ids import kind_of
from leftfold.store.keys import KeyText
from leftfold.store.layout import Condition, DocumentColumn, EventsTable, Join, TextPart
from leftfold.store.tables import Kind

_EVENTS: Final = "e"
"""What the events table is called where others are joined to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSource:
    """What a store's events are read from, and each part of an event there."""

    source: FromClause
    type: KeyText
    id: KeyText
    version: Expression
    position: Expression
    event_type: Expression
    time: Expression
    deleted: Expression
    payload: Expression
    """The stored payload, to look for a text in it."""
    documents: tuple[Expression, ...]
    """Payload, metadata …, as bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamSource:
    """Where each stream is named: the store's own table of streams, or its events."""

    source: FromClause
    type: KeyText
    id: KeyText
    is_own: bool
    """Whether it is a table of streams: it names each once, and perhaps some that have no events."""


class Sources:
    """What a layout, as it was found, is read from."""

    def __init__(self, here: EventsTable, kinds: Mapping[str, Kind], dialect: Dialect) -> None:
        self._here = here
        self._kinds = kinds
        self._dialect = dialect
        alone = not here.joins
        self._items: tuple[FromClause, Expression] | None = None
        self._tables: dict[str, FromClause] = {"": self._table("", here.table, here.schema, "" if alone else _EVENTS)}
        for join in here.joins:
            self._tables[join.name] = self._table(join.name, join.table, join.schema, join.name)
        if here.items:
            self._items = dialect.ordinals(self._column(here.items))

    def payload_kind(self) -> Kind:
        """What a text is looked for in."""
        data = self._here.data
        return Kind.BYTES if data.over else self._kinds[data.column]

    def events(self) -> EventSource:
        """The events."""
        parts = self._parts()
        here = self._here
        if not (here.joins or here.where or here.present or here.items):
            return parts
        return self._as_one(parts)

    def streams(self, events: EventSource) -> StreamSource:
        """The streams."""
        here = self._here
        join = next((join for join in here.joins if join.name == here.streams), None)
        if join is None:
            return StreamSource(source=events.source, type=events.type, id=events.id, is_own=False)
        type_, id_ = (self._key(_in_table(part, join)) for part in (here.aggregate_type, here.aggregate_id))
        return StreamSource(source=self._tables[join.name], type=type_, id=id_, is_own=True)

    def _table(self, owner: str, name: str, schema: str, alias: str) -> FromClause:
        prefix = f"{owner}." if owner else ""
        own = [one.removeprefix(prefix) for one in self._kinds if one.rpartition(".")[0] == owner]
        found = table(name, *map(column, own), schema=schema or None)
        return found.alias(alias) if alias else found

    def _column(self, name: str) -> Expression:
        owner, _dot, own = name.rpartition(".")
        found: Expression = self._tables[owner].c[own]
        return found

    def _stored(self, name: str) -> Expression:
        return self._dialect.stored(self._column(name), self._kinds[name])

    def _part(self, part: TextPart) -> Expression:
        if not part.column:
            return literal(part.value)
        return self._dialect.part(self._column(part.column), part, self._kinds[part.column])

    def _key(self, part: TextPart) -> KeyText:
        if not part.further:
            return KeyText(self._dialect, self._part(part), kind_of(part, self._kinds))
        columns = tuple(map(self._column, part.columns))
        kinds = tuple(self._kinds[name] for name in part.columns)
        return KeyText(self._dialect, self._dialect.joined(columns), Kind.TEXT, columns, kinds)

    def _document(self, document: DocumentColumn) -> Expression:
        whole = self._stored(document.column)
        if document.over:
            whole = func.coalesce(self._stored(document.over), whole)
        # The reader takes the item of that number out of what the row has.
        return whole if self._items is None else self._dialect.numbered(self._items[1], whole)

    def _version(self, position: Expression) -> Expression:
        here = self._here
        if not here.version:
            return position
        column = self._column(here.version)
        if here.version_key:
            return self._dialect.number(column, here.version_key, self._kinds[here.version])
        if self._items is None:
            return column
        # The row has the version of its last item.
        return self._dialect.moved(column, 1 - self._column(here.items) + self._items[1])

    def _event_type(self) -> Expression:
        part = self._here.event_type
        if self._items is not None and part.column == self._here.data.column:
            return self._document(self._here.data)
        kind = replace(part, after="", before="", before_last="")
        return self._dialect.stored(self._part(kind), kind_of(kind, self._kinds))

    def _parts(self) -> EventSource:
        here = self._here
        position = self._column(here.position) if here.position else literal(-1, BigInteger)
        metadata = here.metadata
        documents = (here.data, *((metadata.document,) if metadata.document else ()))
        return EventSource(
            source=self._joined(),
            type=self._key(here.aggregate_type),
            id=self._key(here.aggregate_id),
            version=self._version(position),
            position=position,
            event_type=self._event_type(),
            time=self._dialect.time(here.recorded_at, self._column, self._kinds),
            deleted=self._deleted(),
            payload=self._document(here.data) if here.data.over else self._column(here.data.column),
            documents=(*map(self._document, documents), *map(self._stored, metadata.columns)),
        )

    def _deleted(self) -> ColumnElement[bool]:
        mark = self._here.deleted
        return self._dialect.marked(self._column(mark), self._kinds[mark]) if mark else false()

    def _joined(self) -> FromClause:
        def join(left: FromClause, one: Join) -> FromClause:
            return left.join(self._tables[one.name], self._all(one.on, f"{one.name}."))

        joined = reduce(join, self._here.joins, self._tables[""])
        return joined if self._items is None else joined.join(self._items[0], true())

    def _all(self, conditions: tuple[Condition, ...], owner: str = "") -> ColumnElement[bool]:
        return and_(true(), *(self._holds(condition, owner) for condition in conditions))

    def _holds(self, condition: Condition, owner: str) -> ColumnElement[bool]:
        wanted: Any = self._column(str(condition.value)) if condition.other else condition.value
        column = self._column(owner + condition.column)
        found: ColumnElement[bool] = column != wanted if condition.negated else column == wanted
        return found

    def _as_one(self, parts: EventSource) -> EventSource:
        """The same under names of a select, which databases take for the tables it is made of."""
        single = ("version", "position", "event_type", "time", "deleted", "payload")
        keys = {"type": parts.type, "id": parts.id}
        labels = [getattr(parts, name).label(name) for name in single]
        labels += [document.label(f"document_{at}") for at, document in enumerate(parts.documents)]
        labels += [key.value.label(name) for name, key in keys.items()]
        labels += [column.label(f"{name}_{at}") for name, key in keys.items() for at, column in enumerate(key.columns)]
        present = [self._column(name).is_not(None) for name in self._here.present]
        counting = and_(self._all(self._here.where), *present)
        found = select(*labels).select_from(parts.source).where(counting).subquery("events")
        documents = tuple(found.c[f"document_{at}"] for at in range(len(parts.documents)))
        return EventSource(
            source=found,
            type=_renamed(parts.type, found, "type"),
            id=_renamed(parts.id, found, "id"),
            documents=documents,
            **{name: found.c[name] for name in single},
        )


def _in_table(part: TextPart, join: Join) -> TextPart:
    """The part as the joined table has it: its own column, or the one that the events' column is joined by."""

    def own(name: str) -> str:
        if not name or name.startswith(f"{join.name}."):
            return name
        column = next(one.column for one in join.on if one.other and one.value == name)
        return f"{join.name}.{column}"

    return replace(part, column=own(part.column), further=tuple(map(own, part.further)))


def _renamed(key: KeyText, source: FromClause, name: str) -> KeyText:
    """The key under the names of a select of it."""
    columns = tuple(source.c[f"{name}_{at}"] for at in range(len(key.columns)))
    return replace(key, value=source.c[name], columns=columns)
