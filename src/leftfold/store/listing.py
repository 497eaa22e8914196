"""Lists the aggregates of a store and finds one by its name.

No statement here visits each event of the store: the index over the streams leads from one stream straight to the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, Final

from sqlalchemy import CTE, ColumnElement, FromClause, Select, and_, func, literal, or_, select, true, tuple_

from leftfold.model.errors import NotFound
from leftfold.model.stream import StreamId
from leftfold.model.summary import AggregateSummary
from leftfold.store.codec import read_text, stored_ids
from leftfold.store.database import Database
from leftfold.store.layout import IdForm
from leftfold.store.reader import Key, raw_rows
from leftfold.store.rows import Row, RowReader
from leftfold.store.statements import Expression, Statements, as_stored

_NEAR: Final = 500
"""How many ids that begin alike are looked through for one that was misspelt."""


class Listing:
    """The aggregates of one store."""

    def __init__(self, database: Database, statements: Statements, rows: RowReader, id_form: IdForm) -> None:
        self._database = database
        self._statements = statements
        self._rows = rows
        self._id_form = id_form

    def types(self) -> tuple[str, ...]:
        """The aggregate types, sorted."""
        here = self._statements
        found = _distinct(here, here.type) if here.type_in_key else select(_firsts(here).c.type).distinct()
        stored = found.subquery("types")
        return tuple(sorted(read_text(type_) for (type_,) in self._fetched(select(as_stored(stored.c.type)))))

    def count(self) -> int:
        """How many aggregates there are."""
        here = self._statements
        if not here.type_in_key:
            return self._count_of(_distinct(here, here.id))
        return sum(self._count_of(_distinct(here, here.id, within=here.type == type_)) for type_ in self.types())

    def page(self, type_: str | None, find: str, after: StreamId | None, limit: int) -> tuple[AggregateSummary, ...]:
        """The aggregates after one, ordered by type and id; of one type, or with a text in their id, where asked."""
        found: list[AggregateSummary] = []
        for streams in self._streams(type_, find, after):
            if len(found) < limit:
                found.extend(self._summaries(streams.limit(limit - len(found)).subquery()))
        return tuple(found)

    def summary(self, stream: StreamId) -> AggregateSummary:
        """How many events an aggregate has, up to which version, from when to when. Raises `NotFound`."""
        id_ = self.key(stream)["id"]
        return next(self._summaries(select(literal(stream.type).label("type"), literal(id_).label("id")).subquery()))

    def key(self, stream: StreamId) -> Key:
        """What the stream is bound as in statements. Raises `NotFound` where it has no events."""
        for key in self._keys(stream.type, stream.id):
            if self._type_of(key) == stream.type:
                return key
        raise NotFound(f"{self._database.name} has no aggregate {stream}; list its aggregates to see what it has.")

    def resolve(self, text: str) -> StreamId:
        """The stream that a person's `ID` or `TYPE/ID` names. Raises `NotFound`."""
        found = tuple(dict.fromkeys(self._named(text)))
        if len(found) == 1:
            return found[0]
        name = self._database.name
        if found:
            meant = ", ".join(map(str, found[:5]))
            raise NotFound(f'"{text}" names {len(found)} aggregates in {name}: {meant}; give one with its type.')
        near = self._near(text)
        hint = f"did you mean {' or '.join(near)}?" if near else "list its aggregates to see what it has."
        raise NotFound(f'{name} has no aggregate "{text}"; {hint}')

    def _named(self, text: str) -> Iterator[StreamId]:
        slashes = [place for place, sign in enumerate(text) if sign == "/"]
        readings = [(text[:place], text[place + 1 :]) for place in slashes]
        types = self.types() if self._statements.type_in_key else ()
        for type_, id_ in [*((type_, text) for type_ in types or (None,)), *readings]:
            for key in self._keys(type_ or "", id_):
                stored = self._type_of(key)
                if stored is not None and type_ in (None, stored):
                    yield self._rows.stream(stored.encode(), key["id"].encode())

    def _near(self, text: str) -> list[str]:
        id_ = text.rpartition("/")[2]
        alike = [streams.limit(_NEAR).subquery() for streams in self._streams(None, id_[:2], None)]
        stored = [row for one in alike for row in self._fetched(select(as_stored(one.c.type), as_stored(one.c.id)))]
        near = [self._rows.stream(type_, id_) for type_, id_ in stored]
        close = get_close_matches(id_, [stream.id for stream in near], n=2)
        return [str(stream) for stream in near if stream.id in close][:3]

    def _keys(self, type_: str, id_: str) -> Iterator[Key]:
        for stored in stored_ids(id_, self._id_form):
            yield {"type": type_, "id": stored} if self._statements.type_in_key else {"id": stored}

    def _type_of(self, key: Key) -> str | None:
        here = self._statements
        first = select(as_stored(here.type)).select_from(here.events).where(here.key).order_by(here.version).limit(1)
        return next((read_text(type_) for (type_,) in self._fetched(first, key)), None)

    def _streams(self, type_: str | None, find: str, after: StreamId | None) -> Iterator[Select[Any]]:
        """Rows of type and id in order: one statement a type where the index begins with it, else one for all."""
        if not self._statements.type_in_key:
            yield self._derived_streams(type_, find, after)
            return
        for name in self.types():
            if type_ in (None, name) and (after is None or name >= after.type):
                yield self._typed_streams(name, find, after.id if after is not None and after.type == name else None)

    def _typed_streams(self, type_: str, find: str, after: str | None) -> Select[Any]:
        here = self._statements
        ids = _distinct(here, here.id, within=here.type == type_, after=after).subquery("ids")
        return select(literal(type_).label("type"), ids.c.id).where(self._matches(ids.c.id, find))

    def _derived_streams(self, type_: str | None, find: str, after: StreamId | None) -> Select[Any]:
        firsts = _firsts(self._statements)
        streams = select(firsts.c.type, firsts.c.id).where(self._matches(firsts.c.id, find))
        if type_ is not None:
            streams = streams.where(firsts.c.type == type_)
        if after is not None:
            last = tuple_(literal(after.type), literal(self.key(after)["id"]))
            streams = streams.where(tuple_(firsts.c.type, firsts.c.id) > last)
        return streams.order_by(firsts.c.type, firsts.c.id)

    def _matches(self, id_: Expression, find: str) -> ColumnElement[bool]:
        forms = {find, find.replace("-", "")} if self._id_form is IdForm.UUID_HEX else {find}
        return or_(*(id_.icontains(form, autoescape=True) for form in sorted(forms) if form or not find))

    def _summaries(self, streams: FromClause) -> Iterator[AggregateSummary]:
        for type_, id_, events, version, first, last in self._fetched(_facts(self._statements, streams)):
            first_at, last_at = self._rows.time(first), self._rows.time(last)
            yield AggregateSummary(self._rows.stream(type_, id_), version, events, first_at, last_at)

    def _count_of(self, found: Select[Any]) -> int:
        return int(self._fetched(select(func.count()).select_from(found.subquery()))[0][0])

    def _fetched(self, statement: Select[Any], bound: Key | None = None) -> list[Row]:
        with self._database.connect() as connection:
            return raw_rows(connection, statement, bound or {})


def _distinct(
    here: Statements, of: Expression, *, within: ColumnElement[bool] | None = None, after: str | None = None
) -> Select[Any]:
    """Each value of the column that an index begins with, in order: the least, then ever the least above the last."""
    condition = true() if within is None else within
    start = condition if after is None else and_(condition, of > after)
    first = select(func.min(of).label("value")).select_from(here.events).where(start)
    steps: CTE = first.cte("steps", recursive=True)
    above = select(func.min(of)).select_from(here.events).where(condition, of > steps.c.value).scalar_subquery()
    steps = steps.union_all(select(above).where(steps.c.value.is_not(None)))
    name = "type" if of is here.type else "id"
    return select(steps.c.value.label(name)).where(steps.c.value.is_not(None))


def _firsts(here: Statements) -> FromClause:
    """Each stream's id with the type that its first event tells."""
    ids = _distinct(here, here.id).subquery("ids")
    type_ = select(here.type).select_from(here.events).where(here.id == ids.c.id).order_by(here.version).limit(1)
    return select(ids.c.id, type_.scalar_subquery().label("type")).subquery("firsts")


def _facts(here: Statements, page: FromClause) -> Select[Any]:
    """Rows of type, id, count of events, last version, what the first time and the last time are read from."""
    own = here.id == page.c.id
    condition = and_(here.type == page.c.type, own) if here.type_in_key else own

    def of_stream(value: Expression) -> Select[Any]:
        return select(value).select_from(here.events).where(condition).correlate(page)

    return select(
        as_stored(page.c.type),
        as_stored(page.c.id),
        of_stream(func.count()).scalar_subquery(),
        of_stream(func.max(here.version)).scalar_subquery(),
        of_stream(here.time).order_by(here.version).limit(1).scalar_subquery(),
        of_stream(here.time).order_by(here.version.desc()).limit(1).scalar_subquery(),
    ).order_by(page.c.type, page.c.id)
