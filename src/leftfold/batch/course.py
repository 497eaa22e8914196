"""An aggregate's events folded once, and what the offending ones among them are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from leftfold.diagnose.condition import Condition, Sight
from leftfold.diagnose.evaluation import holds
from leftfold.diagnose.sieve import Sieve
from leftfold.domain.definition import Domain
from leftfold.model.event import Event
from leftfold.model.index import StreamIndex
from leftfold.model.step import Applied, Failed, Outcome, Skipped, Standing, Step
from leftfold.model.stream import StreamId
from leftfold.model.times import NO_TIME
from leftfold.replay.history import History
from leftfold.replay.narrative import shown
from leftfold.replay.run import Mark, Run, take_run


@dataclass(frozen=True, slots=True)
class Course:
    """All events of one aggregate, with the state after each."""

    stream: StreamId
    domain: Domain[Any]
    events: Sequence[Event]
    run: Run[Any]

    @property
    def last(self) -> Any:
        """The last state."""
        return self.run.standing(len(self.run)).state

    def before(self, place: int) -> Any:
        """The state before the event in a place, counted from 0."""
        return self.run.standing(place).state

    def step(self, place: int) -> Step[Any]:
        """The step of the event in a place."""
        after = self.run.states[place]
        outcome: Outcome[Any] = Applied(after)
        match self.run.marks[place]:
            case Mark.SKIPPED:
                outcome = Skipped()
            case Mark.FAILED:
                # A condition asks whether it failed, and never why.
                outcome = Failed("")
        return Step(self.events[place], Standing(self.before(place)), outcome)

    def sight(self, place: int) -> Sight:
        """The event in a place with the documents of the states around it."""
        before, after = self.before(place), self.run.states[place]
        document = shown(self.domain, before)
        return Sight(self.step(place), document, document if after is before else shown(self.domain, after))

    def index(self) -> StreamIndex:
        """The index of the stream, as far as drafts need one."""
        events = self.events
        names = tuple(dict.fromkeys(event.type for event in events))
        codes = {name: code for code, name in enumerate(names)}
        return StreamIndex(
            stream=self.stream,
            versions=np.array([event.version for event in events], np.int64),
            positions=np.full(len(events), -1, np.int64),
            type_codes=np.array([codes[event.type] for event in events], np.int32),
            type_names=names,
            times=np.full(len(events), NO_TIME, np.int64),
            deleted=np.array([event.deleted for event in events], np.bool_),
        )

    def history(self) -> History[Any]:
        """The replay of the events."""
        return History(self.domain, _Listed(self.events), len(self.events))


def course_of(stream: StreamId, domain: Domain[Any], events: Sequence[Event]) -> Course:
    """The events of an aggregate, folded."""
    return Course(stream, domain, events, take_run(domain, Standing(domain.initial), events))


@dataclass(frozen=True, slots=True)
class Search:
    """Finds the offending events of an aggregate: those at which a condition holds and that count.

    An event that is soft-deleted already does no harm any more.
    """

    condition: Condition
    sieve: Sieve
    _asks_state: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_asks_state", self.condition.asks_state)

    def places(self, course: Course) -> list[int]:
        """The places of the offending events, counted from 0."""
        lets, sieve = self.sieve.lets, self.sieve
        if (types := sieve.types) is not None:
            few: Iterator[int] = (place for place, event in enumerate(course.events) if event.type in types)
        else:
            few = iter(range(len(course.events)))
        events = course.events
        passed = (place for place in few if not events[place].deleted and lets(events[place]))
        if sieve.is_exact:
            return list(passed)
        test = self.condition.test
        if not self._asks_state:
            return [place for place in passed if holds(test, Sight(course.step(place), None, None))]
        return [place for place, sight in _sights(course, passed) if holds(test, sight)]


@dataclass(frozen=True, slots=True)
class Picked:
    """The offending events of an aggregate, picked from it by their versions: those that are there and that count."""

    versions: Mapping[StreamId, frozenset[int]]
    """Of each aggregate."""

    def places(self, course: Course) -> list[int]:
        """The places of the offending events, counted from 0."""
        picked = self.versions.get(course.stream, frozenset())
        return [place for place, one in enumerate(course.events) if one.version in picked and not one.deleted]


def _sights(course: Course, places: Iterable[int]) -> Iterator[tuple[int, Sight]]:
    """The events in these places with the states around them; a state is shown once where the next begins with it."""
    domain, states = course.domain, course.run.states
    state, document = domain.initial, shown(domain, domain.initial)
    for place in places:
        step = course.step(place)
        before = document if step.before is state else shown(domain, step.before)
        state = states[place]
        document = before if state is step.before else shown(domain, state)
        yield place, Sight(step, before, document)


@dataclass(frozen=True, slots=True)
class _Listed:
    events: Sequence[Event]

    def read(self, first: int, last: int) -> Iterator[Event]:
        return iter(self.events[first - 1 : last])
