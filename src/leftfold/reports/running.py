"""Works a report out: by the database where it can tell exactly, else by folding all events in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from leftfold.domain.report import Report
from leftfold.model.errors import NotFound
from leftfold.model.event import Event
from leftfold.model.query import Query, Row
from leftfold.model.stream import StreamId
from leftfold.store.store import Store

PAGE = 500
"""Aggregates listed at once where a store has no order in which all events could be read."""
_TOLD = 5_000
"""Events between two times that progress is told, some tenths of a second."""

Progress = Callable[[int], None]
"""Hears how many events are passed, and may raise to end the work."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one aggregate says: its rows, and how many of its events the report could not take."""

    rows: tuple[Row, ...]
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Worked:
    """What all aggregates say, and which way it was worked out."""

    parts: dict[StreamId, Part] = field(hash=False)
    way: str
    """As a sentence."""


def types_of(report: Report, store: Store, type_: str | None) -> tuple[str, ...]:
    """The types of the store's aggregates that a report is to read."""
    wanted = report.aggregate_types or store.types()
    return tuple(one for one in store.types() if one in wanted and type_ in (None, one))


def work_out(report: Report, store: Store, types: tuple[str, ...], progress: Progress) -> Worked:
    """The whole report."""
    why = "its fold is code of its own"
    if isinstance(report.reads, Query):
        answer = store.whole.asking.answer(report.reads, types, check=lambda: progress(0))
        if not isinstance(answer, str):
            parts = {stream: Part(rows) for stream, rows in answer.items()}
            return Worked(parts, "Answered by the database.")
        why = answer
    return Worked(streamed(report, store, types, progress), f"Folded from the events, since {why}.")


def streamed(report: Report, store: Store, types: tuple[str, ...], progress: Progress) -> dict[StreamId, Part]:
    """What all aggregates of some types say, by folding their events."""
    if not types:
        return {}
    passing = _Passing(report, progress)
    if store.capability("global order").allowed:
        try:
            index = store.projection_index(StreamId(report.name, "*"), types, progress=lambda _done: progress(0))
        except NotFound:
            return {}
        passing.take(store.projected(index).read(1, len(index)))
    else:
        for stream in _listed(store, types):
            passing.take(_events(store, stream))
    return passing.parts()


def of_streams(report: Report, store: Store, streams: Iterable[StreamId], progress: Progress) -> dict[StreamId, Part]:
    """What single aggregates say, by folding their events."""
    passing = _Passing(report, progress)
    for stream in streams:
        passing.take(_events(store, stream))
    return passing.parts()


def _events(store: Store, stream: StreamId) -> Iterator[Event]:
    index = store.index(stream)
    return store.events(index).read(1, len(index))


def _listed(store: Store, types: tuple[str, ...]) -> Iterator[StreamId]:
    for type_ in types:
        after: StreamId | None = None
        while page := store.aggregates(type=type_, after=after, limit=PAGE):
            yield from (summary.stream for summary in page)
            after = page[-1].stream


class _Passing:
    """Passes over events of many aggregates, a state of the report's fold for each."""

    def __init__(self, report: Report, progress: Progress) -> None:
        self._fold = report.fold
        self._progress = progress
        self._passed = 0
        self._states: dict[StreamId, Any] = {}
        self._failed: dict[StreamId, int] = {}

    def take(self, events: Iterable[Event]) -> None:
        """Pass over events, each aggregate's in order."""
        step, states, initial = self._fold.step, self._states, self._fold.initial
        for event in events:
            self._passed += 1
            if self._passed % _TOLD == 0:
                self._progress(self._passed)
            if event.deleted:
                continue
            stream = event.stream
            try:
                states[stream] = step(states.get(stream, initial), event)
            except Exception:  # noqa: BLE001 - the border to the report's code: what it raises passes an event over
                self._failed[stream] = self._failed.get(stream, 0) + 1

    def parts(self) -> dict[StreamId, Part]:
        """What each aggregate says that says anything."""
        streams = sorted({*self._states, *self._failed})
        found = {one: Part(self._rows(one), self._failed.get(one, 0)) for one in streams}
        return {stream: part for stream, part in found.items() if part.rows or part.failed}

    def _rows(self, stream: StreamId) -> tuple[Row, ...]:
        try:
            rows = self._fold.rows(self._states.get(stream, self._fold.initial))
        except Exception:  # noqa: BLE001 - the border to the report's code: an aggregate without rows is counted
            self._failed[stream] = self._failed.get(stream, 0) + 1
            return ()
        return tuple(map(tuple, rows))
