"""The event that a batch begins from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leftfold.batch.which import listed
from leftfold.model.errors import NotFound
from leftfold.model.stream import StreamId
from leftfold.replay.history import keep_going
from leftfold.session import Session
from leftfold.ui.batch.sample import Sample, read_listed
from leftfold.ui.clock import Clock
from tests.batch.bulk_reset import student


def test_it_knows_what_is_around_the_event(sample: Sample) -> None:
    assert (sample.type, sample.types, sample.domain.name) == ("student", ("student",), "progress")
    assert sample.told == "Progress was reset to lesson 1, activity 1 (was lesson 7, activity 1)"
    assert isinstance(sample.before, dict)
    assert isinstance(sample.last, dict)
    assert (sample.before["currentPosition"], sample.last["currentPosition"]) == (7, 1)
    assert sample.delete.allowed
    assert sample.append.allowed


def test_it_tells_the_command_and_the_place_of_its_fields(sample: Sample) -> None:
    assert sample.command == "reset-progress"
    # The activity was 1 before, too, and what the lesson did is not said twice.
    assert sample.places == {"lesson": ("currentPosition",)}


def test_the_first_of_listed_events_that_is_still_there_is_the_sample(
    session: Session, sample: Sample, clock: Clock
) -> None:
    last = len(session.open_stream(student(3)).index)
    found = listed([(StreamId("student", "nobody"), 1), (student(2), 99), (student(3), last)])
    assert read_listed(session, found, clock, progress=keep_going) == replace(sample, listed=found)
    gone = listed([(student(2), 99)])
    with pytest.raises(NotFound, match="counts any more; scan again"):
        read_listed(session, gone, clock, progress=keep_going)
