"""A domain that counts, sources of events, and events of every kind, for tests of replay and drafts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from hypothesis import strategies as st

from leftfold.domain.border import error_text
from leftfold.domain.definition import Domain, Folded, Invariant, Track
from leftfold.model.event import Document, Event, Undecodable
from leftfold.model.step import Standing
from leftfold.model.stream import StreamId

STREAM = StreamId("counter", "1")
BROKEN = Undecodable(b"{", "is not JSON")
START: Standing[tuple[int, ...]] = Standing(())


def _evolve(state: tuple[int, ...], event: Event) -> tuple[int, ...]:
    match event.data:
        case 0:
            raise ValueError("zero cannot be added")
        case 1:
            return (*state, event.version)
        case _:
            return state


def _even(state: tuple[int, ...]) -> str | None:
    return f"There are {len(state)}, an odd number." if len(state) % 2 else None


def _last(state: tuple[int, ...]) -> float | None:
    return state[-1] if state else None


COUNTER: Domain[tuple[int, ...]] = Domain(
    name="counter",
    title="Counter",
    aggregate_types=("counter",),
    initial=(),
    evolve=_evolve,
    show=lambda state: list(state),
    sentence=lambda event, _before, _after: f"{event.type} {event.version}",
    tracks=(Track("count", "Count", len), Track("last", "Last", _last)),
    invariants=(Invariant("even", "Even", _even),),
)
"""Its state is the versions of the events whose payload is 1; one of 0 fails, another changes nothing."""


def _fold_many(
    state: tuple[int, ...], events: Sequence[Event], *, each: bool, check: Callable[[], None]
) -> Folded[tuple[int, ...]]:
    states, errors = [], {}
    for place, event in enumerate(events):
        check()
        try:
            state = _evolve(state, event)
        except ValueError as error:
            errors[place] = error_text(error)
        states.append(state)
    return Folded(states if each else [state], errors)


FAR_AWAY = replace(COUNTER, fold_many=_fold_many)
"""The same, asked for many events at once."""


class Events:
    """A source that reads from a list, and remembers what it was asked for."""

    def __init__(self, events: list[Event]) -> None:
        self._events = events
        self.asked: list[tuple[int, int]] = []

    def read(self, first: int, last: int) -> list[Event]:
        """The events with these ordinals."""
        self.asked.append((first, last))
        return self._events[first - 1 : last]


_DATA: dict[str, Document] = {"plain": 1, "idle": 2, "failing": 0, "deleted": 1, "undecodable": BROKEN}
EVENTS: st.SearchStrategy[list[Event]] = st.lists(st.sampled_from(sorted(_DATA)), max_size=60).map(
    lambda kinds: events_of(kinds)
)


def events_of(kinds: list[str]) -> list[Event]:
    """Events of these kinds, in this order."""
    return [
        Event(STREAM, version, kind, _DATA[kind], deleted=kind == "deleted") for version, kind in enumerate(kinds, 1)
    ]
