"""Lists the aggregates of a store by pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, or_, select

from leftfold.model.stream import StreamId
from leftfold.model.summary import AggregateSummary
from leftfold.store import walk
from leftfold.store.codec import as_bytes
from leftfold.store.database import Database
from leftfold.store.dialects import Expression
from leftfold.store.naming import Naming
from leftfold.store.rows import RowReader
from leftfold.store.statements import Key, Statements
from leftfold.store.tables import Kind


def unasked() -> None:
    """The check of work that is waited for to its end."""


class Listing:
    """The aggregates of one store."""

    def __init__(self, database: Database, statements: Statements, rows: RowReader, naming: Naming) -> None:
        self._database = database
        self._statements = statements
        self._rows = rows
        self._naming = naming

    def count(self) -> int:
        """How many aggregates there are."""
        types = self._naming.stored_types() if self._statements.type_in_key else (None,)
        return sum(self._database.rows(walk.count(self._statements, type_))[0][0] for type_ in types)

    def page(
        self, type_: str | None, find: str, after: StreamId | None, limit: int, check: Callable[[], None]
    ) -> tuple[AggregateSummary, ...]:
        """The aggregates after one, in the order of the index: by type and id, or by id where that alone names them.

        Of one type, or with a text in their id, where asked. No index serves a text within an id: where it is in few,
        all ids are looked at. The same holds for a type that the first event of a stream tells.
        """
        found: list[AggregateSummary] = []
        last = None if after is None else self._naming.place(after)
        for streams in self._streams(type_, last, None if find else limit):
            if len(found) < limit:
                matching = streams.where(self._matches(streams.selected_columns.id, find)) if find else streams
                found.extend(self._summaries(matching.limit(limit - len(found)).subquery(), check))
        return tuple(found)

    def summary(self, stream: StreamId) -> AggregateSummary:
        """How many events an aggregate has, up to which version, from when to when. Raises `NotFound`."""
        key = self._naming.key(stream)
        here = self._statements
        alone = select(here.of_type(key["type"]).label("type"), here.of_id(key["id"]).label("id"))
        return next(self._summaries(alone.subquery(), unasked))

    def _streams(self, type_: str | None, last: Key | None, most: int | None) -> Iterator[Select[Any]]:
        """Rows of type and id in order: one statement a type where the index begins with it, else one for all."""
        here = self._statements
        if not here.type_in_key:
            yield self._derived(type_, last, most)
            return
        begin = None if last is None else as_bytes(last["type"])
        for stored in self._naming.stored_types():
            if type_ in (None, self._rows.types.read(stored)) and (begin is None or stored >= begin):
                start = walk.after(here.of_id(last["id"])) if last is not None and stored == begin else None
                yield walk.typed_streams(here, stored, start, most=most)

    def _derived(self, type_: str | None, last: Key | None, most: int | None) -> Select[Any]:
        here = self._statements
        start = None if last is None else walk.after(here.of_id(last["id"]))
        if type_ is None:
            return walk.derived_streams(here, start, most=most)
        streams = walk.derived_streams(here, start)
        stored = [here.dialect.text(one) for one in self._rows.types.stored(type_)]
        return streams.where(streams.selected_columns.type.in_(stored))

    def _matches(self, id_: Expression, find: str) -> ColumnElement[bool]:
        words, spellings = self._statements.dialect, self._naming.spellings(find)
        # A hash is nothing that anybody is shown.
        whole = words.split(id_, 2)[1] if self._naming.hashed else id_
        shown = [words.shown(whole)]
        if self._statements.id_kind is Kind.BYTES:
            shown.append(words.digits(id_))
        return or_(*(one.icontains(form, autoescape=True) for one in shown for form in spellings))

    def _summaries(self, streams: FromClause, check: Callable[[], None]) -> Iterator[AggregateSummary]:
        facts = self._database.awaited_rows(walk.facts(self._statements, streams), check)
        *_names, firsts, lasts = zip(*facts, strict=True) if facts else [()] * 6
        times = zip(self._rows.times.times(firsts), self._rows.times.times(lasts), strict=True)
        for (type_, id_, events, version, *_times), (first_at, last_at) in zip(facts, times, strict=True):
            yield AggregateSummary(self._rows.stream(type_, id_), int(version or 0), events, first_at, last_at)
