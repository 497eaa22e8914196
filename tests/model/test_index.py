"""Versions and ordinals of an index."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leftfold.model.index import StreamIndex, Unread, empty_index, ordinals_by_type
from leftfold.model.stream import StreamId
from leftfold.model.times import NO_TIME

_versions = st.lists(st.integers(0, 60), unique=True, max_size=20).map(sorted)


def _index(versions: list[int]) -> StreamIndex:
    return replace(empty_index(StreamId("cart", "7")), versions=np.array(versions, np.int64))


@given(_versions, st.integers(-2, 62))
def test_a_version_is_found_where_it_stands(versions: list[int], version: int) -> None:
    index = _index(versions)
    assert index.ordinal_of(version) == (versions.index(version) + 1 if version in versions else None)
    assert index.ordinal_at(version) == sum(one <= version for one in versions)


@given(_versions)
def test_the_last_version_is_that_of_the_last_event(versions: list[int]) -> None:
    index = _index(versions)
    assert len(index) == len(versions)
    assert index.last_version == (versions[-1] if versions else None)


def test_an_empty_index_has_columns_of_the_right_kind() -> None:
    index = empty_index(StreamId("cart", "7"))
    assert (len(index), index.last_version, index.type_names) == (0, None, ())
    assert [index.positions.dtype, index.type_codes.dtype, index.deleted.dtype] == [np.int64, np.int32, np.bool_]


@given(st.lists(st.integers(0, 3), max_size=40), st.integers(1, 41))
def test_each_type_has_its_own_events(codes: list[int], first: int) -> None:
    index = replace(
        empty_index(StreamId("a", "1")), type_codes=np.array(codes, np.int32), type_names=("a", "b", "c", "d")
    )
    found = ordinals_by_type(index, first=first)
    assert [own.tolist() for own in found] == [
        [ordinal for ordinal, code in enumerate(codes, 1) if code == own and ordinal >= first] for own in range(4)
    ]


def test_without_types_there_are_none_to_have_events() -> None:
    assert ordinals_by_type(empty_index(StreamId("a", "1"))) == ()


@given(st.lists(st.integers(0, 3), min_size=1, max_size=40), st.integers(1, 9), st.data())
def test_what_is_still_to_be_read_tells_nothing(codes: list[int], size: int, data: st.DataObject) -> None:
    count = len(codes)
    pages = data.draw(st.lists(st.booleans(), min_size=-(-count // size), max_size=-(-count // size)))
    read = [not pages[row // size] for row in range(count)]
    names = ("a", "b", "c", "d")
    index = replace(
        _index(list(range(1, count + 1))),
        type_codes=np.array(codes, np.int32),
        type_names=names,
        times=np.arange(count, dtype=np.int64),
        unread=Unread(np.array(pages, np.bool_), size),
    )
    assert index.has_read(np.arange(1, count + 1)).tolist() == read
    assert index.count_read == sum(read)
    assert [index.type_at(row + 1) for row in range(count)] == [names[codes[row]] * read[row] for row in range(count)]
    assert [index.time_at(row + 1) for row in range(count)] == [row if read[row] else NO_TIME for row in range(count)]
    assert [own.tolist() for own in ordinals_by_type(index)] == [
        [row + 1 for row in range(count) if read[row] and codes[row] == own] for own in range(4)
    ]


def test_of_what_was_read_whole_all_is_read() -> None:
    index = replace(_index([3, 4]), type_codes=np.array([0, 0], np.int32), type_names=("a",))
    assert (index.count_read, index.type_at(2), index.has_read(np.array([1, 2])).tolist()) == (2, "a", [True, True])
