"""An array that grows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.ui.timeline.column import Column


@given(st.lists(st.integers(0, 1500), max_size=6))
def test_what_was_added_is_there_in_order(sizes: list[int]) -> None:
    column = Column(np.int64)
    added = [np.arange(size, dtype=np.int64) + place for place, size in enumerate(sizes)]
    for values in added:
        column.extend(values)
    assert column.values.tolist() == [value for values in added for value in values.tolist()]
    assert len(column) == sum(sizes)


def test_an_array_taken_before_stays_as_it_was() -> None:
    column = Column(np.int64)
    column.extend(np.array([1, 2]))
    before = column.values
    column.extend(np.array([3]))
    assert before.tolist() == [1, 2]


@pytest.mark.parametrize("room", [0, 3, 5_000])
def test_the_room_it_is_given_is_no_limit(room: int) -> None:
    column = Column(np.int64, room=room)
    for start in (0, 3_000):
        column.extend(np.arange(start, start + 3_000))
    assert column.values.tolist() == list(range(6_000))


def test_its_first_part_goes_on_by_itself() -> None:
    column = Column(np.int64)
    column.extend(np.array([1, 2, 3]))
    part = column.first(2)
    part.extend(np.array([9]))
    assert part.values.tolist() == [1, 2, 9]
    assert column.values.tolist() == [1, 2, 3]
