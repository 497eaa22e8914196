"""From stream to stream: statements over the aggregates of a store, none of which visits each event.

The index over the streams leads from one straight to the next, so that what is asked costs by the stream.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from sqlalchemy import CTE, ColumnElement, FromClause, ScalarSelect, Select, and_, func, select, true

from leftfold.store.dialects import Expression
from leftfold.store.keys import KeyText
from leftfold.store.statements import Statements

Start: TypeAlias = Callable[[KeyText], ColumnElement[bool]]
"""The condition on an id from where on streams are wanted."""

_LAST: Final = 2**63 - 1
"""The highest version there can be; SQLite keeps a text where a number should be, and takes it for higher."""


def after(id_: Expression) -> Start:
    """From the first id after this one."""
    return lambda found: found.is_after(id_)


def beginning_with(id_: Expression) -> Start:
    """From this id on."""
    return lambda found: found.is_from(id_)


def types(here: Statements) -> Select[Any]:
    """Rows of the stored aggregate types, each once, where an index or the store's own table of streams tells them."""
    if here.streams.is_own:
        return _own_types(here)
    if here.fixed_type is not None:
        # No stream has to be looked at, only whether there is any.
        return select(here.stored_type(here.type.value)).select_from(here.events).limit(1)
    found = _distinct(here, here.type) if here.type_in_key else select(_named(here).c.type).distinct()
    return select(here.stored_type(found.subquery("types").c.type))


def typed_streams(
    here: Statements, type_: str | bytes, start: Start | None = None, *, most: int | None = None
) -> Select[Any]:
    """Rows of type and id of a type's streams, ordered by id; from where the start begins to hold.

    `most` is how many are needed, where that is known: some databases would walk to the end otherwise.
    """
    within = here.type.equals(here.of_type(type_))
    ids = _distinct(here, here.id, within=within, start=start, most=most).subquery("ids")
    return select(here.of_type(type_).label("type"), ids.c.id)


def derived_streams(here: Statements, start: Start | None = None, *, most: int | None = None) -> Select[Any]:
    """Rows of type and id of all streams, ordered by id, where the id alone names a stream; `most` as above."""
    if here.streams.is_own:
        return _own_streams(here, start).order_by(*here.streams.id.order)
    named = _named(here, start, most)
    # The walk comes by them in order; told to sort, the database would walk to the end before it gives the first.
    return select(named.c.type, named.c.id)


def count(here: Statements, type_: str | bytes | None = None) -> Select[Any]:
    """How many streams there are; of a type, where the key begins with it."""
    if here.streams.is_own:
        return select(func.count()).select_from(_named(here))
    within = None if type_ is None else here.type.equals(here.of_type(type_))
    return select(func.count()).select_from(_distinct(here, here.id, within=within).subquery())


def facts(here: Statements, page: FromClause) -> Select[Any]:
    """Rows of type, id, count of events, last version, what the first time and the last time are read from."""
    own = here.id.equals(page.c.id)
    condition = and_(here.type.equals(page.c.type), own) if here.type_in_key else own
    newest = func.max(here.version) if not here.numbered else func.count() + (here.first_version - 1)

    def of_stream(value: Expression) -> Select[Any]:
        return select(value).select_from(here.events).where(condition).correlate(page)

    rows = select(
        here.stored_type(page.c.type),
        here.stored_id(page.c.id),
        of_stream(func.count()).scalar_subquery(),
        of_stream(newest).where(here.version <= _LAST).scalar_subquery(),
        of_stream(here.source.time).order_by(here.version).limit(1).scalar_subquery(),
        of_stream(here.source.time).order_by(here.version.desc()).limit(1).scalar_subquery(),
    )
    by_id = here.id.parts(page.c.id)
    return rows.order_by(page.c.type, *by_id) if here.type_in_key else rows.order_by(*by_id)


def _distinct(
    here: Statements,
    of: KeyText,
    *,
    within: ColumnElement[bool] | None = None,
    start: Start | None = None,
    most: int | None = None,
) -> Select[Any]:
    """Each value of the column that an index begins with, in order: the least, then ever the least above the last."""
    condition = true() if within is None else within
    name = "type" if of is here.type else "id"
    if here.dialect.name in ("mysql", "mariadb"):
        # It would go the whole way below before it gives the first, and end it after a thousand steps without a word.
        begin = true() if start is None else start(of)
        values = select(of.value.label(name)).select_from(here.events).where(condition, begin, of.value.is_not(None))
        # An index gives them in order, and no more are read than are needed.
        return values.distinct().order_by(*of.order).limit(most)

    def least(above: ColumnElement[bool]) -> ScalarSelect[Any]:
        values = select(of.value).select_from(here.events).where(condition, above, of.value.is_not(None))
        if here.dialect.is_sqlite and not of.columns:
            # For this it seeks the first that is not NULL, instead of walking there.
            return values.with_only_columns(func.min(of.value)).scalar_subquery()
        # Not `min`, which PostgreSQL does not know of a UUID.
        return values.order_by(*of.order).limit(1).scalar_subquery()

    steps: CTE = select(least(true() if start is None else start(of)).label("value")).cte("steps", recursive=True)
    steps = steps.union_all(select(least(of.is_after(steps.c.value))).where(steps.c.value.is_not(None)))
    return select(steps.c.value.label(name)).where(steps.c.value.is_not(None))


def _own_types(here: Statements) -> Select[Any]:
    """Rows of the types in the store's own table of streams, without those of which no stream has events."""
    own = here.streams
    kinds = select(func.coalesce(own.type.value, "").label("type")).select_from(own.source).distinct().subquery("kinds")
    named = _named(here)
    # The first such stream tells; told to join, the database would look at all.
    one = select(named.c.id).where(named.c.type == kinds.c.type).correlate(kinds).limit(1).scalar_subquery()
    return select(here.stored_type(kinds.c.type)).where(one.is_not(None))


def _own_streams(here: Statements, start: Start | None) -> Select[Any]:
    """Rows of type and id of the store's own table of streams, without those that have no events."""
    own = here.streams
    events = select(here.id.value).select_from(here.events)
    has_events = events.where(here.id.is_same(own.id)).correlate(own.source).exists()
    names = (func.coalesce(own.type.value, "").label("type"), own.id.value.label("id"))
    streams = select(*names).select_from(own.source).where(has_events)
    return streams if start is None else streams.where(start(own.id))


def _named(here: Statements, start: Start | None = None, most: int | None = None) -> FromClause:
    """Each stream's id with the type that its first event tells, or that the store's own table of streams has."""
    if here.streams.is_own:
        return _own_streams(here, start).subquery("named")
    ids = _distinct(here, here.id, start=start, most=most).subquery("ids")
    if here.fixed_type is not None:
        return select(ids.c.id, here.of_type(here.fixed_type).label("type")).subquery("named")
    types = select(here.type.value).select_from(here.events).where(here.id.equals(ids.c.id))
    type_ = types.order_by(here.version).limit(1).scalar_subquery()
    return select(ids.c.id, func.coalesce(type_, "").label("type")).subquery("named")
