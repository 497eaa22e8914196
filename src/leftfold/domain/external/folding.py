"""Events folded by a reducer in its own process: many at a time, and one by one where one of them ends it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from leftfold.domain.border import Told
from leftfold.domain.definition import Folded
from leftfold.domain.external.child import Child, ChildFailed
from leftfold.domain.external.pool import Pool, nobody_minds
from leftfold.domain.external.wire import event_out
from leftfold.model.event import Event
from leftfold.model.json import Json, JsonObject
from leftfold.model.stream import StreamId

BATCH: Final = 500
"""Events in a request: some 10 ms of work, so that who gives up waiting is heard soon and little is done twice."""

_MOST_KNOWN: Final = 1_000
"""Events that are known to end a process: more of them would say that the reducer is of no use at all."""


@dataclass(frozen=True, slots=True)
class Held:
    """A state as its reducer gave it, with what it said of it at once."""

    state: Json
    values: tuple[float | None, ...] = ()
    """Of each track."""
    broken: tuple[str | None, ...] = ()
    """How it breaks each invariant, None where that holds."""
    shown: tuple[Json, ...] = field(default=(), compare=False)
    """As its reducer shows it, where it said so at once."""


def held(answer: dict[str, Any]) -> Held:
    """The state in an answer. Raises `ChildFailed` where there is none."""
    if "state" not in answer:
        raise ChildFailed("the reducer answered an event with neither a state nor an error")
    shown = (answer["shown"],) if "shown" in answer else ()
    return Held(answer["state"], tuple(answer.get("values") or ()), tuple(answer.get("broken") or ()), shown)


@dataclass(slots=True)
class _Way:
    """How far a fold has come."""

    state: Held
    each: bool
    at: int = 0
    careful: int = 0
    """Up to which event they go one by one: those of a request in which the process ended."""
    suspect: int = -1
    """The event at which it ended, as far as its answers tell."""
    states: list[Held] = field(default_factory=list)
    errors: dict[int, str] = field(default_factory=dict)

    def stop(self, length: int) -> int:
        """Where the next request ends."""
        if self.at >= self.careful:
            return min(length, self.at + BATCH)
        return self.suspect if self.at < self.suspect else self.at + 1

    def pass_by(self, state: Held, count: int = 1) -> None:
        """Go on behind so many events, in a state."""
        if self.each:
            self.states.extend([state] * count)
        self.state = state
        self.at += count

    def fail(self, error: str) -> None:
        """Go on behind an event that could not be applied."""
        self.errors[self.at] = error
        self.pass_by(self.state)


@dataclass(frozen=True, slots=True)
class _Ended:
    """An event that ended a process, in the state in which it did."""

    state: Held
    event: Event
    error: str


class Folding:
    """Folds with a pool's processes; of each stream it counts how many events in a row ended one.

    Which events those were it knows from then on, so that nobody waits for them each time that they are passed.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._ended: dict[StreamId, int] = {}
        self._known: dict[tuple[StreamId, int], _Ended] = {}

    def evolve(self, state: Held, event: Event) -> Held:
        """The state after an event. Raises `Told` where it cannot be applied."""
        folded = self.fold(state, (event,), each=False, check=nobody_minds)
        if folded.errors:
            raise Told(folded.errors[0])
        return folded.states[-1]

    def fold(self, state: Held, events: Sequence[Event], *, each: bool, check: Callable[[], None]) -> Folded[Held]:
        """What the events make of a state; with `each` the state after each, else only the last."""
        way = _Way(state, each)
        while way.at < len(events):
            event = events[way.at]
            known = self._known.get((event.stream, event.version))
            if known is not None and (known.state, known.event) == (way.state, event):
                way.fail(known.error)
            elif self._ended.get(event.stream, 0) >= self._pool.limits.in_a_row:
                way.fail(self._given_up())
            else:
                self._take(way, events[way.at : self._stop(way, events)], check)
        return Folded(way.states if each else [way.state], way.errors)

    def _stop(self, way: _Way, events: Sequence[Event]) -> int:
        """Where the next request ends: at the latest in front of an event that is known to end a process."""
        end = way.stop(len(events))
        places = range(way.at + 1, end) if self._known else ()
        return next((place for place in places if (events[place].stream, events[place].version) in self._known), end)

    def _take(self, way: _Way, events: Sequence[Event], check: Callable[[], None]) -> None:
        stream, end = events[0].stream, way.at + len(events)
        try:
            with self._pool.lent(check) as child:
                self._fold_in(child, way, events, check)
        except ChildFailed as error:
            # Of several, the one it ended at is tried alone first: it may have answered them all at the end.
            way.careful = max(way.careful, end)
            if len(events) == 1:
                self._ended[stream] = self._ended.get(stream, 0) + 1
                if len(self._known) < _MOST_KNOWN:
                    self._known[stream, events[0].version] = _Ended(way.state, events[0], str(error))
                way.fail(str(error))
        else:
            self._ended.pop(stream, None)

    def _fold_in(self, child: Child, way: _Way, events: Sequence[Event], check: Callable[[], None]) -> None:
        start, passed = way.at, 0
        request: JsonObject = {"do": "evolve", "state": way.state.state, "each": way.each}
        answers = child.ask({**request, "events": list(map(event_out, events))}, answers=len(events), check=check)
        errors: dict[int, str] = {}
        last = way.state
        try:
            for answer in answers:
                if "error" in answer:
                    errors[start + passed] = str(answer["error"])
                is_last = passed + 1 == len(events)
                if "state" in answer or ("error" not in answer and (way.each or is_last)):
                    last = held(answer)
                elif is_last and not way.each and len(errors) <= passed:
                    raise ChildFailed("the reducer gave no state with its last answer")
                passed += 1
                if way.each:
                    way.errors.update(errors)
                    way.pass_by(last)
        except ChildFailed:
            way.suspect = start + passed
            raise
        if not way.each:
            way.errors.update(errors)
            way.pass_by(last, passed)

    def _given_up(self) -> str:
        times = self._pool.limits.in_a_row
        return f"the reducer failed {times} times in a row here and was given up; save its file, or choose it again"
