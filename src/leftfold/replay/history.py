"""A history: a domain, a source of events, and a memory of keyframes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Generic, Protocol, TypeVar

from leftfold.domain.definition import Domain
from leftfold.model.event import Event
from leftfold.model.step import Standing, Step
from leftfold.replay.fold import advance, fold
from leftfold.replay.keyframes import Keyframes
from leftfold.replay.run import Run, take_run

S = TypeVar("S")


class EventSource(Protocol):
    """Where a history reads its events."""

    def read(self, first: int, last: int) -> Iterable[Event]:
        """The events with the ordinals first to last, both included, in order; ordinals begin at 1."""


@dataclass(frozen=True, slots=True)
class Resumed(Generic[S]):
    """Where a replay may be resumed: the standing after so many events, known without folding them."""

    ordinal: int
    standing: Standing[S]


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
        resumed: tuple[Resumed[S], ...] = (),
    ) -> None:
        self.domain = domain
        self.source = source
        self.length = length
        self._keyframes = Keyframes[S]() if keyframes is None else keyframes
        self._resumed = resumed
        """In their order."""

    def standing(self, ordinal: int, *, progress: Callable[[int], None] = keep_going) -> Standing[S]:
        """Where the replay stands after so many events, 0 to `length`; others raise `IndexError`.

        `progress` is told, at each keyframe passed, how many events are folded; what it raises ends the work.
        """
        if not 0 <= ordinal <= self.length:
            raise IndexError(f"{ordinal} is not within 0 and {self.length}")
        nearest = self._nearest(ordinal)
        if nearest[0] == ordinal:
            return nearest[1]
        events = iter(self.source.read(nearest[0] + 1, ordinal))
        return self._advanced(nearest, events, ordinal, progress)

    def step(self, ordinal: int, *, progress: Callable[[int], None] = keep_going) -> Step[S]:
        """The step of the event with this ordinal, 1 to `length`; others raise `IndexError`.

        `progress` is told what `standing` tells it.
        """
        return next(self.steps(ordinal, ordinal, progress=progress))

    def steps(self, first: int, last: int, *, progress: Callable[[int], None] = keep_going) -> Iterator[Step[S]]:
        """The steps of the events with the ordinals first to last, both included; others raise `IndexError`.

        `progress` is told what `standing` tells it, on the way to the first of them.
        """
        standing, events = self._begin(first, last, progress)
        steps = fold(self.domain, events, standing, check=partial(progress, first))
        for ordinal, step in enumerate(steps, first):
            self._keyframes.keep(ordinal, step.next)
            yield step

    def runs(
        self, first: int, last: int, *, size: int, progress: Callable[[int], None] = keep_going
    ) -> Iterator[Run[S]]:
        """What the events with the ordinals first to last make of the state, in runs of a size.

        Others raise `IndexError`. `progress` is told what `standing` tells it, on the way to the first of them.
        """
        standing, events = self._begin(first, last, progress)
        done = first - 1
        while run := take_run(self.domain, standing, islice(events, size), check=partial(progress, done)):
            spacing = self._keyframes.spacing
            for ordinal in range(done - done % spacing + spacing, done + len(run) + 1, spacing):
                self._keyframes.keep(ordinal, run.standing(ordinal - done))
            done += len(run)
            standing = run.standing(len(run))
            yield run

    def way_to(self, ordinal: int) -> int:
        """How many events are to be folded to stand after so many of them."""
        return ordinal - self._nearest(ordinal)[0]

    def weight(self, weigh: Callable[[Standing[S]], int]) -> int:
        """What its keyframes weigh, one as much as the last of them."""
        last = self._keyframes.nearest(self.length)
        return 0 if last is None else len(self._keyframes) * weigh(last[1])

    def remember(self, ordinal: int, standing: Standing[S]) -> None:
        """Take it from who knows where the replay stands after so many events; kept where a keyframe has its place."""
        self._keyframes.keep(ordinal, standing)

    def remembers(self, ordinal: int) -> bool:
        """Whether a keyframe has its place after so many events."""
        return not ordinal % self._keyframes.spacing

    def remembered(self, ordinal: int) -> tuple[tuple[int, Standing[S]], ...]:
        """The keyframes after so many events or more, with how many each is after."""
        return self._keyframes.since(ordinal)

    def what_if(self, source: EventSource, length: int, *, unchanged: int) -> History[S]:
        """The history of another source that agrees with this one's in its first `unchanged` events."""
        kept = tuple(one for one in self._resumed if one.ordinal <= unchanged)
        return History(self.domain, source, length, keyframes=self._keyframes.until(unchanged), resumed=kept)

    def _begin(self, first: int, last: int, progress: Callable[[int], None]) -> tuple[Standing[S], Iterator[Event]]:
        if first < 1 or last > self.length:
            raise IndexError(f"{first} to {last} is not within 1 and {self.length}")
        nearest = self._nearest(first - 1)
        # The way to the first and the events from there are one read, so that a jump asks its source once.
        events = iter(self.source.read(nearest[0] + 1, last))
        return self._advanced(nearest, events, first - 1, progress), events

    def _nearest(self, ordinal: int) -> tuple[int, Standing[S]]:
        nearest = self._keyframes.nearest(ordinal) or (0, Standing(self.domain.initial))
        for one in self._resumed:
            if nearest[0] < one.ordinal <= ordinal:
                nearest = one.ordinal, one.standing
        return nearest

    def _advanced(
        self,
        nearest: tuple[int, Standing[S]],
        events: Iterator[Event],
        ordinal: int,
        progress: Callable[[int], None],
    ) -> Standing[S]:
        done, standing = nearest
        while done < ordinal:
            spacing = self._keyframes.spacing
            stop = min(ordinal, done - done % spacing + spacing)
            standing = advance(self.domain, islice(events, stop - done), standing, check=partial(progress, done))
            done = stop
            self._keyframes.keep(done, standing)
            progress(done)
        return standing
