"""Where a cursor stands, and still stands when the stream is another."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.model.index import StreamIndex, empty_index
from leftfold.model.stream import StreamId
from leftfold.ui.place import After, AtEnd, Place, missing, ordinal_at, place_at

STREAM = StreamId("cart", "1")


def _index(*versions: int) -> StreamIndex:
    none = np.zeros(len(versions), np.int64)
    return StreamIndex(
        stream=STREAM,
        versions=np.array(versions, np.int64),
        positions=none,
        type_codes=none.astype(np.int32),
        type_names=("added",),
        times=none,
        deleted=none.astype(np.bool_),
    )


_versions = st.lists(st.integers(0, 60), min_size=1, max_size=20, unique=True).map(sorted)


@given(_versions, st.data())
def test_a_cursor_stays_where_it_is_in_the_same_stream(versions: list[int], data: st.DataObject) -> None:
    index = _index(*versions)
    ordinal = data.draw(st.integers(0, len(index)))
    assert ordinal_at(index, place_at(index, ordinal)) == ordinal


@given(_versions, _versions, st.data())
def test_a_cursor_stays_after_the_same_events_when_more_arrive(
    versions: list[int], later: list[int], data: st.DataObject
) -> None:
    index = _index(*versions)
    longer = _index(*versions, *(versions[-1] + 1 + version for version in later))
    ordinal = data.draw(st.integers(0, len(index)))
    at_end = ordinal == len(index)
    assert ordinal_at(longer, place_at(index, ordinal)) == (len(longer) if at_end else ordinal)


def test_a_stream_without_events_has_but_its_end() -> None:
    index = empty_index(STREAM)
    assert place_at(index, 0) == AtEnd()
    assert ordinal_at(index, AtEnd()) == 0
    assert not missing(index, After(3))


@pytest.mark.parametrize("place", [AtEnd(), After(3), After(5), After(8), After(2)])
def test_a_place_that_is_there_is_not_missed(place: Place) -> None:
    assert not missing(_index(3, 5, 8), place)


@pytest.mark.parametrize(
    ("version", "ordinal", "said"),
    [
        (9, 3, "cart/1 has no version 9; the state shown is the one after version 8."),
        (6, 2, "cart/1 has no version 6; the state shown is the one after version 5."),
        (1, 0, "cart/1 has no version 1; the state shown is the one before its first event."),
        (-4, 0, "cart/1 has no version -4; the state shown is the one before its first event."),
    ],
)
def test_a_place_that_is_not_there_is_told(version: int, ordinal: int, said: str) -> None:
    index = _index(3, 5, 8)
    assert ordinal_at(index, After(version)) == ordinal
    assert missing(index, After(version)) == said
