"""The columns of an index are taken from its rows, whatever text its types and times are."""

from __future__ import annotations

import numpy as np
import pytest

from leftfold.model.errors import StoreFailed
from leftfold.model.times import NO_TIME, microseconds
from leftfold.store.codec import Stored
from leftfold.store.columns import ColumnReader
from leftfold.store.ids import Ids
from leftfold.store.layout_files import shipped_layouts
from leftfold.store.moments import Moments
from leftfold.store.rows import RowReader
from tests.store_builders import START

AT = b"2024-05-01T08:00:00.000000Z"


@pytest.fixture
def columns() -> ColumnReader:
    """For a store of Leftfold's own."""
    (native,) = (layout for layout in shipped_layouts() if layout.key == "native")
    return ColumnReader(RowReader(native, Ids(), Moments(native.events.recorded_at)), "s.db")


def _row(
    place: object, kind: Stored, *, position: object = 1, at: Stored = AT, deleted: int | None = 0
) -> tuple[object, ...]:
    return place, position, kind, at, deleted


def test_types_are_numbered_as_they_are_met(columns: ColumnReader) -> None:
    first = columns.page([_row(1, b"put"), _row(2, b"take", position=9), _row(3, b"put", at=b"soon")])
    assert (first.places.tolist(), first.positions.tolist()) == ([1, 2, 3], [1, 9, 1])
    assert first.type_codes.tolist() == [0, 1, 0]
    assert first.times.tolist() == [microseconds(START), microseconds(START), NO_TIME]
    second = columns.page([_row(4, b"clear"), _row(5, b"take"), _row(6, b"\xff")])
    assert second.type_codes.tolist() == [2, 1, 3]
    assert columns.type_names == ("put", "take", "clear", r"\xff")


def test_a_mark_is_set_or_not(columns: ColumnReader) -> None:
    page = columns.page([_row(1, b"put", deleted=1), _row(2, b"put"), _row(3, b"put", deleted=None)])
    assert page.deleted.tolist() == [True, False, False]


def test_a_copy_knows_the_same_types_and_goes_on_by_itself(columns: ColumnReader) -> None:
    columns.page([_row(1, b"put")])
    copy = columns.copy()
    assert copy.page([_row(2, b"take"), _row(3, b"put")]).type_codes.tolist() == [1, 0]
    assert columns.page([_row(2, b"clear")]).type_codes.tolist() == [1]
    assert (columns.type_names, copy.type_names) == (("put", "clear"), ("put", "take"))


@pytest.mark.parametrize("odd", [2.5, "two", None, b"2"])
@pytest.mark.parametrize("place", [True, False])
def test_a_place_that_is_no_whole_number_is_told(columns: ColumnReader, odd: object, *, place: bool) -> None:
    row = _row(odd, b"put") if place else _row(2, b"put", position=odd)
    with pytest.raises(StoreFailed) as told:
        columns.page([_row(1, b"put"), row])
    assert str(told.value).startswith(f"s.db has an event with {odd!r} in place of its version or position, so that")


@pytest.mark.parametrize("rows", [[], [_row(1, b"put")], [_row(1, b"put"), _row(3, b"put")]])
def test_other_rows_than_those_expected_are_gone(columns: ColumnReader, rows: list[tuple[object, ...]]) -> None:
    with pytest.raises(StoreFailed, match=r"^Events that were listed are gone from s\.db; open it again\.$"):
        columns.expected(rows, np.array([1, 2]))
    assert columns.expected([_row(1, b"put"), _row(2, b"put")], np.array([1, 2])).places.tolist() == [1, 2]
