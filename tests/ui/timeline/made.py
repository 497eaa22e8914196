"""Streams made up for the timeline, of any length, and what a survey would tell of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from leftfold.domain.definition import Domain, EventType, Track
from leftfold.model.event import Event
from leftfold.model.index import StreamIndex, Unread
from leftfold.model.stream import StreamId
from leftfold.replay.history import History
from leftfold.replay.survey import Breach, Mark, SurveyChunk
from leftfold.session import Replay
from leftfold.ui.document import Document

STREAM = StreamId("thing", "1")
MINUTE = 60_000_000
DAY = 1440 * MINUTE
START = 1_735_725_600_000_000
"""2025-01-01 10:00 UTC, when the first event is recorded."""
SESSION = 20
"""Events a minute apart, before a day without any."""
TYPES = ("opened", "moved", "closed")

COUNTING: Domain[int] = Domain(
    name="counting",
    title="Counting",
    aggregate_types=("thing",),
    event_types=(EventType("opened", "Thing opened"), EventType("moved", "Thing moved")),
    initial=0,
    evolve=lambda count, _event: count + 1,
    show=lambda count: {"count": count},
    sentence=lambda event, _before, _after: event.type,
    tracks=(Track("count", "Count", lambda count: count), Track("rest", "Rest", lambda count: count % 7)),
)


class Made:
    """Reads the events of an index."""

    def __init__(self, index: StreamIndex) -> None:
        self._index = index

    def read(self, first: int, last: int) -> Iterator[Event]:
        """The events with these ordinals."""
        for row in range(first - 1, last):
            name = self._index.type_names[int(self._index.type_codes[row])]
            at, deleted = int(self._index.times[row]), bool(self._index.deleted[row])
            yield Event(STREAM, row + 1, name, {}, at=at, deleted=deleted)


def made_index(length: int, *, types: tuple[str, ...] = TYPES, deleted: tuple[int, ...] = ()) -> StreamIndex:
    """The index of so many events of these types in turn, the first most often."""
    whole = np.arange(1, length + 1, dtype=np.int64)
    turn = (whole - 1) % (2 * len(types))
    gaps = np.where((whole - 1) % SESSION == 0, DAY, MINUTE)
    gone = np.zeros(length, np.bool_)
    gone[np.array(deleted, np.int64) - 1] = True
    return StreamIndex(
        stream=STREAM,
        versions=whole,
        positions=whole,
        type_codes=np.where(turn < len(types), turn, 0).astype(np.int32),
        type_names=types,
        times=START - DAY + np.cumsum(gaps),
        deleted=gone,
    )


def begun_index(length: int, *, deleted: tuple[int, ...] = ()) -> StreamIndex:
    """The index of so many events in pages of ten, of which only the first and the last are read."""
    pages = np.ones(length // 10, np.bool_)
    pages[[0, -1]] = False
    return replace(made_index(length, deleted=deleted), unread=Unread(pages, 10))


def made_replay(index: StreamIndex, domain: Domain[Any] = COUNTING) -> Replay:
    """The replay of a made index."""
    return Replay(STREAM, domain, index, History(domain, Made(index), len(index)))


def show_made(document: Document, index: StreamIndex, domain: Domain[Any] = COUNTING) -> None:
    """Show a made stream."""
    document.selection.select(STREAM)
    document.show_replay(made_replay(index, domain))


def made_chunk(
    first: int, length: int, *, tracks: int = 2, failed: tuple[int, ...] = (), broken: tuple[int, ...] = ()
) -> SurveyChunk:
    """What a survey tells of so many events from one on; failures and breaches by ordinal."""
    whole = np.arange(first, first + length, dtype=np.float64)
    marks = np.full(length, Mark.APPLIED, np.uint8)
    marks[np.array(failed, np.int64) - first] = Mark.FAILED
    rows = np.array([np.sin(whole / (9 + 90 * track)) * 100 for track in range(tracks)])
    breaches = tuple(Breach(ordinal, "bound", f"Too much at {ordinal}") for ordinal in broken)
    return SurveyChunk(first, marks, rows.reshape(tracks, length), breaches)
