"""The streams that were shown lately, kept warm within bounds, so that going back to one reads nothing again."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

from leftfold.domain.definition import Domain
from leftfold.model.json import compact
from leftfold.model.step import Standing
from leftfold.model.stream import StreamId
from leftfold.opened import Replay
from leftfold.replay.narrative import shown

MOST: Final = 16
"""Streams kept: as many as a person goes to and fro between."""
BUDGET: Final = 64 * 2**20
"""Bytes they may take together, about: one stream of a million events, or all of those that people have."""
_OBJECTS: Final = 4
"""So many bytes a state takes for each of its JSON text."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An opened stream, and what the store's change token was before it was read."""

    replay: Replay
    token: object


class Recent:
    """Keeps what was shown last, and forgets what was shown longest ago first. Threads may share it.

    Whether a stream is still as it was read is for the one who asks to find out.
    """

    def __init__(self, *, most: int = MOST, budget: int = BUDGET) -> None:
        self._most = most
        self._budget = budget
        self._kept: OrderedDict[StreamId, Kept] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def of(self, stream: StreamId) -> Kept | None:
        """What is kept of a stream."""
        with self._lock:
            return self._kept.get(stream)

    def clear(self) -> None:
        """Forget all of it."""
        with self._lock:
            self._kept.clear()

    def keep(self, kept: Kept) -> None:
        """Keep an opened stream in place of what was kept of it, however much it takes, and others while there is room.

        What each takes is found out anew, for it grows while it is replayed.
        """
        with self._lock:
            self._kept[kept.replay.stream] = kept
            self._kept.move_to_end(kept.replay.stream)
            weights = [weight(one.replay) for one in self._kept.values()]
            while len(weights) > 1 and (len(weights) > self._most or sum(weights) > self._budget):
                self._kept.popitem(last=False)
                weights.pop(0)


def weight(replay: Replay) -> int:
    """About how many bytes an opened stream takes: its index, and the states of its keyframes."""
    index = replay.index
    whole = (index.versions, index.positions, index.times, *replay.by_type)
    columns = sum(column.nbytes for column in whole) + index.type_codes.nbytes + index.deleted.nbytes
    return columns + replay.history.weight(lambda at: _weight(replay.domain, at))


def _weight(domain: Domain[Any], standing: Standing[Any]) -> int:
    return _OBJECTS * len(compact(shown(domain, standing.state)))
