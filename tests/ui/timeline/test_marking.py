"""The marks on events, lane by lane, and which of them have room."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leftfold.model.index import StreamIndex, ordinals_by_type
from leftfold.model.stream import StreamId
from leftfold.ui.timeline.lanes import lay_lanes
from leftfold.ui.timeline.marking import KINDS, Kind, Marking


def _marking(count: int) -> Marking:
    whole = np.arange(1, count + 1, dtype=np.int64)
    index = StreamIndex(
        stream=StreamId("a", "1"),
        versions=whole,
        positions=whole,
        type_codes=(whole % 2).astype(np.int32),
        type_names=("even", "odd"),
        times=whole,
        deleted=np.zeros(count, np.bool_),
    )
    return Marking(lay_lanes(index, ordinals_by_type(index), ("even", "odd"), {}, 4))


def test_marks_are_kept_by_lane_and_kind() -> None:
    marking = _marking(10)
    marking.extend(Kind.FAILED, np.array([2, 3]))
    marking.extend(Kind.FAILED, np.array([8]))
    marking.extend(Kind.DELETED, np.array([3]))
    assert marking.of(Kind.FAILED, 0).tolist() == [2, 8]
    assert marking.of(Kind.FAILED, 1).tolist() == [3]
    assert marking.kinds_of(3) == (Kind.FAILED, Kind.DELETED)
    assert marking.kinds_of(5) == ()


@given(
    st.dictionaries(st.sampled_from(KINDS), st.sets(st.integers(1, 40)), max_size=len(KINDS)),
    st.lists(st.integers(0, 40), min_size=2, max_size=8, unique=True).map(sorted),
)
def test_of_several_in_a_slot_the_highest_is_shown(marks: dict[Kind, set[int]], edges: list[int]) -> None:
    marking = _marking(40)
    for kind, ordinals in marks.items():
        marking.extend(kind, np.array(sorted(ordinals), np.int64))
    shown = marking.in_slots(np.array(edges, np.int64))
    expected = []
    for after, upto in pairwise(edges):
        there = [
            (kind, min(one for one in ordinals if after < one <= upto))
            for kind, ordinals in marks.items()
            if any(after < one <= upto for one in ordinals)
        ]
        if there:
            kind, ordinal = max(there)
            expected.append((ordinal, int(kind)))
    assert list(zip(shown.ordinals.tolist(), shown.kinds.tolist(), strict=True)) == expected
