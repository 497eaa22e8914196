"""The fold: one event to a step, many events to a standing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, Generic, NamedTuple, TypeVar

from leftfold.domain.border import error_text
from leftfold.domain.definition import Domain, Folded, FoldMany
from leftfold.model.event import Event, Undecodable
from leftfold.model.step import Applied, Failed, Failure, Outcome, Skipped, Standing, Step

S = TypeVar("S")

AT_ONCE: Final = 256
"""Events that are asked of a reducer far away before the first of their steps is given."""


def unwatched() -> None:
    """The check of a fold that nobody will end."""


def take_step(domain: Domain[S], standing: Standing[S], event: Event) -> Step[S]:
    """The step that the event makes from where the replay stands."""
    return Step(event, standing, _outcome(domain, standing.state, event))


def fold(
    domain: Domain[S], events: Iterable[Event], standing: Standing[S], *, check: Callable[[], None] = unwatched
) -> Iterator[Step[S]]:
    """The steps that the events make, one after the other; `check` is called while a reducer far away takes long."""
    if domain.fold_many is not None:
        yield from _fold_far_away(domain.fold_many, iter(events), standing, check)
        return
    for event in events:
        step = take_step(domain, standing, event)
        yield step
        standing = step.next


def advance(
    domain: Domain[S], events: Iterable[Event], standing: Standing[S], *, check: Callable[[], None] = unwatched
) -> Standing[S]:
    """Where the replay stands after the events: the last step's `next`, without the steps between.

    The hot path of each jump, so it is `fold` written out: no step is built for an event that is only passed by.
    """
    if domain.fold_many is not None:
        passed = tuple(events)
        folded = fold_at_once(domain.fold_many, standing.state, passed, each=False, check=check)
        return Standing(folded.states[-1], standing.failed or first_failure(passed, folded))
    evolve, state, failed = domain.evolve, standing.state, standing.failed
    for event in events:
        if event.deleted:
            continue
        if type(event.data) is Undecodable:
            failed = failed or Failure(event.version, undecodable_text(event.data))
            continue
        try:
            state = evolve(state, event)
        except Exception as error:  # noqa: BLE001 - the border to the domain's code: whatever it raises is a failed step
            failed = failed or Failure(event.version, error_text(error))
    return Standing(state, failed)


class Took(NamedTuple, Generic[S]):
    """A step in its fewest parts, for those who take a great many."""

    before: S
    after: S
    error: str | None
    """Why the event could not be applied; None where it could, and where it is soft-deleted."""


def take(domain: Domain[S], before: S, event: Event) -> Took[S]:
    """What `take_step` tells of an event, at a fraction of the cost."""
    if event.deleted:
        return Took(before, before, None)
    if type(event.data) is Undecodable:
        return Took(before, before, undecodable_text(event.data))
    try:
        return Took(before, domain.evolve(before, event), None)
    except Exception as error:  # noqa: BLE001 - the border to the domain's code: whatever it raises is a failed step
        return Took(before, before, error_text(error))


def _outcome(domain: Domain[S], state: S, event: Event) -> Outcome[S]:
    if event.deleted:
        return Skipped()
    if isinstance(event.data, Undecodable):
        return Failed(undecodable_text(event.data))
    try:
        return Applied(domain.evolve(state, event))
    except Exception as error:  # noqa: BLE001 - the border to the domain's code: whatever it raises is a failed step
        return Failed(error_text(error))


def undecodable_text(data: Undecodable) -> str:
    """Why an event with this payload cannot be applied."""
    return f"the payload {data.reason}"


def fold_at_once(
    fold_many: FoldMany[S], state: S, events: Sequence[Event], *, each: bool, check: Callable[[], None]
) -> Folded[S]:
    """What events make of a state, those that are not to be applied passed by; without `each` only the last state."""
    unreadable = {place for place, event in enumerate(events) if type(event.data) is Undecodable and not event.deleted}
    asked = [place for place, event in enumerate(events) if not event.deleted and place not in unreadable]
    folded = fold_many(state, [events[place] for place in asked], each=each, check=check)
    errors = {asked[place]: text for place, text in folded.errors.items()}
    errors |= {place: _unreadable(events[place]) for place in unreadable}
    if not each:
        return Folded((folded.states[-1],), errors)
    after = dict(zip(asked, folded.states, strict=True))
    states = []
    for place in range(len(events)):
        state = after.get(place, state)
        states.append(state)
    return Folded(states, errors)


def first_failure(events: Sequence[Event], folded: Folded[S]) -> Failure | None:
    """The first of the events that could not be applied."""
    first = min(folded.errors, default=None)
    return None if first is None else Failure(events[first].version, folded.errors[first])


def _fold_far_away(
    fold_many: FoldMany[S], events: Iterator[Event], standing: Standing[S], check: Callable[[], None]
) -> Iterator[Step[S]]:
    while some := tuple(islice(events, AT_ONCE)):
        folded = fold_at_once(fold_many, standing.state, some, each=True, check=check)
        for place, (event, after) in enumerate(zip(some, folded.states, strict=True)):
            error = folded.errors.get(place)
            outcome = Skipped() if event.deleted else Applied(after) if error is None else Failed(error)
            step = Step(event, standing, outcome)
            yield step
            standing = step.next


def _unreadable(event: Event) -> str:
    return undecodable_text(event.data) if isinstance(event.data, Undecodable) else ""
