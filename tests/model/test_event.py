"""Events and payloads that could not be read."""

from __future__ import annotations

from leftfold.model.event import Event, Undecodable
from leftfold.model.stream import StreamId


def test_a_payload_that_could_not_be_read_says_why_and_how_long_it_is() -> None:
    assert str(Undecodable(b"{" * 1234, "is not JSON")) == "is not JSON (1,234 bytes)"


def test_an_event_without_more_is_not_deleted_and_has_no_time_or_place() -> None:
    event = Event(StreamId("cart", "7"), 1, "itemAdded", {})
    assert (event.metadata, event.recorded_at, event.position, event.deleted) == (None, None, None, False)


def test_what_of_an_event_could_not_be_read_is_told_by_what_it_is() -> None:
    event = Event(StreamId("cart", "7"), 1, "itemAdded", {}, Undecodable(b"\xff", "is not UTF-8 text"))
    assert event.unreadable == {"metadata": Undecodable(b"\xff", "is not UTF-8 text")}
    assert [*event._replace(data=Undecodable(b"", "is empty")).unreadable] == ["payload", "metadata"]
    assert event._replace(metadata=None).unreadable == {}
