"""A step's states, and where the replay stands after it."""

from __future__ import annotations

from leftfold.model.event import Event
from leftfold.model.step import Applied, Failed, Failure, Skipped, Standing, Step
from leftfold.model.stream import StreamId

EVENT = Event(StreamId("cart", "7"), 4, "itemAdded", {})
EARLIER = Failure(2, "earlier")


def test_an_applied_event_leaves_its_state() -> None:
    step = Step(EVENT, Standing("before"), Applied("after"))
    assert (step.before, step.after, step.next) == ("before", "after", Standing("after"))


def test_a_skipped_event_leaves_the_state_as_it_was() -> None:
    step = Step(EVENT, Standing("before", EARLIER), Skipped())
    assert (step.before, step.after, step.next) == ("before", "before", Standing("before", EARLIER))


def test_what_follows_a_failed_event_stands_on_the_first_failure() -> None:
    assert Step(EVENT, Standing("before"), Failed("now")).next == Standing("before", Failure(4, "now"))
    assert Step(EVENT, Standing("before", EARLIER), Failed("now")).next == Standing("before", EARLIER)
    assert Step(EVENT, Standing("before", EARLIER), Applied("after")).next == Standing("after", EARLIER)
