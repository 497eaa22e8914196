"""A preview: what a draft does to the state, told before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from leftfold.draft.overlay import WhatIf
from leftfold.model.diff import Change, diff
from leftfold.model.json import Json
from leftfold.model.step import Failed, Failure, Standing, Step
from leftfold.replay.history import History, keep_going
from leftfold.replay.invariants import breaches
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


def preview(base: History[S], proposed: WhatIf[S], *, progress: Callable[[int], None] = keep_going) -> Preview:
    """The consequences of a draft over what is stored; `progress` hears ordinals passed, and may raise to cancel."""
    domain = base.domain
    before = base.standing(base.length, progress=progress).state
    after = proposed.history.standing(proposed.history.length, progress=progress).state
    failing, applied = _differences(base, proposed, progress)
    old, new = shown(domain, before), shown(domain, after)
    known = breaches(domain, before).values()
    broken = tuple(text for text in breaches(domain, after).values() if text not in known)
    return Preview(old, new, diff(old, new), failing, applied, broken)


def _differences(
    base: History[S], proposed: WhatIf[S], progress: Callable[[int], None]
) -> tuple[tuple[Failure, ...], tuple[int, ...]]:
    failing: list[Failure] = []
    applied: list[int] = []
    for stored, step in _until_converged(base, proposed, progress):
        failed_before = isinstance(stored.outcome, Failed)
        if isinstance(step.outcome, Failed):
            if not failed_before:
                failing.append(Failure(step.event.version, step.outcome.error))
        elif failed_before and not step.event.deleted:
            applied.append(step.event.version)
    if proposed.history.length > base.length:
        for step in proposed.history.steps(base.length + 1, proposed.history.length):
            failing.extend(_failure(step))
    return tuple(failing), tuple(applied)


def _failure(step: Step[S]) -> Iterator[Failure]:
    if isinstance(step.outcome, Failed):
        yield Failure(step.event.version, step.outcome.error)


def _until_converged(
    base: History[S], proposed: WhatIf[S], progress: Callable[[int], None]
) -> Iterator[tuple[Step[S], Step[S]]]:
    """Each stored step beside the same event's step in the draft, from the first edit until both stand alike again."""
    if not proposed.flips:
        return
    first, last_flip = proposed.unchanged + 1, max(proposed.flips)
    stored = base.steps(first, base.length)
    drafted = proposed.history.steps(first, base.length)
    for ordinal, pair in enumerate(zip(stored, drafted, strict=True), first):
        yield pair
        progress(ordinal)
        if ordinal >= last_flip and _alike(pair[0].next, pair[1].next):
            return


def _alike(one: Standing[S], other: Standing[S]) -> bool:
    try:
        return bool(one == other)
    except Exception:  # noqa: BLE001 - the border to the domain's code: states that cannot be compared may differ
        return False
