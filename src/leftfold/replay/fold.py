"""The fold: one event to a step, many events to a standing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from leftfold.domain.border import error_text
from leftfold.domain.definition import Domain
from leftfold.model.event import Event, Undecodable
from leftfold.model.step import Applied, Failed, Failure, Outcome, Skipped, Standing, Step

S = TypeVar("S")


def take_step(domain: Domain[S], standing: Standing[S], event: Event) -> Step[S]:
    """The step that the event makes from where the replay stands."""
    return Step(event, standing, _outcome(domain, standing.state, event))


def fold(domain: Domain[S], events: Iterable[Event], standing: Standing[S]) -> Iterator[Step[S]]:
    """The steps that the events make, one after the other."""
    for event in events:
        step = take_step(domain, standing, event)
        yield step
        standing = step.next


def advance(domain: Domain[S], events: Iterable[Event], standing: Standing[S]) -> Standing[S]:
    """Where the replay stands after the events: the last step's `next`, without the steps between.

    The hot path of each jump, so it is `fold` written out: no step is built for an event that is only passed by.
    """
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
