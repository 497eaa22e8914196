"""One lane a type of event, the rarest sharing the last."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.model.index import StreamIndex, Unread, ordinals_by_type
from leftfold.model.stream import StreamId
from leftfold.ui.timeline.lanes import lay_lanes, type_order


def _index(codes: list[int], names: tuple[str, ...]) -> StreamIndex:
    count = len(codes)
    whole = np.arange(1, count + 1, dtype=np.int64)
    return StreamIndex(
        stream=StreamId("a", "1"),
        versions=whole,
        positions=whole,
        type_codes=np.array(codes, np.int32),
        type_names=names,
        times=whole,
        deleted=np.zeros(count, np.bool_),
    )


def test_the_most_frequent_type_is_on_top() -> None:
    index = _index([0, 1, 1, 2, 1, 2], ("a", "b", "c"))
    assert type_order(index, ordinals_by_type(index)) == ("b", "c", "a")
    lanes = lay_lanes(index, ordinals_by_type(index), type_order(index, ordinals_by_type(index)), {"b": "Bought"}, 5)
    assert [(lane.title, lane.ordinals.tolist()) for lane in lanes.lanes] == [
        ("Bought", [2, 3, 5]),
        ("c", [4, 6]),
        ("a", [1]),
    ]


def test_types_without_room_share_the_last_lane() -> None:
    index = _index([0, 1, 2, 3], ("a", "b", "c", "d"))
    lanes = lay_lanes(index, ordinals_by_type(index), ("a", "b", "c", "d"), {}, 2)
    assert [lane.types for lane in lanes.lanes] == [("a",), ("b", "c", "d")]
    assert lanes.lanes[1].ordinals.tolist() == [2, 3, 4]


@pytest.mark.parametrize(("ordinal", "around"), [(1, (2,)), (2, (2,)), (3, (2, 5)), (5, (2, 5)), (6, (5,))])
def test_what_lies_around_an_ordinal(ordinal: int, around: tuple[int, ...]) -> None:
    index = _index([0, 1, 0, 0, 1], ("a", "b"))
    found = lay_lanes(index, ordinals_by_type(index), ("b", "a"), {}, 5).lanes[0].around(ordinal)
    assert tuple(one for one in around if one in found) == around


@given(st.lists(st.integers(0, 6), max_size=60), st.integers(1, 8))
def test_each_event_lies_in_one_lane(codes: list[int], most: int) -> None:
    index = _index(codes, tuple("abcdefg"))
    lanes = lay_lanes(index, ordinals_by_type(index), type_order(index, ordinals_by_type(index)), {}, most)
    assert len(lanes.lanes) <= most
    together = sorted(ordinal for lane in lanes.lanes for ordinal in lane.ordinals.tolist())
    assert together == list(range(1, len(codes) + 1))
    for place, lane in enumerate(lanes.lanes):
        assert all(lanes.place_of(ordinal) == place for ordinal in lane.ordinals.tolist())


def test_an_event_whose_type_is_not_read_yet_has_no_lane() -> None:
    index = replace(_index([0, 1, 0, 1], ("a", "b")), unread=Unread(np.array([False, True]), 2))
    lanes = lay_lanes(index, ordinals_by_type(index), ("a", "b"), {}, 2)
    assert [lanes.place_of(ordinal) for ordinal in (1, 2, 3, 4)] == [0, 1, None, None]
    assert [own.tolist() for own in lanes.split(np.array([1, 2, 3, 4]))] == [[1], [2]]
