"""The events of a store as one table: its own tables joined, without the rows that are no events, each part by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, Final

from sqlalchemy import BigInteger, ColumnElement, FromClause, and_, column, false, literal, null, select, table

from leftfold.store.dialects import Dialect, Expression
from leftfold.store.layout import Condition, EventsTable, Join, TextPart, Time, TimeColumn
from leftfold.store.tables import Kind

_EVENTS: Final = "e"
"""What the events table is called where others are joined to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSource:
    """What a store's events are read from, and each part of an event there."""

    source: FromClause
    type: Expression
    id: Expression
    version: Expression
    position: Expression
    event_type: Expression
    time: Expression
    deleted: Expression
    payload: Expression
    documents: tuple[Expression, ...]
    """Payload, metadata …, as bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamSource:
    """Where each stream is named: the store's own table of streams, or its events."""

    source: FromClause
    type: Expression
    id: Expression
    is_own: bool
    """Whether it is a table of streams: it names each once, and perhaps some that have no events."""


class Sources:
    """What a layout, as it was found, is read from."""

    def __init__(self, here: EventsTable, kinds: Mapping[str, Kind], dialect: Dialect) -> None:
        self._here = here
        self._kinds = kinds
        self._dialect = dialect
        alone = not here.joins
        self._tables: dict[str, FromClause] = {"": self._table("", here.table, here.schema, "" if alone else _EVENTS)}
        for join in here.joins:
            self._tables[join.name] = self._table(join.name, join.table, join.schema, join.name)

    def kind(self, part: TextPart) -> Kind:
        """What a part is compared as."""
        return self._kinds.get(part.column, Kind.ANY) if part.whole else Kind.TEXT

    def events(self) -> EventSource:
        """The events."""
        parts = self._parts()
        if not self._here.joins and not self._here.where:
            return parts
        return self._as_one(parts)

    def streams(self, events: EventSource) -> StreamSource:
        """The streams."""
        here = self._here
        join = next((join for join in here.joins if join.name == here.streams), None)
        if join is None:
            return StreamSource(source=events.source, type=events.type, id=events.id, is_own=False)
        type_, id_ = (self._part(_in_table(part, join)) for part in (here.aggregate_type, here.aggregate_id))
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

    def _parts(self) -> EventSource:
        here = self._here
        position = self._column(here.position) if here.position else literal(-1, BigInteger)
        kind = replace(here.event_type, after="", before="", before_last="")
        metadata = here.metadata
        documents = (here.data.column, *((metadata.document.column,) if metadata.document else ()), *metadata.columns)
        return EventSource(
            source=self._joined(),
            type=self._part(here.aggregate_type),
            id=self._part(here.aggregate_id),
            version=self._column(here.version) if here.version else position,
            position=position,
            event_type=self._dialect.stored(self._part(kind), self.kind(kind)),
            time=self._time(here.recorded_at),
            deleted=self._column(here.deleted) if here.deleted else false(),
            payload=self._column(here.data.column),
            documents=tuple(map(self._stored, documents)),
        )

    def _time(self, time: Time | None) -> Expression:
        match time:
            case None:
                return null()
            case TimeColumn():
                return self._dialect.moment(self._column(time.column), self._kinds[time.column])
            case _:
                return self._stored(time.document.column)

    def _joined(self) -> FromClause:
        def join(left: FromClause, one: Join) -> FromClause:
            return left.join(self._tables[one.name], self._all(one.on, f"{one.name}."))

        return reduce(join, self._here.joins, self._tables[""])

    def _all(self, conditions: tuple[Condition, ...], owner: str = "") -> ColumnElement[bool]:
        return and_(*(self._holds(condition, owner) for condition in conditions))

    def _holds(self, condition: Condition, owner: str) -> ColumnElement[bool]:
        wanted: Any = self._column(str(condition.value)) if condition.other else condition.value
        found: ColumnElement[bool] = self._column(owner + condition.column) == wanted
        return found

    def _as_one(self, parts: EventSource) -> EventSource:
        """The same under names of a select, which databases take for the tables it is made of."""
        single = ("type", "id", "version", "position", "event_type", "time", "deleted", "payload")
        labels = [getattr(parts, name).label(name) for name in single]
        labels += [document.label(f"document_{at}") for at, document in enumerate(parts.documents)]
        whole = select(*labels).select_from(parts.source)
        if self._here.where:
            whole = whole.where(self._all(self._here.where))
        found = whole.subquery("events")
        documents = tuple(found.c[f"document_{at}"] for at in range(len(parts.documents)))
        return EventSource(source=found, documents=documents, **{name: found.c[name] for name in single})


def _in_table(part: TextPart, join: Join) -> TextPart:
    """The part as the joined table has it: its own column, or the one that the events' column is joined by."""
    if not part.column or part.column.startswith(f"{join.name}."):
        return part
    own = next(one.column for one in join.on if one.other and one.value == part.column)
    return replace(part, column=f"{join.name}.{own}")
