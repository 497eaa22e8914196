"""The words that conditions on a stream can speak of: each parses, and none is missing."""

from __future__ import annotations

from leftfold.diagnose.condition import parse_condition
from leftfold.diagnose.vocabulary import MOST, Vocabulary, vocabulary_of
from leftfold.domain.generic import generic_domain
from leftfold.domains.progress import PROGRESS
from leftfold.model.event import Event, Undecodable
from leftfold.model.json import Json
from leftfold.model.stream import StreamId
from tests.diagnose.moments import moment

STATE: Json = {"a": 1, "last quiz": {"score": 1}, "items": [{"n": 1}, 2, 3, 4], "event": {"x": 1}}


def test_paths_lead_into_all_that_there_is() -> None:
    words = vocabulary_of(generic_domain(), (), None, STATE)
    assert words.state == (
        "a",
        '["last quiz"]',
        '["last quiz"].score',
        "items",
        "items[0]",
        "items[0].n",
        "items[1]",
        "items[2]",
        '["event"]',
        '["event"].x',
    )
    for path in words.state:
        parse_condition(f"changed({path})")


def test_the_event_at_the_cursor_and_the_domain_tell_what_events_hold() -> None:
    event = Event(StreamId("student", "1"), 1, "resetProgress", {"by": {"job": 3}}, {"user": "x"})
    words = vocabulary_of(PROGRESS, ("odd", "resetProgress", ""), moment(event=event), {})
    assert words.types[:2] == ("odd", "resetProgress")
    assert set(words.types) == {"odd", *(kind.name for kind in PROGRESS.event_types)}
    assert {"event.data.lesson", "event.data.by", "event.data.by.job", "event.metadata.user"} <= set(words.event)
    for path in words.event:
        parse_condition(f"exists({path})")


def test_a_payload_that_cannot_be_read_has_no_paths() -> None:
    event = Event(StreamId("student", "1"), 1, "odd", Undecodable(b"{", "is not JSON"))
    assert vocabulary_of(generic_domain(), (), moment(event=event), None) == Vocabulary()


def test_of_very_many_paths_the_first_are_offered() -> None:
    words = vocabulary_of(generic_domain(), (), None, {f"k{n}": n for n in range(2 * MOST)})
    assert words.state == tuple(f"k{n}" for n in range(MOST))
