"""A history: a domain, a source of events, and a memory of keyframes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Generic, Protocol, TypeVar

from leftfold.domain.definition import Domain
from leftfold.model.event import Event
from leftfold.model.step import Standing, Step
from leftfold.replay.fold import advance, take_step
from leftfold.replay.keyframes import Keyframes

S = TypeVar("S")


class EventSource(Protocol):
    """Where a history reads its events."""

    def read(self, first: int, last: int) -> Iterable[Event]:
        """The events with the ordinals first to last, both included, in order; ordinals begin at 1."""


def keep_going(_done: int) -> None:
    """The progress of work that nobody watches."""


class History(Generic[S]):
    """The replay of a stream of known length: the standing after any number of its events, and each step.

    Several threads may use it at once where its source allows that.
    """

    def __init__(
        self,
        domain: Domain[S],
        source: EventSource,
        length: int,
        *,
        keyframes: Keyframes[S] | None = None,
    ) -> None:
        self.domain = domain
        self.source = source
        self.length = length
        self._keyframes = Keyframes[S]() if keyframes is None else keyframes

    def standing(self, ordinal: int, *, progress: Callable[[int], None] = keep_going) -> Standing[S]:
        """Where the replay stands after so many events, 0 to `length`; others raise `IndexError`.

        `progress` is told, at each keyframe passed, how many events are folded; what it raises ends the work.
        """
        if not 0 <= ordinal <= self.length:
            raise IndexError(f"{ordinal} is not within 0 and {self.length}")
        done, standing = self._keyframes.nearest(ordinal) or (0, Standing(self.domain.initial))
        if done == ordinal:
            return standing
        events = iter(self.source.read(done + 1, ordinal))
        while done < ordinal:
            spacing = self._keyframes.spacing
            stop = min(ordinal, done - done % spacing + spacing)
            standing = advance(self.domain, islice(events, stop - done), standing)
            done = stop
            self._keyframes.keep(done, standing)
            progress(done)
        return standing

    def step(self, ordinal: int) -> Step[S]:
        """The step of the event with this ordinal, 1 to `length`; others raise `IndexError`."""
        return next(self.steps(ordinal, ordinal))

    def steps(self, first: int, last: int) -> Iterator[Step[S]]:
        """The steps of the events with the ordinals first to last, both included; others raise `IndexError`."""
        if first < 1 or last > self.length:
            raise IndexError(f"{first} to {last} is not within 1 and {self.length}")
        standing = self.standing(first - 1)
        for ordinal, event in enumerate(self.source.read(first, last), first):
            step = take_step(self.domain, standing, event)
            standing = step.next
            self._keyframes.keep(ordinal, standing)
            yield step

    def what_if(self, source: EventSource, length: int, *, unchanged: int) -> History[S]:
        """The history of another source that agrees with this one's in its first `unchanged` events."""
        return History(self.domain, source, length, keyframes=self._keyframes.until(unchanged))
