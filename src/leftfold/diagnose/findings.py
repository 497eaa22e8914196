"""The findings of one aggregate: what its events and the states they make have wrong, in one pass with the fold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import compress, islice, pairwise
from operator import is_not
from typing import Final, Generic, TypeVar

from leftfold.diagnose.condition import Condition
from leftfold.domain.definition import Domain
from leftfold.model.event import Event, Undecodable
from leftfold.model.finding import Finding, FindingKind
from leftfold.model.step import Failed, Standing
from leftfold.model.times import NO_TIME, from_microseconds, time_text
from leftfold.replay.fold import fold, take_step
from leftfold.replay.invariants import breaches_along
from leftfold.replay.narrative import sentence
from leftfold.replay.run import Mark, Run, take_run

S = TypeVar("S")

CHUNK: Final = 512
"""Events folded at once: what is decoded is still in the processor's cache."""
_ORDER: Final = {kind: place for place, kind in enumerate(FindingKind)}


def findings_of(
    domain: Domain[S], events: Iterable[Event], *, first_version: int, where: Condition | None = None
) -> Iterator[Finding]:
    """The findings of a stream, in its order: its events are read once, and none is kept.

    `first_version` is that of a stream's first event in this store. Where a condition is given, each event at which it
    holds is a finding, too.
    """
    return _Pass(domain, first_version, where).through(iter(events))


@dataclass(slots=True)
class _Pass(Generic[S]):
    """One pass through a stream, and what it knows of the events behind it."""

    domain: Domain[S]
    expected: int
    """The version that comes next."""
    where: Condition | None
    at: int = NO_TIME
    """When the event before was recorded."""
    known: frozenset[str] = field(init=False)
    """The types of event that the domain knows; empty where it takes any."""

    def __post_init__(self) -> None:
        self.known = frozenset(kind.name for kind in self.domain.event_types)

    def through(self, events: Iterator[Event]) -> Iterator[Finding]:
        standing = Standing(self.domain.initial)
        while chunk := tuple(islice(events, CHUNK)):
            run = take_run(self.domain, standing, chunk)
            states = (*self._unapplied(chunk, run), *self._broken(run), *self._matching(chunk, run))
            found = [*self._irregular(chunk), *states]
            # Nearly all chunks have none.
            found.sort(key=lambda one: (one[0], _ORDER[one[1]]))
            for place, kind, told in found:
                yield Finding(chunk[place].stream, chunk[place].version, kind, told)
            standing = run.standing(len(run))

    def _irregular(self, chunk: tuple[Event, ...]) -> Iterator[tuple[int, FindingKind, str]]:
        """What is wrong with versions and times, and what could not be read of the metadata."""
        expected, before = self.expected, self.at
        for place, event in enumerate(chunk):
            if event.version != expected:
                kind = FindingKind.GAP if event.version > expected else FindingKind.DUPLICATE
                yield place, kind, _numbered(event.version, expected)
            if event.at < before and event.at != NO_TIME:
                yield place, FindingKind.TIME, _earlier(event, before)
            if (type(event.metadata) is Undecodable or type(event.data) is Undecodable) and not event.deleted:
                yield from ((place, FindingKind.UNREADABLE, told) for told in _unreadable(event))
            expected = event.version + 1
            before = event.at if event.at != NO_TIME else before
        self.expected, self.at = expected, before

    def _unapplied(self, chunk: tuple[Event, ...], run: Run[S]) -> Iterator[tuple[int, FindingKind, str]]:
        strange = {event.type for event in chunk} - self.known if self.known else set[str]()
        for place, mark in enumerate(run.marks) if strange or any(run.marks) else ():
            event = chunk[place]
            if mark == Mark.SKIPPED or type(event.data) is Undecodable:
                continue
            if event.type in strange:
                yield place, FindingKind.UNKNOWN_TYPE, f"{_named(event)} is of a type that the domain does not know."
            elif mark == Mark.FAILED:
                outcome = take_step(self.domain, run.standing(place), event).outcome
                # Asked again it may be applied after all, where the domain is not the same each time.
                why = outcome.error if isinstance(outcome, Failed) else "it failed once, and not the second time"
                yield place, FindingKind.FAILED, f"{_named(event)} could not be applied: {why}"

    def _broken(self, run: Run[S]) -> Iterator[tuple[int, FindingKind, str]]:
        if not self.domain.invariants:
            return
        # What is read off a state is read anew only where an event made another one.
        fresh = list(map(is_not, run.states, (run.start.state, *run.states)))
        states = [run.start.state, *compress(run.states, fresh)]
        for invariant in self.domain.invariants:
            told = breaches_along(invariant, states)
            if any(told):
                yield from (
                    (place, FindingKind.INVARIANT, text)
                    for place, (before, text) in zip(compress(range(len(run)), fresh), pairwise(told), strict=True)
                    if text and not before
                )

    def _matching(self, chunk: tuple[Event, ...], run: Run[S]) -> Iterator[tuple[int, FindingKind, str]]:
        if self.where is None:
            return
        steps = tuple(fold(self.domain, chunk, run.start))
        for place in compress(range(len(steps)), self.where.along(self.domain, steps)):
            yield place, FindingKind.CONDITION, sentence(self.domain, steps[place])


_UNITS: Final = (("days", 86_400), ("hours", 3_600), ("minutes", 60))


def _numbered(version: int, expected: int) -> str:
    if version < expected:
        return f"Version {version} is there more than once."
    missing = f"Version {expected} is" if version == expected + 1 else f"Versions {expected} to {version - 1} are"
    return f"{missing} missing before version {version}."


def _earlier(event: Event, before: int) -> str:
    at = time_text(from_microseconds(event.at))
    return f"It was recorded {_lasting(before - event.at)} before the event in front of it, at {at}."


def _lasting(microseconds: int) -> str:
    """A time that passes in the largest unit that it has twice of."""
    seconds = microseconds / 1_000_000
    unit, size = next((unit for unit in _UNITS if seconds >= 2 * unit[1]), ("seconds", 1))
    return f"{seconds / size:,.6g} {unit}" if size == 1 else f"{round(seconds / size):,} {unit}"


def _unreadable(event: Event) -> Iterator[str]:
    for name, part in event.unreadable.items():
        yield f"The {name} of {_named(event)} {part}."


def _named(event: Event) -> str:
    return event.type or "An event without a type"
