"""What was found so far, and the way from match to match."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leftfold.ui.events.finding import Found
from leftfold.ui.events.query import TextQuery


@given(st.lists(st.booleans(), max_size=30), st.integers(0, 31))
def test_matches_before_and_after(hits: list[bool], here: int) -> None:
    found = Found(TextQuery("x"), np.array(hits, np.bool_), len(hits))
    ordinals = [place for place, hit in enumerate(hits, 1) if hit]
    assert found.ordinals.tolist() == ordinals
    assert found.count == len(ordinals)
    assert found.after(here) == next((one for one in ordinals if one > here), None)
    assert found.before(here) == next((one for one in reversed(ordinals) if one < here), None)
    assert found.rank(here) == sum(one <= here for one in ordinals)
    assert found.has(here) is (here in ordinals)


def test_chunks_add_up_and_nothing_is_complete() -> None:
    nothing = Found.nothing()
    assert (nothing.count, nothing.is_complete, nothing.text) == (0, True, "")
    found = Found(TextQuery("Reset"), nothing.hits, 4).with_chunk(np.array([True, False]))
    assert (found.scanned, found.is_complete, found.text) == (2, False, "reset")
    assert found.with_chunk(np.array([False, True])).ordinals.tolist() == [1, 4]
