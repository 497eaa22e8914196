"""Given these events, when a command is asked for, then those events follow, or it is rejected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from leftfold.domain.border import error_text
from leftfold.domain.decide import decide
from leftfold.domain.definition import Decision, Domain, NewEvent, Rejection
from leftfold.model.event import Event
from leftfold.model.stream import StreamId

S = TypeVar("S")

STREAM_ID: Final = "test"
"""The id of the aggregate that events without one are taken to be of."""


@dataclass(frozen=True, slots=True)
class When:
    """A command asked for, with what the domain decided."""

    asked: str
    """The events before it and the command, for messages."""
    decision: Decision

    def then(self, *expected: NewEvent) -> None:
        """Raise `AssertionError` unless exactly these events follow."""
        if self.decision != expected:
            raise AssertionError(f"{self.asked} gave {_said(self.decision)}, not {_said(expected)}.")

    def then_rejected(self, text: str) -> None:
        """Raise `AssertionError` unless the command is rejected with this text in its reason."""
        if not isinstance(self.decision, Rejection) or text not in self.decision.reason:
            raise AssertionError(f"{self.asked} gave {_said(self.decision)}, not a rejection with {text!r}.")


@dataclass(frozen=True, slots=True)
class Given(Generic[S]):
    """A domain with the state that some events left."""

    domain: Domain[S]
    state: S
    events: tuple[NewEvent, ...]

    def when(self, command: str, arguments: object) -> When:
        """What the domain decides where this command is asked for now."""
        asked = f"Given {_said(self.events)}, {command} {arguments!r}"
        return When(asked, decide(self.domain, self.state, command, arguments))


def given(domain: Domain[S], *events: NewEvent) -> Given[S]:
    """The domain after these events. Raises `AssertionError` where one cannot be applied."""
    state = domain.initial
    for event in as_stored(domain, events):
        try:
            state = domain.evolve(state, event)
        except Exception as error:
            raise AssertionError(
                f"Event {event.version}, {event.type}, could not be applied: {error_text(error)}."
            ) from error
    return Given(domain, state, events)


def as_stored(domain: Domain[Any], events: Iterable[Event | NewEvent]) -> tuple[Event, ...]:
    """The events as a store would give them: those without a place get the next version of one stream."""
    stream = StreamId(next(iter(domain.aggregate_types), ""), STREAM_ID)
    return tuple(
        Event(stream, version, event.type, event.data) if isinstance(event, NewEvent) else event
        for version, event in enumerate(events, 1)
    )


def _said(decision: Decision) -> str:
    if isinstance(decision, Rejection):
        return f"the rejection {decision.reason!r}"
    return ", ".join(f"{event.type} {event.data}" for event in decision) or "no events"
