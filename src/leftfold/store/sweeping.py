"""Sweeps a store aggregate by aggregate, with all events of each: the short streams of many are read at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import Any, Final, TypeAlias

import numpy as np
from sqlalchemy import ColumnElement, Integer, LargeBinary, Select, and_, bindparam, literal, or_, select

from leftfold.model.event import Event
from leftfold.model.index import Ints, StreamIndex
from leftfold.model.stream import StreamId
from leftfold.store import walk
from leftfold.store.codec import Stored, as_given, stored_texts
from leftfold.store.columns import ColumnReader, index_of
from leftfold.store.database import Database, Row
from leftfold.store.layout import Layout
from leftfold.store.ledger import all_deleted_positions
from leftfold.store.naming import Naming
from leftfold.store.rows import RowReader
from leftfold.store.statements import Key, Statements

TOGETHER: Final = 16
"""Streams read at once: asking costs little beside reading, and what is decoded is still near when it is folded."""
MOST: Final = 20_000
"""Most events read at once: some ten megabytes. A stream with more is left to be read by pages."""
_WALKED: Final = 1_024
"""Names of streams listed at once."""
_NOWHERE: Final = StreamId("", "")
"""Stands for the streams of a page: each of its events has its own."""

Progress: TypeAlias = Callable[[int, int | None], None]
"""Hears how many aggregates are swept, and of how many, None where that is not known; may raise to end the work."""


@dataclass(frozen=True, slots=True)
class Swept:
    """One aggregate that a sweep came by."""

    stream: StreamId
    events: Sequence[Event] | None
    """All its events in order; None where they are so many that the stream is to be read by itself."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which aggregates a sweep comes by."""

    type: str | None = None
    """Only those of this type; None for any."""
    event_types: frozenset[str] | None = None
    """Only those with an event of one of these types, where the store can tell cheaply; others may come as well."""


_Named: TypeAlias = tuple[StreamId, Key, Stored]
"""A stream, what it is bound as, and its id as it is stored."""


class Sweep:
    """The sweep of one store."""

    def __init__(self, database: Database, here: Statements, layout: Layout, rows: RowReader, naming: Naming) -> None:
        self._database = database
        self._here = here
        self._ids = naming.ids
        self._rows = rows
        self._naming = naming
        self._ledger = bool(layout.mark)
        self._tells_types = layout.events.event_type.whole and not layout.events.items
        self._page = database.prepared(_together(here))

    def streams(self, wanted: Wanted, progress: Progress) -> Iterator[Swept]:
        """The aggregates with their events, ordered by type and id. Raises `StoreFailed`."""
        deleted = self._deleted()
        total, done = None, 0
        if wanted.event_types is not None and self._tells_types:
            named: Iterable[_Named] = (known := self._candidates(wanted, lambda: progress(0, None)))
            total = len(known)
        else:
            named = self._walk(wanted.type)
        for together in _alike(named):
            progress(done, total)
            yield from self._read(together, deleted)
            done += len(together)
        progress(done, total)

    def _deleted(self) -> Ints:
        if not self._ledger:
            return np.empty(0, np.int64)
        with self._database.connect() as connection:
            return np.array(sorted(all_deleted_positions(connection)), np.int64)

    def _candidates(self, wanted: Wanted, check: Callable[[], None]) -> list[_Named]:
        """The streams with an event of these types; found in one pass over the events."""
        here = self._here
        stored = chain.from_iterable(map(stored_texts, wanted.event_types or ()))
        raws = [one if isinstance(one, bytes) else one.encode() for one in stored]
        has_type = here.source.event_type.in_([literal(raw, LargeBinary()) for raw in raws])
        names = (here.stored_type(here.type.value), here.stored_id(here.id.value))
        found = select(*names).select_from(here.events).where(has_type, here.id.value.is_not(None)).distinct()
        rows = self._database.awaited_rows(found, check)
        if not here.type_in_key:
            # An event's own row need not tell its stream's type; the first one's does.
            ids = dict.fromkeys(id_ for _type, id_ in rows)
            rows = [self._database.rows(here.first, {"type": "", "id": self._ids.given(id_)})[0] for id_ in ids]
        return sorted(self._of_type(rows, wanted.type), key=lambda one: (one[0].type, one[2] or b""))

    def _walk(self, type_: str | None) -> Iterator[_Named]:
        here = self._here
        if not here.type_in_key:
            yield from self._listed(partial(walk.derived_streams, here), type_)
            return
        for stored in self._naming.stored_types():
            if type_ in (None, self._rows.types.read(stored)):
                yield from self._listed(partial(walk.typed_streams, here, stored), type_)

    def _listed(self, streams: Callable[..., Select[Any]], type_: str | None) -> Iterator[_Named]:
        here, start = self._here, None
        while True:
            page = streams(start, most=_WALKED).limit(_WALKED).subquery()
            rows = self._database.rows(select(here.stored_type(page.c.type), here.stored_id(page.c.id)))
            yield from self._of_type(rows, type_)
            if len(rows) < _WALKED:
                return
            start = walk.after(here.of_id(self._ids.given(rows[-1][1])))

    def _of_type(self, rows: Sequence[Row], type_: str | None) -> Iterator[_Named]:
        for stored, id_ in rows:
            stream = self._rows.stream(stored, id_)
            if type_ in (None, stream.type):
                yield stream, {"type": as_given(stored), "id": self._ids.given(id_)}, id_

    def _read(self, together: Sequence[_Named], deleted: Ints) -> Iterator[Swept]:
        given = [key["id"] for _stream, key, _id in together]
        # A statement is prepared for so many; the last one stands in for those that are not there.
        given += given[-1:] * (TOGETHER - len(given))
        bound = {f"id_{place}": one for place, one in enumerate(given)}
        rows = self._page({"type": together[0][1]["type"], "limit": MOST + 1, **bound})
        if len(rows) > MOST:
            half = len(together) // 2
            if not half:
                yield Swept(together[0][0], None)
                return
            yield from self._read(together[:half], deleted)
            yield from self._read(together[half:], deleted)
        elif rows:
            yield from self._swept(rows, {id_: stream for stream, _key, id_ in together}, deleted)

    def _swept(self, rows: Sequence[Row], streams: dict[Stored, StreamId], deleted: Ints) -> Iterator[Swept]:
        ids, versions, positions, kinds, times, marked, *documents = zip(*rows, strict=True)
        counts = Counter(ids)
        if self._here.numbered:
            first = self._here.first_version
            versions = tuple(version for count in counts.values() for version in range(first, first + count))
        columns = ColumnReader(self._rows, self._database.name)
        facts = list(zip(versions, positions, kinds, times, marked, strict=True))
        index: StreamIndex = index_of(_NOWHERE, [columns.page(facts)], columns.type_names)
        if len(deleted):
            index.deleted[:] |= np.isin(index.positions, deleted)
        events = self._rows.events(index, slice(0, len(rows)), documents, map(streams.__getitem__, ids))
        for id_, count in counts.items():
            yield Swept(streams[id_], list(islice(events, count)))


def _alike(named: Iterable[_Named]) -> Iterator[list[_Named]]:
    """Neighbours that can be read at once: so many at most, and all of one type."""
    together: list[_Named] = []
    for one in named:
        if len(together) == TOGETHER or (together and together[0][1]["type"] != one[1]["type"]):
            yield together
            together = []
        together.append(one)
    if together:
        yield together


def _together(here: Statements) -> Select[Any]:
    """Rows of id, version, position, event type, time, whether it is deleted, payload, metadata … of some streams."""
    events = here.source
    asked = (here.stored_id(events.id.value), events.version, events.position, events.event_type, events.time)
    rows = select(*asked, events.deleted, *events.documents).select_from(events.source)
    of_ids = _among(here, [events.id.given(f"id_{place}") for place in range(TOGETHER)])
    of_type = events.type.equals(events.type.given("type"))
    chosen = and_(of_type, of_ids) if here.type_in_key else of_ids
    return rows.where(chosen).order_by(*events.id.order, events.version).limit(bindparam("limit", type_=Integer))


def _among(here: Statements, ids: list[Any]) -> ColumnElement[bool]:
    if here.id.columns:
        return or_(*map(here.id.equals, ids))
    return here.id.value.in_(ids)
