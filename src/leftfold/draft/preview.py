"""A preview: what a draft does to the state, told before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from leftfold.domain.border import equal
from leftfold.domain.definition import Domain
from leftfold.draft.likeness import alike
from leftfold.draft.overlay import WhatIf
from leftfold.model.diff import Change, diff
from leftfold.model.json import Json
from leftfold.model.step import Failed, Failure, Standing, Step
from leftfold.replay.fold import fold, take_step
from leftfold.replay.history import History, keep_going
from leftfold.replay.invariants import breaches
from leftfold.replay.masking import HIDDEN, masked_changes, masked_state
from leftfold.replay.narrative import shown

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Preview:
    """The consequences of a draft."""

    before: Json
    """The last state as it is stored, shown as a document."""
    after: Json
    """The last state as the draft would leave it."""
    changes: tuple[Change, ...]
    now_failing: tuple[Failure, ...]
    """Events that could be applied, or are new, and would fail."""
    now_applied: tuple[int, ...]
    """The versions of stored events that failed and would be applied."""
    broken: tuple[str, ...]
    """A sentence for each invariant that the last state would break, or break in another way than now."""
    as_stored_from: int | None = None
    """The version of the stored event from which on the state would be as it is stored, until the first new event.

    None where it would differ to the end, and where no stored event is touched.
    """


def preview(base: History[S], proposed: WhatIf[S], *, progress: Callable[[int], None] = keep_going) -> Preview:
    """The consequences of a draft over what is stored; `progress` hears ordinals passed, and may raise to cancel."""
    domain = base.domain
    before = base.standing(base.length, progress=progress).state
    course = _Course(before)
    if proposed.flips:
        _follow_stored(course, base, proposed, progress)
    _follow_new(course, base, proposed)
    old, new = shown(domain, before), shown(domain, course.state)
    known = breaches(domain, before).values()
    broken = tuple(text for text in breaches(domain, course.state).values() if text not in known)
    failing, applied = tuple(course.failing), tuple(course.applied)
    effect = Preview(old, new, diff(old, new), failing, applied, broken, course.as_stored_from)
    return _masked(domain, effect) if domain.personal else effect


def _masked(domain: Domain[S], effect: Preview) -> Preview:
    """The same with what is personal covered; a broken invariant may quote it, as an error may."""
    return replace(
        effect,
        before=masked_state(domain, effect.before),
        after=masked_state(domain, effect.after),
        changes=masked_changes(domain, effect.changes),
        now_failing=tuple(Failure(failure.version, HIDDEN) for failure in effect.now_failing),
        broken=tuple(f"An invariant is broken; {HIDDEN}." for _text in effect.broken),
    )


@dataclass(slots=True)
class _Course(Generic[S]):
    """What is known of a draft's replay while it is followed."""

    state: S
    """The last state, as far as it is followed."""
    failing: list[Failure] = field(default_factory=list)
    applied: list[int] = field(default_factory=list)
    as_stored_from: int | None = None


def _follow_stored(course: _Course[S], base: History[S], proposed: WhatIf[S], progress: Callable[[int], None]) -> None:
    """Follow the draft beside what is stored, from the first edit to the end or to where both states are alike.

    From there on the same events fail or do not, for the same reasons, and the last state is the stored one: a step
    depends on nothing but the state and the event.
    """
    first, look_at = proposed.unchanged + 1, max(proposed.flips)
    last_flip = look_at
    stored = drafted = base.standing(proposed.unchanged, progress=progress)
    for ordinal, event in enumerate(base.source.read(first, base.length), first):
        step = take_step(base.domain, stored, event)
        flip = proposed.flips.get(ordinal)
        new = take_step(base.domain, drafted, event if flip is None else event._replace(deleted=flip))
        _compare(course, step, new)
        stored, drafted = step.next, new.next
        proposed.history.remember(ordinal, drafted)
        progress(ordinal)
        if ordinal >= look_at and equal(stored.state, drafted.state):
            if alike(stored.state, drafted.state):
                course.as_stored_from = event.version
                _rejoin(base, proposed.history, ordinal, stored.failed, drafted.failed)
                return
            # What is equal and yet not alike tends to stay so; to look at each event would take long.
            look_at = 2 * ordinal - last_flip + 1
    course.state = drafted.state


def _rejoin(
    base: History[S], proposed: History[S], ordinal: int, stood_on: Failure | None, stands_on: Failure | None
) -> None:
    """Let the draft's replay know what the stored one does from where both states are alike, so that jumps are short.

    Where the stored one stands on a failure there and the draft's on none, it cannot tell what fails next.
    """
    if stands_on is not None or stood_on is None:
        for place, known in base.remembered(ordinal):
            proposed.remember(place, Standing(known.state, stands_on or known.failed))


def _compare(course: _Course[S], stored: Step[S], drafted: Step[S]) -> None:
    failed_before = isinstance(stored.outcome, Failed)
    if isinstance(drafted.outcome, Failed):
        if not failed_before:
            course.failing.append(Failure(drafted.event.version, drafted.outcome.error))
    elif failed_before and not drafted.event.deleted:
        course.applied.append(drafted.event.version)


def _follow_new(course: _Course[S], base: History[S], proposed: WhatIf[S]) -> None:
    """Follow the draft's own events from the last stored one on."""
    new = proposed.history.source.read(base.length + 1, proposed.history.length)
    for step in fold(base.domain, new, Standing(course.state)):
        if isinstance(step.outcome, Failed):
            course.failing.append(Failure(step.event.version, step.outcome.error))
        course.state = step.after
