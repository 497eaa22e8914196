"""Some of a stream's events, by ascending ordinals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.model.ordinals import after, before, place_of

NONE = np.empty(0, np.int64)


@given(st.sets(st.integers(1, 20)), st.integers(0, 21))
def test_they_are_as_a_search_through_all_of_them_tells(some: set[int], ordinal: int) -> None:
    listed = sorted(some)
    ordinals = np.array(listed, np.int64)
    assert place_of(ordinals, ordinal) == (listed.index(ordinal) if ordinal in some else None)
    assert before(ordinals, ordinal) == max((one for one in some if one < ordinal), default=None)
    assert after(ordinals, ordinal) == min((one for one in some if one > ordinal), default=None)


@pytest.mark.parametrize("look", [place_of, before, after])
def test_among_none_there_is_none(look: object) -> None:
    assert callable(look)
    assert look(NONE, 1) is None
