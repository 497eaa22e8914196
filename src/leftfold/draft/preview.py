"""A preview: what a draft does to the state, told before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from leftfold.domain.definition import Domain
from leftfold.draft.consequences import NOTHING_AROUND, Around, Consequences
from leftfold.draft.course import Course, follow_new, follow_stored
from leftfold.draft.differing import Differing
from leftfold.draft.linked import Linked
from leftfold.draft.overlay import WhatIf
from leftfold.draft.rejecting import Rejecting
from leftfold.draft.turning import Turning
from leftfold.model.diff import Change, diff
from leftfold.model.json import Json
from leftfold.model.snapshot import SnapshotMark
from leftfold.model.step import Failure
from leftfold.replay.history import History, keep_going
from leftfold.replay.invariants import breaches
from leftfold.replay.masking import HIDDEN, masked_changes, masked_state
from leftfold.replay.narrative import shown

S = TypeVar("S")

NOTHING_MORE: Final = Consequences()


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
    beyond: Consequences = NOTHING_MORE
    """What else follows, beside the last state."""


def preview(
    base: History[S],
    proposed: WhatIf[S],
    *,
    around: Around = NOTHING_AROUND,
    progress: Callable[[int], None] = keep_going,
) -> Preview:
    """The consequences of a draft over what is stored, and for what is made of it, as far as that is `around`.

    `progress` hears ordinals passed, and may raise to cancel.
    """
    domain = base.domain
    before = base.standing(base.length, progress=progress).state
    course = _begun(base, proposed, around, before)
    if proposed.flips:
        follow_stored(course, base, proposed, progress)
    follow_new(course, base, proposed)
    old, new = shown(domain, before), shown(domain, course.state)
    known = breaches(domain, before).values()
    broken = tuple(text for text in breaches(domain, course.state).values() if text not in known)
    effect = Preview(
        before=old,
        after=new,
        changes=diff(old, new),
        now_failing=tuple(course.failing),
        now_applied=tuple(course.applied),
        broken=broken,
        as_stored_from=course.as_stored_from,
        beyond=_beyond(course, proposed, around, before),
    )
    return covered(domain, effect)


def covered(domain: Domain[S], effect: Preview) -> Preview:
    """The same with what is personal covered; a broken invariant may quote it, as an error may, or a reason."""
    if not domain.personal:
        return effect
    beyond = replace(effect.beyond, first_difference=None, rejected=(), broken=(), mended=())
    return replace(
        effect,
        before=masked_state(domain, effect.before),
        after=masked_state(domain, effect.after),
        changes=masked_changes(domain, effect.changes),
        now_failing=tuple(Failure(failure.version, HIDDEN) for failure in effect.now_failing),
        broken=tuple(f"An invariant is broken; {HIDDEN}." for _text in effect.broken),
        beyond=beyond,
    )


def _begun(base: History[S], proposed: WhatIf[S], around: Around, state: S) -> Course[S]:
    domain, of = base.domain, proposed.base.ordinal_of
    ordinals = (of(mark.version) for mark in around.snapshots if not mark.is_ours)
    return Course(
        domain=domain,
        state=state,
        differing=Differing(domain),
        rejecting=Rejecting(domain),
        turning=Turning(domain),
        linked=Linked(proposed.flips, proposed.base),
        watched={ordinal: False for ordinal in ordinals if ordinal},
    )


def _beyond(course: Course[S], proposed: WhatIf[S], around: Around, before: S) -> Consequences:
    return Consequences(
        first_difference=course.differing.found,
        rejected=tuple(course.rejecting.found),
        rejections=course.rejecting.count,
        broken=course.turning.broken(before, course.state),
        mended=course.turning.mended(before, course.state),
        stale_snapshots=tuple(mark for mark in around.snapshots if _is_stale(mark, course, proposed)),
        stale_projections=tuple(_stale_projections(around, proposed)),
        lost_targets=tuple(course.linked.lost_targets),
        lost_compensations=tuple(course.linked.lost_compensations),
    )


def _is_stale(mark: SnapshotMark, course: Course[S], proposed: WhatIf[S]) -> bool:
    ordinal = proposed.base.ordinal_of(mark.version)
    if not ordinal or not proposed.flips:
        return False
    # One of Leftfold's own names the deleted events that it passed by, and holds only where they are the same.
    return ordinal > proposed.unchanged if mark.is_ours else course.watched.get(ordinal, False)


def _stale_projections(around: Around, proposed: WhatIf[S]) -> Iterator[str]:
    types = {event.type for event in proposed.appended}
    types.update(proposed.base.type_at(ordinal) for ordinal in proposed.flips)
    for projection in around.projections:
        known = {kind.name for kind in projection.event_types}
        # Of an event whose row in the index is still to be read, the type is not known.
        if types and (not known or "" in types or known & types):
            yield projection.title
