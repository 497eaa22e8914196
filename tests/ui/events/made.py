"""Rows and replays made for the tests of the list of events."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event as Gate
from typing import Any

import numpy as np
from typing_extensions import override

from leftfold.domains.progress import PROGRESS
from leftfold.model.event import Event
from leftfold.model.index import StreamIndex
from leftfold.model.json import JsonObject
from leftfold.model.stream import StreamId
from leftfold.replay.history import History
from leftfold.replay.survey import Mark
from leftfold.session import Replay
from leftfold.ui.events.facts import Facts, Proposal
from leftfold.ui.events.telling import Told
from leftfold.ui.events.wording import Changed

LISA = StreamId("student", "3202")
TOLD = Told("Completed lesson 2", Mark.APPLIED, (Changed("currentPosition", "2", "3"),), 0, None, "student/3202")
DAY = 86_400_000_000
FACTS = Facts(
    ordinal=7,
    version=7,
    type="lessonCompleted",
    title="Lesson completed",
    at=20_000 * DAY,
    at_before=20_000 * DAY - 1,
    deleted=False,
    proposal=Proposal.NONE,
    told=TOLD,
    matches=False,
)


@dataclass
class CountingSource:
    """Completed activities, as many as are asked for; it tells which were read."""

    read_from: list[tuple[int, int]] = field(default_factory=list)

    def read(self, first: int, last: int) -> Iterator[Event]:
        """The events with the ordinals first to last."""
        self.read_from.append((first, last))
        for ordinal in range(first, last + 1):
            yield Event(LISA, ordinal, "activityCompleted", _payload(ordinal))


@dataclass
class HeldSource(CountingSource):
    """Completed activities, of which those after an ordinal are read only once a gate is open."""

    gate: Gate = field(default_factory=Gate)
    last: int = 0

    @override
    def read(self, first: int, last: int) -> Iterator[Event]:
        """The events with the ordinals first to last."""
        for event in CountingSource.read(self, first, last):
            if event.version > self.last:
                self.gate.wait()
            yield event


@contextmanager
def held_after(ordinal: int) -> Iterator[HeldSource]:
    """Events that are read no further than an ordinal, however long that takes, until the `with` block ends."""
    source = HeldSource(last=ordinal)
    try:
        yield source
    finally:
        source.gate.set()


def long_history(length: int, source: CountingSource | None = None) -> History[Any]:
    """A history of completed activities."""
    return History(PROGRESS, source or CountingSource(), length)


def long_replay(length: int, source: CountingSource | None = None) -> Replay:
    """The replay of a history of completed activities."""
    whole = np.arange(1, length + 1, dtype=np.int64)
    index = StreamIndex(
        stream=LISA,
        versions=whole,
        positions=whole,
        type_codes=np.zeros(length, np.int32),
        type_names=("activityCompleted",),
        times=whole * 1_000_000,
        deleted=np.zeros(length, np.bool_),
    )
    return Replay(LISA, PROGRESS, index, long_history(length, source))


def _payload(ordinal: int) -> JsonObject:
    return {"lesson": 1 + ordinal // 10, "activity": 1 + ordinal % 10}
