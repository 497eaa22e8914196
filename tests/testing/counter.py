"""A domain that keeps its contract, for tests to break."""

from __future__ import annotations

from leftfold.domain.definition import (
    Arguments,
    Command,
    Decision,
    Domain,
    EventType,
    Field,
    Invariant,
    Kind,
    NewEvent,
    Rejection,
    Track,
)
from leftfold.model.event import Event

BY = Field("by", "By how many", Kind.INTEGER)


def _evolve(count: int, event: Event) -> int:
    if event.type != "counted" or not isinstance(event.data, dict):
        raise ValueError("only counted means something here")
    return count + int(str(event.data["by"]))


def _count(count: int, given: Arguments) -> Decision:
    return Rejection("Enough.") if count > 9 else (NewEvent("counted", {"by": given["by"]}),)


COUNTER: Domain[int] = Domain(
    name="counter",
    title="Counter",
    aggregate_types=("counter",),
    event_types=(EventType("counted", "Counted", (BY,)),),
    initial=0,
    evolve=_evolve,
    show=lambda count: {"count": count},
    sentence=lambda event, _before, _after: f"Counted {event.data}",
    commands=(Command("count-up", "Count up", (BY,), _count),),
    tracks=(Track("count", "Count", lambda count: count),),
    invariants=(Invariant("least", "Not below 0", lambda count: "It is below 0." if count < 0 else None),),
    compensate=lambda now, wanted: (NewEvent("counted", {"by": wanted - now}),),
)
EVENTS = (NewEvent("counted", {"by": 3}), NewEvent("counted", {"by": -4}), NewEvent("counted", {"by": 20}))
