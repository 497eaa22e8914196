"""What was found so far, and the way from match to match."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leftfold.ui.events.finding import CHUNK, Found, search
from leftfold.ui.events.query import ConditionQuery, TextQuery, parse_query
from tests.ui.events.made import CountingSource, long_history


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


def test_only_what_the_same_search_found_later_continues_it() -> None:
    query = TextQuery("x")
    begun = Found(query, np.zeros(2, np.bool_), 4)
    assert begun.with_chunk(np.zeros(2, np.bool_)).continues(begun)
    assert not begun.continues(begun.with_chunk(np.zeros(1, np.bool_)))
    assert not Found(TextQuery("x"), begun.hits, 4).continues(begun)
    assert not Found(query, begun.hits, 5).continues(begun)


def test_a_condition_has_no_text_to_set_off() -> None:
    query = parse_query("event.failed")
    assert isinstance(query, ConditionQuery)
    assert Found(query, np.zeros(0, np.bool_), 0).text == ""


def test_a_history_is_searched_chunk_by_chunk_as_chunks_are_asked_for() -> None:
    source = CountingSource()
    chunks = search(long_history(2 * CHUNK + 7, source), TextQuery("activity 1 of"))
    assert source.read_from == []
    found = [hits.tolist() for hits in chunks]
    assert [len(hits) for hits in found] == [CHUNK, CHUNK, 7]
    # The activities are counted from 1 to 10, and the first event completes the second.
    assert [place for place, hit in enumerate(found[0], 1) if hit] == list(range(10, CHUNK + 1, 10))


def test_without_events_there_is_nothing_to_search() -> None:
    assert list(search(long_history(0), TextQuery("activity"))) == []
