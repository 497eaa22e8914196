r"""Searches all payloads of a store for a text, stretch by stretch of positions, so that it streams and can be ended.

What is compared are bytes as they are stored: upper and lower case differ, a letter that JSON writes as `\u00e9` is
found as that, and nothing is found inside a compressed payload. In return it costs what the database's own scan does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Final

import numpy as np
from sqlalchemy import BigInteger, ColumnElement, Select, Text, bindparam, func, select, tuple_

from leftfold.model.errors import StoreFailed
from leftfold.model.event import Event
from leftfold.model.index import Flags, StreamIndex
from leftfold.model.stream import StreamId
from leftfold.store.database import Database, Row
from leftfold.store.dialects import Expression
from leftfold.store.ids import bound_as
from leftfold.store.ledger import deleted_positions
from leftfold.store.rows import RowReader
from leftfold.store.statements import Statements

STRETCH: Final = 500_000
"""Positions searched at once: some 50 ms of small payloads, so that progress shows and a cancelled search ends soon."""
PAGE: Final = 500
"""Most events read at once, where a text is in many of them."""

_BEFORE_ALL: Final = -(2**63)
_PAYLOAD: Final = 7
"""Which column of a page has the payload."""
_NOWHERE: Final = StreamId("", "")
"""Stands for the streams of a page: each of its events has its own."""


class Search:
    """The search of one store."""

    def __init__(self, database: Database, statements: Statements, rows: RowReader, *, ledger: bool) -> None:
        self._database = database
        self._rows = rows
        self._ledger = ledger
        self._here = statements
        self._found = _matching(statements)
        self._keys = {"type": statements.type, "id": statements.id} if statements.type_in_key else {"id": statements.id}

    def events(self, text: str, type_: str | None, progress: Callable[[int], None]) -> Iterator[Event]:
        """The events with a text in their payload, in the store's order; only those of a type where it is given.

        Where the store has no order, stream by stream. `progress` hears, before more is searched, up to which position
        it was, or 0 where there is none, and may raise to end the search.
        """
        found = self._found if type_ is None else self._found.where(self._is_of(type_))
        if not self._here.positioned:
            yield from self._by_stream(found.limit(PAGE), text, partial(progress, 0))
            return
        found = _within(found, self._here.position)
        low = self._next(_BEFORE_ALL)
        while low is not None:
            high = low + STRETCH - 1
            yield from self._stretch(found.limit(PAGE), text, low, high)
            low = self._next(high)
            if low is not None:
                progress(high)

    def _is_of(self, type_: str) -> ColumnElement[bool]:
        return func.coalesce(self._here.type.value, "").in_(
            [self._here.dialect.text(stored) for stored in self._rows.types.stored(type_)]
        )

    def _next(self, after: int) -> int | None:
        # From event to event, so that a gap in the positions, however long, costs nothing.
        position = self._here.position
        first = select(position).select_from(self._here.events).where(position > after).order_by(position).limit(1)
        rows = self._database.rows(first)
        return int(rows[0][0]) if rows else None

    def _stretch(self, found: Select[Any], text: str, low: int, high: int) -> Iterator[Event]:
        while page := self._database.rows(found, {"text": text, "low": low, "high": high}):
            yield from self._events(page, text)
            if len(page) < PAGE:
                return
            low = int(page[-1][0]) + 1

    def _by_stream(self, found: Select[Any], text: str, check: Callable[[], None]) -> Iterator[Event]:
        here = self._here
        order = [column for key in self._keys.values() for column in key.order]
        last = [part for name, key in self._keys.items() for part in key.parts(key.given(name))]
        found = found.order_by(*order, here.version)
        later = found.where(tuple_(*order, here.version) > tuple_(*last, bindparam("version", type_=BigInteger)))
        page = self._database.awaited_rows(found.params(text=text), check)
        while page:
            yield from self._events(page, text)
            if len(page) < PAGE:
                return
            _position, version, type_, id_, *_rest = page[-1]
            place = {"type": bound_as(type_, here.type.kind), "id": bound_as(id_, here.id.kind), "version": version}
            page = self._database.awaited_rows(later.params(text=text, **place), check)

    def _events(self, found: Sequence[Row], text: str) -> Iterator[Event]:
        page = [row for row in found if self._rows.may_have(row[_PAYLOAD], text)]
        return self._read(page) if page else iter(())

    def _read(self, page: Sequence[Row]) -> Iterator[Event]:
        positions, versions, types, ids, kinds, times, marked, *documents = zip(*page, strict=True)
        self._check(versions)
        names = list(map(self._rows.names.__getitem__, kinds))
        known = {name: code for code, name in enumerate(dict.fromkeys(names))}
        index = StreamIndex(
            stream=_NOWHERE,
            versions=np.array(self._versions(page), np.int64),
            positions=np.array(positions, np.int64),
            type_codes=np.array([known[name] for name in names], np.int32),
            type_names=tuple(known),
            times=self._rows.times.microseconds(times),
            deleted=self._deleted(positions) | np.array(marked, np.bool_),
        )
        return self._rows.events(index, slice(0, len(page)), documents, map(self._rows.stream, types, ids))

    def _versions(self, page: Sequence[Row]) -> Sequence[int]:
        """The versions of a page's events, counted where they are."""
        here = self._here
        if not here.numbered:
            return [row[1] for row in page]
        counted = []
        for _position, place, type_, id_, *_rest in page:
            key = {"type": bound_as(type_, here.type.kind), "id": bound_as(id_, here.id.kind)}
            ((count,),) = self._database.rows(here.ordinal, {**key, "high": place})
            counted.append(count + here.first_version - 1)
        return counted

    def _check(self, versions: Sequence[object]) -> None:
        for odd in versions:
            if type(odd) is not int:
                raise StoreFailed(
                    f"{self._database.name} has an event with {odd!r} in place of its version; have it corrected in "
                    "the database."
                )

    def _deleted(self, positions: Sequence[int]) -> Flags:
        if not self._ledger:
            return np.zeros(len(positions), np.bool_)
        with self._database.connect() as connection:
            deleted = deleted_positions(connection, positions[0], positions[-1])
        return np.isin(positions, list(deleted))


def _matching(here: Statements) -> Select[Any]:
    """Rows of position, version, type, id, event type, time, whether it is deleted, payload, metadata … with a text."""
    events = here.source
    # No text begins in the middle of a character, so that a payload that is a blob, a number or no UTF-8 is searched
    # like any other.
    has_text = here.dialect.contains(events.payload, here.payload_kind, bindparam("text", type_=Text))
    return (
        select(events.position, events.version, here.stored_type(events.type.value), here.stored_id(events.id.value))
        .add_columns(events.event_type, events.time, events.deleted, *events.documents)
        .select_from(events.source)
        .where(has_text)
    )


def _within(found: Select[Any], position: Expression) -> Select[Any]:
    """Those with a position from `low` to `high`, in the order of the store."""
    bounds = (bindparam("low", type_=BigInteger), bindparam("high", type_=BigInteger))
    return found.where(position.between(*bounds)).order_by(position)
