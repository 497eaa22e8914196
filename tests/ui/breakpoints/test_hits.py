"""Hits: what hits at an event, and the nearest on the way."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leftfold.model.index import Ints
from leftfold.ui.breakpoints.hits import NO_HITS, Hits

_column = st.lists(st.integers(1, 30), unique=True).map(lambda one: np.array(sorted(one), np.int64))
_columns = st.lists(_column, max_size=3)


def _hits(columns: list[Ints]) -> Hits:
    return Hits(tuple(f"a = {n}" for n in range(len(columns))), tuple(columns), 30)


@given(_columns, st.integers(0, 31), st.integers(0, 31))
def test_the_nearest_on_the_way_is_found_either_way(columns: list[Ints], start: int, end: int) -> None:
    all_ = {int(one) for column in columns for one in column}
    on_the_way = [one for one in all_ if start < one <= end or end <= one < start]
    expected = min(on_the_way, key=lambda one: abs(one - start), default=None)
    assert _hits(columns).next(start, end) == expected


@given(_columns)
def test_together_they_are_each_event_once(columns: list[Ints]) -> None:
    hits = _hits(columns)
    assert hits.ordinals.tolist() == sorted({int(one) for column in columns for one in column})
    for ordinal in range(32):
        assert len(hits.at(ordinal)) == sum(ordinal in column for column in columns)


def test_they_are_called_by_their_condition_or_by_how_many_there_are() -> None:
    nothing = np.empty(0, np.int64)
    assert _hits([nothing]).title == "a = 0"
    assert _hits([nothing, nothing]).title == "2 breakpoints"
    assert NO_HITS.next(0, 9) is None
