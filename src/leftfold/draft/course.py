"""The course of a draft: its replay followed beside the stored one, as far as both differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from leftfold.domain.border import equal
from leftfold.domain.definition import Domain
from leftfold.draft.consequences import Pair
from leftfold.draft.differing import Differing
from leftfold.draft.likeness import alike
from leftfold.draft.linked import LAST, Linked
from leftfold.draft.overlay import WhatIf
from leftfold.draft.rejecting import Rejecting
from leftfold.draft.turning import Turning
from leftfold.model.event import Event
from leftfold.model.step import Failure, Standing
from leftfold.replay.fold import Took, take
from leftfold.replay.history import History

S = TypeVar("S")


@dataclass(slots=True)
class Course(Generic[S]):
    """What is known of a draft's replay while it is followed."""

    domain: Domain[S]
    state: S
    """The last state, as far as it is followed."""
    differing: Differing[S]
    rejecting: Rejecting[S]
    turning: Turning[S]
    linked: Linked
    watched: dict[int, bool]
    """Ordinals after which there are snapshots of the application: whether the state there is another in the draft."""
    failing: list[Failure] = field(default_factory=list)
    applied: list[int] = field(default_factory=list)
    as_stored_from: int | None = None

    def look(self, ordinal: int, pair: Pair[S]) -> None:
        """Take one event into account, both as it is stored and as the draft has it."""
        event, stored, drafted, _flipped = pair
        if drafted.error is not None:
            if stored.error is None:
                self.failing.append(Failure(event.version, drafted.error))
        elif stored.error is not None and not event.deleted:
            self.applied.append(event.version)
        self.differing.look(pair)
        self.rejecting.look(pair)
        self.turning.look(event.version, stored, drafted)
        self.linked.look(event)
        if ordinal in self.watched:
            self.watched[ordinal] = not equal(stored.after, drafted.after)


def follow_stored(course: Course[S], base: History[S], proposed: WhatIf[S], progress: Callable[[int], None]) -> None:
    """Follow the draft beside what is stored, from the first edit to the end or to where both states are alike.

    From there on the same events fail or do not, for the same reasons, and the last state is the stored one: a step
    depends on nothing but the state and the event.
    """
    first, look_at = proposed.unchanged + 1, max(proposed.flips)
    last_flip = look_at
    stands = base.standing(proposed.unchanged, progress=progress)
    both = _Both(course.domain, stands, stands)
    for ordinal, event in enumerate(base.source.read(first, base.length), first):
        flip = proposed.flips.get(ordinal)
        drafted = event if flip is None else event._replace(deleted=flip)
        course.look(ordinal, both.take(event, drafted))
        if proposed.history.remembers(ordinal):
            proposed.history.remember(ordinal, both.drafted)
        progress(ordinal)
        if ordinal >= look_at and equal(both.stored_state, both.drafted_state):
            if alike(both.stored_state, both.drafted_state):
                course.as_stored_from = event.version
                _rejoin(base, proposed.history, ordinal, both)
                _look_at_last(course, base, ordinal + 1)
                return
            # What is equal and yet not alike tends to stay so; to look at each event would take long.
            look_at = 2 * ordinal - last_flip + 1
    course.state = both.drafted_state


def follow_new(course: Course[S], base: History[S], proposed: WhatIf[S]) -> None:
    """Follow the draft's own events from the last stored one on."""
    stored = base.standing(base.length).state
    for event in proposed.history.source.read(base.length + 1, proposed.history.length):
        took = take(course.domain, course.state, event)
        if took.error is not None:
            course.failing.append(Failure(event.version, took.error))
        course.turning.look(event.version, Took(stored, stored, None), took)
        course.linked.look(event)
        course.state = took.after


class _Both(Generic[S]):
    """Where both replays stand; no more is made for an event than is asked of it, since there may be a great many."""

    def __init__(self, domain: Domain[S], stored: Standing[S], drafted: Standing[S]) -> None:
        self._domain = domain
        self.stored_state, self.stored_failure = stored.state, stored.failed
        self.drafted_state, self.drafted_failure = drafted.state, drafted.failed

    @property
    def drafted(self) -> Standing[S]:
        return Standing(self.drafted_state, self.drafted_failure)

    def take(self, event: Event, drafted: Event) -> Pair[S]:
        old, new = take(self._domain, self.stored_state, event), take(self._domain, self.drafted_state, drafted)
        if old.error is not None and self.stored_failure is None:
            self.stored_failure = Failure(event.version, old.error)
        if new.error is not None and self.drafted_failure is None:
            self.drafted_failure = Failure(event.version, new.error)
        self.stored_state, self.drafted_state = old.after, new.after
        return Pair(drafted, old, new, drafted is not event)


def _rejoin(base: History[S], proposed: History[S], ordinal: int, both: _Both[S]) -> None:
    """Let the draft's replay know what the stored one does from where both states are alike, so that jumps are short.

    Where the stored one stands on a failure there and the draft's on none, it cannot tell what fails next.
    """
    if both.drafted_failure is not None or both.stored_failure is None:
        for place, known in base.remembered(ordinal):
            proposed.remember(place, Standing(known.state, both.drafted_failure or known.failed))


def _look_at_last(course: Course[S], base: History[S], first: int) -> None:
    start = max(first, base.length - LAST + 1)
    course.linked.look_at_all(base.source.read(start, base.length) if start <= base.length else ())
