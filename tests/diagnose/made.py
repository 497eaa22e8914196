"""Histories made for tests: objects put over one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import repeat

from leftfold.domain.generic import generic_domain
from leftfold.model.event import Document, Event
from leftfold.model.json import JsonObject
from leftfold.model.stream import StreamId
from leftfold.replay.history import History
from leftfold.replay.keyframes import Keyframes

STREAM = StreamId("thing", "1")


class Events:
    """A source that reads from a list."""

    def __init__(self, events: list[Event]) -> None:
        self._events = events

    def read(self, first: int, last: int) -> list[Event]:
        """The events with these ordinals."""
        return self._events[first - 1 : last]


def history_of(payloads: Iterable[Document], deleted: Sequence[bool] = ()) -> History[JsonObject]:
    """The history of a stream of these payloads, each of an event of type `put`; some of them soft-deleted."""
    flags = deleted or repeat(False)
    events = [
        Event(STREAM, n, "put", data, deleted=off)
        for n, (data, off) in enumerate(zip(payloads, flags, strict=False), 1)
    ]
    return History(generic_domain(), Events(events), len(events), keyframes=Keyframes(spacing=7))
