"""From stream to stream: statements over the aggregates of a store, none of which visits each event.

The index over the streams leads from one straight to the next, so that what is asked costs by the stream.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import CTE, ColumnElement, FromClause, Select, and_, func, select, true

from leftfold.store.statements import Expression, Statements, as_stored, as_text

_LAST: Final = 2**63 - 1
"""The highest version there can be; SQLite keeps a text where a number should be, and takes it for higher."""


def types(here: Statements) -> Select[Any]:
    """Rows of the stored aggregate types, each once."""
    found = _distinct(here, here.type) if here.type_in_key else select(_firsts(here).c.type).distinct()
    return select(as_stored(found.subquery("types").c.type))


def typed_streams(here: Statements, type_: str | bytes, start: ColumnElement[bool] | None = None) -> Select[Any]:
    """Rows of type and id of a type's streams, ordered by id; from where the condition begins to hold."""
    ids = _distinct(here, here.id, within=here.type == as_text(type_), start=start).subquery("ids")
    return select(as_text(type_).label("type"), ids.c.id)


def derived_streams(here: Statements, start: ColumnElement[bool] | None = None) -> Select[Any]:
    """Rows of type and id of all streams, ordered by id, where a stream's first event tells its type."""
    firsts = _firsts(here, start)
    return select(firsts.c.type, firsts.c.id)


def count(here: Statements, type_: str | bytes | None = None) -> Select[Any]:
    """How many streams there are; of a type, where the key begins with it."""
    within = None if type_ is None else here.type == as_text(type_)
    return select(func.count()).select_from(_distinct(here, here.id, within=within).subquery())


def facts(here: Statements, page: FromClause) -> Select[Any]:
    """Rows of type, id, count of events, last version, what the first time and the last time are read from."""
    own = here.id == page.c.id
    condition = and_(here.type == page.c.type, own) if here.type_in_key else own

    def of_stream(value: Expression) -> Select[Any]:
        return select(value).select_from(here.events).where(condition).correlate(page)

    return select(
        as_stored(page.c.type),
        as_stored(page.c.id),
        of_stream(func.count()).scalar_subquery(),
        of_stream(func.max(here.version)).where(here.version <= _LAST).scalar_subquery(),
        of_stream(here.time).order_by(here.version).limit(1).scalar_subquery(),
        of_stream(here.time).order_by(here.version.desc()).limit(1).scalar_subquery(),
    ).order_by(page.c.type, page.c.id)


def _distinct(
    here: Statements,
    of: Expression,
    *,
    within: ColumnElement[bool] | None = None,
    start: ColumnElement[bool] | None = None,
) -> Select[Any]:
    """Each value of the column that an index begins with, in order: the least, then ever the least above the last."""
    condition = true() if within is None else within
    first = select(func.min(of).label("value")).select_from(here.events).where(condition)
    steps: CTE = (first if start is None else first.where(start)).cte("steps", recursive=True)
    above = select(func.min(of)).select_from(here.events).where(condition, of > steps.c.value).scalar_subquery()
    steps = steps.union_all(select(above).where(steps.c.value.is_not(None)))
    name = "type" if of is here.type else "id"
    return select(steps.c.value.label(name)).where(steps.c.value.is_not(None))


def _firsts(here: Statements, start: ColumnElement[bool] | None = None) -> FromClause:
    """Each stream's id with the type that its first event tells."""
    ids = _distinct(here, here.id, start=start).subquery("ids")
    type_ = select(here.type).select_from(here.events).where(here.id == ids.c.id).order_by(here.version).limit(1)
    return select(ids.c.id, type_.scalar_subquery().label("type")).subquery("firsts")
