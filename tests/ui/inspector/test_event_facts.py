"""The facts of an event, and what stands where there is none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from leftfold.model.event import Event
from leftfold.model.stream import StreamId
from leftfold.model.times import NO_TIME, microseconds
from leftfold.ui.clock import Clock
from leftfold.ui.inspector.event_facts import EventFacts

AT = microseconds(datetime(2025, 3, 4, 10, 32, 7, tzinfo=UTC))
EVENT = Event(StreamId("a", "1"), 1234, "made", {}, None, AT, 56789)


@pytest.fixture
def facts(qtbot: QtBot, clock: Clock) -> EventFacts:
    """The facts of an event."""
    facts = EventFacts(clock)
    qtbot.addWidget(facts)
    facts.show_event(EVENT)
    return facts


def _texts(facts: EventFacts) -> list[str]:
    return [facts.text(name) for name in ("Type", "Version", "Position", "Recorded")]


def test_facts_are_shown(facts: EventFacts) -> None:
    assert _texts(facts) == ["made", "1,234", "56,789", "Tue 4 Mar 2025, 10:32:07 UTC"]


def test_what_the_store_does_not_know_is_said(facts: EventFacts) -> None:
    facts.show_event(EVENT._replace(at=NO_TIME, position=None))
    assert _texts(facts)[2:] == ["none", "not known"]


def test_the_time_follows_the_clock(facts: EventFacts, clock: Clock) -> None:
    clock.show_in(utc=False)
    assert facts.text("Recorded") == clock.day_and_time(1_741_084_327_000_000)
