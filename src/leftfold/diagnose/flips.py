"""Where conditions hit along a history: the places at which a replay is worth stopping.

A condition on the state alone hits where it becomes true: at an event after which it holds, and before which it did
not. One that asks about the event itself, or about how the event changed the state, hits at each event it holds at.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from leftfold.diagnose.condition import Condition
from leftfold.diagnose.evaluation import holds
from leftfold.diagnose.field_history import BLOCK
from leftfold.diagnose.tree import Test, asks_state, speaks_of_event
from leftfold.model.json import Json
from leftfold.model.step import Step
from leftfold.replay.history import History, keep_going
from leftfold.replay.narrative import shown

S = TypeVar("S")


class Hit(NamedTuple):
    """An event at which a condition hits."""

    ordinal: int
    condition: int
    """Which of the conditions that were looked for, from 0."""
    step: Step[Any]


@dataclass(frozen=True, slots=True)
class _Sight:
    step: Step[Any]
    before: Json
    after: Json


class _Watch:
    """One condition along neighbouring steps."""

    def __init__(self, condition: Condition) -> None:
        self._test: Test = condition.test
        self._flips = not speaks_of_event(condition.test)
        self._held: bool | None = None

    @property
    def asks_state(self) -> bool:
        return asks_state(self._test)

    def hits(self, sight: _Sight) -> bool:
        if not self._flips:
            return holds(self._test, sight)
        if self._held is None:
            self._held = holds(self._test, _Sight(sight.step, sight.before, sight.before))
        elif sight.before is sight.after:
            # It speaks of nothing but the state, and that is the same.
            return False
        held, self._held = self._held, holds(self._test, sight)
        return self._held and not held


def hits(
    history: History[S],
    conditions: Sequence[Condition],
    *,
    first: int = 1,
    last: int | None = None,
    progress: Callable[[int], None] = keep_going,
) -> Iterator[Hit]:
    """The hits of the conditions, in order, at the events with the ordinals first to last; without `last` to the end.

    `progress` hears each ordinal passed; what it raises ends the work.
    """
    last = history.length if last is None else last
    if first > last or not conditions:
        return
    watches = [_Watch(condition) for condition in conditions]
    for ordinal, sight in enumerate(_sights(history, watches, (first, last), progress), first):
        for place, watch in enumerate(watches):
            if watch.hits(sight):
                yield Hit(ordinal, place, sight.step)
        progress(ordinal)


def next_hit(
    history: History[S],
    conditions: Sequence[Condition],
    ordinal: int,
    *,
    forward: bool = True,
    progress: Callable[[int], None] = keep_going,
) -> Hit | None:
    """The nearest hit after (or before) the event with this ordinal."""
    if forward:
        return next(hits(history, conditions, first=ordinal + 1, progress=progress), None)
    for last in range(ordinal - 1, 0, -BLOCK):
        found = hits(history, conditions, first=max(1, last - BLOCK + 1), last=last, progress=progress)
        latest = deque(found, maxlen=1)
        if latest:
            return latest[0]
    return None


def _sights(
    history: History[S], watches: Sequence[_Watch], part: tuple[int, int], progress: Callable[[int], None]
) -> Iterator[_Sight]:
    steps, domain = history.steps(*part, progress=progress), history.domain
    if not any(watch.asks_state for watch in watches):
        for step in steps:
            yield _Sight(step, None, None)
        return
    first = next(steps)
    after = shown(domain, first.before)
    for step in chain((first,), steps):
        before = after
        after = before if step.after is step.before else shown(domain, step.after)
        yield _Sight(step, before, after)
