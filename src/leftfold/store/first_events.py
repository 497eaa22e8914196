"""The first events of a store, read without its indexes: what a layout makes of a database, seen at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
from sqlalchemy import Select, select

from leftfold.model.event import Event
from leftfold.model.index import StreamIndex
from leftfold.model.stream import StreamId
from leftfold.store.columns import ColumnReader, index_of
from leftfold.store.database import Database
from leftfold.store.ids import ids_of
from leftfold.store.instances import Instance
from leftfold.store.rows import RowReader
from leftfold.store.statements import Statements, compile_layout

SHOWN: Final = 20
"""Events that are read unless told otherwise: what is taken in at a glance."""

_ANY: Final = StreamId("", "")
"""Stands for the streams of the events."""


def first_events(
    database: Database, instance: Instance, check: Callable[[], None], *, limit: int = SHOWN
) -> tuple[Event, ...]:
    """The events in the first rows; `check` is called meanwhile, and may raise `Cancelled`. Raises `StoreFailed`.

    They come as the table has them, so that a table of any size tells them at once, in the order of the store only
    where that is what versions are counted by. Each is told the type that its own row tells.
    """
    layout, here = instance.layout, compile_layout(instance, database.engine.dialect.name)
    ids = ids_of(layout.events.aggregate_id, instance.kinds, form=layout.events.id_form)
    reader = RowReader(layout, ids, instance.moments)
    rows = database.awaited_rows(_asked(here).limit(limit), check)
    if not rows:
        return ()
    types, keys, *columns = zip(*rows, strict=True)
    streams = list(map(reader.stream, types, keys))
    taken = ColumnReader(reader, database.name)
    page = taken.page(list(zip(*columns[:5], strict=True)))
    index = index_of(_ANY, [page], taken.type_names)
    if here.numbered:
        index = _counted(index, streams, here.first_version)
    return tuple(reader.events(index, slice(0, len(index)), columns[5:], streams))


def _asked(here: Statements) -> Select[Any]:
    source = here.source
    row = (source.version, source.position, source.event_type, source.time, source.deleted)
    names = here.stored_type(here.type.value), here.stored_id(here.id.value)
    asked = select(*names, *row, *source.documents).select_from(here.events)
    return asked.order_by(source.position) if here.numbered else asked


def _counted(index: StreamIndex, streams: Sequence[StreamId], first: int) -> StreamIndex:
    """The same with versions that are counted stream by stream."""
    seen = Counter[StreamId]()
    versions: list[int] = []
    for stream in streams:
        versions.append(first + seen[stream])
        seen[stream] += 1
    return replace(index, versions=np.array(versions, np.int64))
