"""An event as one JSON object."""

from __future__ import annotations

from datetime import UTC, datetime

from leftfold.model.event import Event, Undecodable
from leftfold.model.event_rows import event_facts, event_row, unreadable_row
from leftfold.model.stream import StreamId
from leftfold.model.times import microseconds

STREAM = StreamId("student", "3202")
AT = datetime(2025, 3, 4, 10, 32, 7, 5, tzinfo=UTC)


def test_an_event() -> None:
    event = Event(STREAM, 5, "resetProgress", {"lesson": 3}, None, microseconds(AT), 214, True)
    assert event_row(event, "Progress was reset") == {
        "version": 5,
        "position": 214,
        "type": "resetProgress",
        "data": {"lesson": 3},
        "metadata": None,
        "recorded_at": "2025-03-04T10:32:07.000005Z",
        "deleted": True,
        "sentence": "Progress was reset",
    }
    assert unreadable_row(event) == {}


def test_what_cannot_be_read_is_null_and_its_bytes_are_kept() -> None:
    event = Event(STREAM, 5, "resetProgress", Undecodable(b"{", "is not JSON"), Undecodable(b"\xff", "is not UTF-8"))
    row = event_row(event, "")
    assert (row["data"], row["metadata"]) == (None, None)
    assert unreadable_row(event) == {
        "undecodable": {"reason": "is not JSON", "base64": "ew=="},
        "undecodable_metadata": {"reason": "is not UTF-8", "base64": "/w=="},
    }


def test_the_facts_are_the_row_without_its_sentence() -> None:
    event = Event(STREAM, 5, "resetProgress", {"lesson": 3}, {"by": "app"}, microseconds(AT), 214)
    assert {**event_facts(event), "sentence": "told"} == event_row(event, "told")
