"""What other events may have in common with one, in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from leftfold.diagnose.condition import parse_condition
from leftfold.domain.generic import generic_domain
from leftfold.domains.progress import PROGRESS, Progress
from leftfold.model.event import Event, Undecodable
from leftfold.model.step import Standing
from leftfold.model.stream import StreamId
from leftfold.model.times import NO_TIME, microseconds
from leftfold.replay.fold import take_step
from leftfold.replay.narrative import Moment, narrate
from leftfold.ui.batch.clues import clues_of
from leftfold.ui.clock import Clock

AT = microseconds(datetime(2026, 3, 3, 10, 30, tzinfo=UTC))
EVENT = Event(StreamId("student", "1"), 3, "resetProgress", {"lesson": 1}, {"job": "it's", "id": "x" * 60}, AT)


def moment(event: Event = EVENT) -> Moment[Progress]:
    return narrate(PROGRESS, take_step(PROGRESS, Standing(Progress("Reading", 6, 1, None, 6)), event))


def test_type_day_metadata_payload_and_what_fell_are_offered(clock: Clock) -> None:
    found = clues_of(PROGRESS, moment(), clock)
    assert [(clue.words, clue.condition, clue.likely) for clue in found] == [
        ("It is of the type resetProgress (Progress reset)", "event.type = 'resetProgress'", True),
        (
            "It was recorded on the same day, 3 Mar 2026 (UTC)",
            "event.recorded_at >= '2026-03-03' and event.recorded_at < '2026-03-04'",
            True,
        ),
        ("Its metadata says job is it's", "event.metadata.job = 'it\\'s'", True),
        ("It says lesson is 1", "event.data.lesson = 1", False),
        ("currentPosition fell because of it", "fell(currentPosition)", False),
    ]


def test_each_holds_at_the_event_itself(clock: Clock) -> None:
    for clue in clues_of(PROGRESS, moment(), clock):
        assert parse_condition(clue.condition).holds(moment())


def test_a_day_is_that_of_the_zone_that_is_shown() -> None:
    (day,) = [clue for clue in clues_of(PROGRESS, moment(), Clock(in_utc=False)) if "same day" in clue.words]
    assert parse_condition(day.condition).holds(moment())
    assert "(UTC)" not in day.words


BARE = EVENT._replace(at=NO_TIME, metadata=None, data=[1])
UNREADABLE = EVENT._replace(at=NO_TIME, metadata="x", data=Undecodable(b"{", "is bad"))


@pytest.mark.parametrize("event", [BARE, UNREADABLE])
def test_what_is_not_there_is_not_offered(event: Event, clock: Clock) -> None:
    domain = generic_domain()
    found = clues_of(domain, narrate(domain, take_step(domain, Standing({}), event)), clock)
    assert [clue.condition for clue in found] == ["event.type = 'resetProgress'"]
