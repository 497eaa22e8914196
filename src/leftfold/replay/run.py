"""A run: what neighbouring events make of a state, kept in columns and not in steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, TypeVar

from leftfold.domain.border import error_text
from leftfold.domain.definition import Domain, FoldMany
from leftfold.model.event import Event, Undecodable
from leftfold.model.step import Failure, Standing
from leftfold.replay.fold import first_failure, fold_at_once, undecodable_text, unwatched

S = TypeVar("S")


class Mark(IntEnum):
    """What came of an event, as one byte."""

    APPLIED = 0
    SKIPPED = 1
    FAILED = 2


@dataclass(frozen=True, slots=True)
class Run(Generic[S]):
    """What a run of events gave: the state after each, and what came of it."""

    start: Standing[S]
    """Where the replay stood before the first of them."""
    states: tuple[S, ...]
    marks: bytes
    """A `Mark` an event."""
    failure: Failure | None
    """The first of them that could not be applied."""

    def __len__(self) -> int:
        return len(self.states)

    def standing(self, count: int) -> Standing[S]:
        """Where the replay stands after so many of them, 0 to all."""
        if not count:
            return self.start
        failed = self.failure if Mark.FAILED in self.marks[:count] else None
        return Standing(self.states[count - 1], self.start.failed or failed)


def take_run(
    domain: Domain[S], standing: Standing[S], events: Iterable[Event], *, check: Callable[[], None] = unwatched
) -> Run[S]:
    """The run that the events make from where the replay stands; `check` is called while that takes long.

    The hot path of a survey: `fold` written out as in `advance`, and remembering each state.
    """
    if domain.fold_many is not None:
        return _far_away(domain.fold_many, standing, tuple(events), check)
    evolve, state, failure = domain.evolve, standing.state, None
    states: list[S] = []
    unapplied: dict[int, Mark] = {}
    for event in events:
        if event.deleted:
            unapplied[len(states)] = Mark.SKIPPED
        elif type(event.data) is Undecodable:
            unapplied[len(states)] = Mark.FAILED
            failure = failure or Failure(event.version, undecodable_text(event.data))
        else:
            try:
                state = evolve(state, event)
            except Exception as error:  # noqa: BLE001 - the border to the domain's code
                unapplied[len(states)] = Mark.FAILED
                failure = failure or Failure(event.version, error_text(error))
        states.append(state)
    marks = bytearray(len(states))
    for place, mark in unapplied.items():
        marks[place] = mark
    return Run(standing, tuple(states), bytes(marks), failure)


def _far_away(
    fold_many: FoldMany[S], standing: Standing[S], events: tuple[Event, ...], check: Callable[[], None]
) -> Run[S]:
    folded = fold_at_once(fold_many, standing.state, events, each=True, check=check)
    marks = bytearray(Mark.SKIPPED if event.deleted else Mark.APPLIED for event in events)
    for place in folded.errors:
        marks[place] = Mark.FAILED
    return Run(standing, tuple(folded.states), bytes(marks), first_failure(events, folded))
