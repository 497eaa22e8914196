"""The names of streams."""

from __future__ import annotations

from leftfold.model.stream import StreamId


def test_a_stream_is_named_by_type_and_id() -> None:
    assert str(StreamId("student", "3202")) == "student/3202"
    assert str(StreamId("", "3202")) == "3202"


def test_streams_are_ordered_by_type_and_then_by_id() -> None:
    streams = [StreamId("student", "1"), StreamId("cart", "9"), StreamId("cart", "10")]
    assert sorted(streams) == [StreamId("cart", "10"), StreamId("cart", "9"), StreamId("student", "1")]
