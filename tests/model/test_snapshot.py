"""A snapshot is a value."""

from __future__ import annotations

from leftfold.model.snapshot import Snapshot, maker
from leftfold.model.stream import StreamId


def test_snapshots_are_equal_where_they_say_the_same() -> None:
    stream = StreamId("cart", "7")
    assert Snapshot(stream, 3, {"count": 1}, None) == Snapshot(stream, 3, {"count": 1}, None)
    assert Snapshot(stream, 3, {"count": 1}, None) != Snapshot(stream, 3, {"count": 2}, None)


def test_it_is_told_who_made_a_snapshot() -> None:
    assert [maker(is_ours=True), maker(is_ours=False)] == ["Leftfold", "the application"]
