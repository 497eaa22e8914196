"""Reads a whole store stream by stream, slice by slice: one statement a page, however many streams are on it.

A slice is a stretch of streams in the order of the index over them, so that each can be read by another process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import numpy as np
from sqlalchemy import BigInteger, ColumnElement, Select, and_, bindparam, or_, select, tuple_

from leftfold.model.errors import StoreFailed
from leftfold.model.event import Event
from leftfold.model.index import Flags, Ints, StreamIndex
from leftfold.model.stream import StreamId
from leftfold.store.codec import Stored, as_given
from leftfold.store.database import Database, Row
from leftfold.store.ids import bound_as
from leftfold.store.ledger import deleted_positions
from leftfold.store.naming import Naming
from leftfold.store.rows import RowReader
from leftfold.store.statements import Statements

SLICE: Final = 100_000
"""Events of a slice: some 0.5 s of reading and folding, a twentieth of which opening the store anew takes."""
PAGE: Final = 2_000
"""Events read at once: enough that asking costs little beside reading, few enough to stay in the processor's cache."""

Text: TypeAlias = str | bytes
"""A type or an id as it is bound; bytes where what is stored is not UTF-8."""

_NOWHERE: Final = StreamId("", "")
"""Stands for the streams of a page: each of its events has its own."""
_FIRST, _LAST = -(2**63), 2**63 - 1


@dataclass(frozen=True, slots=True)
class Slice:
    """A stretch of streams: of a stored type, after one id, up to another."""

    type: Text | None
    """None where ids name streams without their types."""
    after: Text | None
    """None for the first of the type."""
    upto: Text | None
    """None for the last of the type."""


@dataclass(slots=True)
class _Going:
    """What one page hands on to the next of the stream that may go on there."""

    before_first: int
    made: dict[Stored, StreamId] = field(default_factory=dict)
    stream: StreamId = _NOWHERE
    version: int = 0

    def count(self, streams: Sequence[StreamId]) -> list[int]:
        """The versions of a page's events in a store that has none of its own."""
        versions = []
        for stream in streams:
            self.version = 1 + (self.version if stream is self.stream else self.before_first)
            self.stream = stream
            versions.append(self.version)
        return versions


class Scanner:
    """Reads all streams of one store."""

    def __init__(
        self, database: Database, statements: Statements, rows: RowReader, naming: Naming, *, ledger: bool
    ) -> None:
        self._database = database
        self._here = statements
        self._rows = rows
        self._naming = naming
        self._ledger = ledger

    def slices(self, *, type: str | None = None, after: Slice | None = None, size: int = SLICE) -> Iterator[Slice]:
        """The slices of the store in order, or of the streams of a type; those after one, where it is given.

        A slice ends with the stream in which its event of the number `size` lies. They are found as they are asked
        for. Where ids name streams without their types, `type` leaves none out.
        """
        for stored in self._types(type):
            if after is None or _order(stored) > _order(after.type):
                yield from self._slices_of(stored, None, size)
            elif stored == after.type and after.upto is not None:
                yield from self._slices_of(stored, after.upto, size)

    def events(self, part: Slice, *, check: Callable[[], None] = lambda: None) -> Iterator[Event]:
        """The events of a slice's streams, stream by stream by version; `check` is called a page, and may raise."""
        deleted = self._deletions()
        going = _Going(self._here.first_version - 1)
        for page in self._pages(part):
            check()
            yield from self._read(page, deleted, going)

    def _types(self, type_: str | None) -> Sequence[Text | None]:
        if not self._here.type_in_key:
            return (None,)
        stored = self._naming.stored_types()
        return [as_given(one) for one in stored if type_ in (None, self._rows.types.read(one))]

    def _slices_of(self, type_: Text | None, start: Text | None, size: int) -> Iterator[Slice]:
        here, after = self._here, start
        while True:
            ids = select(here.stored_id(here.id.value)).select_from(here.events).where(*self._within(type_, after))
            rows = self._database.rows(ids.order_by(*here.id.order, here.version).limit(1).offset(size - 1))
            upto = bound_as(rows[0][0], here.id.kind) if rows else None
            yield Slice(type_, after, upto)
            if upto is None:
                return
            after = upto

    def _within(self, type_: Text | None, after: Text | None) -> list[ColumnElement[bool]]:
        here = self._here
        # A NULL is no id of any stream.
        start = here.id.value.is_not(None) if after is None else here.id.is_after(here.of_id(after))
        return [*self._of_type(type_), start]

    def _of_type(self, type_: Text | None) -> list[ColumnElement[bool]]:
        here = self._here
        return [] if type_ is None else [here.type.equals(here.of_type(type_))]

    def _pages(self, part: Slice) -> Iterator[Sequence[Row]]:
        here = self._here
        upto = () if part.upto is None else (here.id.is_upto(here.of_id(part.upto)),)
        rows = _columns(here).order_by(*here.id.order, here.version)
        found = rows.where(*self._within(part.type, part.after), *upto)
        later = rows.where(*self._of_type(part.type), self._is_later(), *upto)
        bound: Mapping[str, Any] = {}
        size = PAGE
        while True:
            page = self._database.rows((later if bound else found).limit(size), bound)
            if len(page) < size:
                if page:
                    yield page
                return
            kept = _whole(page)
            if not kept:
                # All of them have one version, which no page may end amidst of.
                size *= 2
                continue
            yield kept
            bound = {"id": bound_as(kept[-1][0], here.id.kind), "version": kept[-1][1]}

    def _is_later(self) -> ColumnElement[bool]:
        """Whether an event comes after the one that is bound, with its stream: by this an index leads there at once."""
        here = self._here
        id_, version = here.id.given("id"), bindparam("version", type_=BigInteger)
        if here.dialect.name in ("mysql", "mariadb"):
            # These would look at all events of the type for a comparison of several columns at once.
            return or_(here.id.is_after(id_), and_(here.id.equals(id_), here.version > version))
        return tuple_(*here.id.order, here.version) > tuple_(*here.id.parts(id_), version)

    def _read(self, page: Sequence[Row], deleted: Ints, going: _Going) -> Iterator[Event]:
        ids, versions, types, positions, kinds, times, marked, *documents = zip(*page, strict=True)
        self._check(versions)
        names = list(map(self._rows.names.__getitem__, kinds))
        known = {name: code for code, name in enumerate(dict.fromkeys(names))}
        streams = self._streams(types, ids, going)
        places = np.array(positions, np.int64)
        index = StreamIndex(
            stream=_NOWHERE,
            versions=np.array(going.count(streams) if self._here.numbered else versions, np.int64),
            positions=places,
            type_codes=np.fromiter(map(known.__getitem__, names), np.int32, len(names)),
            type_names=tuple(known),
            times=self._rows.times.microseconds(times),
            deleted=_among(places, deleted) | np.array(marked, np.bool_),
        )
        return self._rows.events(index, slice(0, len(page)), documents, streams)

    def _streams(self, types: Sequence[Stored], ids: Sequence[Stored], going: _Going) -> list[StreamId]:
        """The stream of each row: of one stream as one object, so that neighbours are told apart at once."""
        made = going.made
        for type_, id_ in zip(types, ids, strict=True):
            if id_ not in made:
                # Where the id alone names a stream, its first event tells the type.
                made[id_] = self._rows.stream(type_, id_)
        streams = list(map(made.__getitem__, ids))
        going.made = {ids[-1]: streams[-1]}
        return streams

    def _deletions(self) -> Ints:
        if not self._ledger:
            return np.empty(0, np.int64)
        with self._database.connect() as connection:
            return np.array(sorted(deleted_positions(connection, _FIRST, _LAST)), np.int64)

    def _check(self, versions: Sequence[object]) -> None:
        if {*map(type, versions)} != {int}:
            odd = next(version for version in versions if type(version) is not int)
            raise StoreFailed(
                f"{self._database.name} has an event with {odd!r} in place of its version; have it corrected in the "
                "database."
            )


def _columns(here: Statements) -> Select[Any]:
    """Rows of id, version, type, position, event type, time, whether it is deleted, payload, metadata …."""
    events = here.source
    return (
        select(here.stored_id(events.id.value), events.version, here.stored_type(events.type.value))
        .add_columns(events.position, events.event_type, events.time, events.deleted, *events.documents)
        .select_from(events.source)
    )


def _whole(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows of a full page without those at its end that more of the same stream and version may follow."""
    last, count = rows[-1][:2], len(rows)
    while count and rows[count - 1][:2] == last:
        count -= 1
    return rows[:count]


def _among(places: Ints, deleted: Ints) -> Flags:
    return np.isin(places, deleted) if len(deleted) else np.zeros(len(places), np.bool_)


def _order(stored: Text | None) -> bytes:
    if stored is None:
        return b""
    return stored.encode() if isinstance(stored, str) else stored
