"""Versions and ordinals of an index."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leftfold.model.index import StreamIndex, empty_index, ordinals_by_type
from leftfold.model.stream import StreamId

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
