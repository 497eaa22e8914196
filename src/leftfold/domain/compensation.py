"""What a domain proposes to turn one state into another."""

from __future__ import annotations

from typing import TypeVar

from leftfold.domain.border import error_text
from leftfold.domain.decide import is_decision
from leftfold.domain.definition import Decision, Domain, Rejection

S = TypeVar("S")


def compensation(domain: Domain[S], now: S, wanted: S) -> Decision:
    """The events that turn the first state into the second, or the rejection that says why there are none."""
    if domain.compensate is None:
        return Rejection(f"{domain.title} proposes no compensating events.")
    try:
        events = domain.compensate(now, wanted)
    except Exception as error:  # noqa: BLE001 - the border to the domain's code
        return Rejection(f"{domain.title} could not propose compensating events: {error_text(error)}.")
    if events is None:
        return Rejection(f"No events of {domain.title} lead to the state that is wanted.")
    if not is_decision(events):
        return Rejection(f"{domain.title} gave no events that can be stored: {events!r}.")
    return events
