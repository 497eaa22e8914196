"""A summary is a value."""

from __future__ import annotations

from leftfold.model.stream import StreamId
from leftfold.model.summary import AggregateSummary


def test_summaries_are_equal_where_they_say_the_same() -> None:
    stream = StreamId("cart", "7")
    assert AggregateSummary(stream, 3, 4, None, None) == AggregateSummary(stream, 3, 4, None, None)
    assert AggregateSummary(stream, 3, 4, None, None) != AggregateSummary(stream, 3, 3, None, None)
