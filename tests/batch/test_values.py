"""The arguments of a batch's command."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from leftfold.batch.values import given, value_for
from leftfold.diagnose.condition import Sight
from leftfold.model.errors import BadRequest, Refused
from leftfold.model.event import Event
from leftfold.model.json import Json
from leftfold.model.step import Applied, Standing, Step
from leftfold.model.stream import StreamId
from leftfold.model.times import microseconds

AT = datetime(2026, 3, 3, 10, tzinfo=UTC)
EVENT = Event(StreamId("student", "1"), 7, "resetProgress", {"lesson": 3}, {"job": "nightly"}, microseconds(AT))
SIGHT = Sight(Step(EVENT, Standing(0), Applied(1)), {"lesson": 6, "quiz": {"score": 90}}, {"lesson": 3})
LAST: Json = {"lesson": 4, "odd key": [1, 2]}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (3, 3),
        ("plain", "plain"),
        (None, None),
        ("=before.lesson", 6),
        ("=before.quiz.score", 90),
        ("=after.lesson", 3),
        ("=now.lesson", 4),
        ("=state.lesson", 4),
        ('=now["odd key"][1]', 2),
        ("=event.data.lesson", 3),
        ("=event.metadata.job", "nightly"),
        ("=event.version", 7),
        ("=event.recorded_at", "2026-03-03T10:00:00.000000Z"),
        ("='=3'", "=3"),
        ("=12", 12),
    ],
)
def test_a_value_is_taken_from_where_it_is_said(written: Json, value: Json) -> None:
    assert value_for(given(written), SIGHT, LAST) == value


@pytest.mark.parametrize("written", ["=before.nothing", "=now.nothing", "=event.data.x"])
def test_where_there_is_nothing_it_is_said(written: str) -> None:
    with pytest.raises(Refused, match=f"There is nothing at {written[1:]}"):
        value_for(given(written), SIGHT, LAST)


@pytest.mark.parametrize("written", ["=", "=lesson", "=before.", "=before.lesson = 3", "=now.", "=event.x"])
def test_what_is_no_place_is_refused(written: str) -> None:
    with pytest.raises(BadRequest, match="is no value for an argument"):
        given(written)
