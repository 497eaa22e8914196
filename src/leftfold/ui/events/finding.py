"""A search over a whole history, chunk by chunk, and what it found so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

import numpy as np

from leftfold.model.index import Flags, Ints
from leftfold.replay.history import History
from leftfold.ui.events.query import Query, TextQuery, matches

CHUNK: Final = 1_000
"""Events a chunk: some 20 ms of replay, so that matches show as they are found and a cancelled search ends at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What was found in the events looked at so far; each search begins with the first event."""

    query: Query | None
    hits: Flags
    """For each event looked at, in order, whether it was found."""
    total: int
    """How many events there are to look at."""

    @classmethod
    def nothing(cls) -> Found:
        """Nothing is looked for."""
        return cls(None, np.zeros(0, np.bool_), 0)

    @property
    def text(self) -> str:
        """The text that was looked for, in small letters; empty for a condition."""
        return self.query.text.lower() if isinstance(self.query, TextQuery) else ""

    @property
    def scanned(self) -> int:
        """How many events were looked at."""
        return len(self.hits)

    @property
    def is_complete(self) -> bool:
        """Whether all events were looked at."""
        return self.scanned == self.total

    @property
    def count(self) -> int:
        """How many events were found."""
        return int(np.count_nonzero(self.hits))

    @property
    def ordinals(self) -> Ints:
        """The ordinals of the events found, in order."""
        return np.flatnonzero(self.hits).astype(np.int64) + 1

    def has(self, ordinal: int) -> bool:
        """Whether an event was found."""
        return 0 < ordinal <= len(self.hits) and bool(self.hits[ordinal - 1])

    def rank(self, ordinal: int) -> int:
        """How many of the events found have an ordinal up to this one."""
        return int(np.count_nonzero(self.hits[:ordinal]))

    def after(self, ordinal: int) -> int | None:
        """The ordinal of the next event found after one; None where there is none yet."""
        later = self.hits[ordinal:]
        place = int(later.argmax()) if len(later) else 0
        return ordinal + place + 1 if len(later) and later[place] else None

    def before(self, ordinal: int) -> int | None:
        """The ordinal of the last event found before one; None where there is none."""
        earlier = self.hits[: max(0, ordinal - 1)][::-1]
        place = int(earlier.argmax()) if len(earlier) else 0
        return len(earlier) - place if len(earlier) and earlier[place] else None

    def continues(self, other: Found) -> bool:
        """Whether this is what the same search found, as far as it had come or farther on."""
        return self.query is other.query and self.total == other.total and self.scanned >= other.scanned

    def with_chunk(self, hits: Flags) -> Found:
        """With the next events looked at."""
        return replace(self, hits=np.append(self.hits, hits))


def search(history: History[Any], query: Query) -> Iterator[Flags]:
    """Whether each event is what is looked for, chunk by chunk."""
    steps = history.steps(1, history.length) if history.length else iter(())
    # No step is kept: thousands at once would be for the garbage collector to look through, and hold up the window.
    found = matches(query, history.domain, steps)
    while len(hits := np.fromiter(islice(found, CHUNK), np.bool_)):
        yield hits
