"""Moments made for tests."""

from __future__ import annotations

from typing import Any

from leftfold.domain.generic import generic_domain
from leftfold.model.event import Event
from leftfold.model.json import Json
from leftfold.model.step import Applied, Failed, Outcome, Skipped, Standing, Step
from leftfold.model.stream import StreamId
from leftfold.replay.narrative import Moment, narrate

EVENT = Event(StreamId("student", "3202"), 57, "resetProgress", {"lesson": 3})


def moment(before: Json = None, after: Json = None, *, event: Event = EVENT, failed: bool = False) -> Moment[Any]:
    """The moment of an event that turned one document into another; unless it failed, or is deleted."""
    outcome: Outcome[Any] = Applied(after)
    if event.deleted:
        outcome = Skipped()
    elif failed:
        outcome = Failed("no")
    return narrate(generic_domain(), Step(event, Standing(before), outcome))
