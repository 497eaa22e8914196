"""The laws of runs: each thing lies in one place, the same however many there are, and no row holds too many."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leftfold.ui.inspector.runs import FAN_OUT, ITSELF, Run, Slot, slots, slots_to

_counts = st.integers(0, 3 * FAN_OUT) | st.integers(0, 3 * FAN_OUT**2) | st.just(FAN_OUT**2 + 1)


def _things(count: int, rows: list[Slot]) -> Iterator[int]:
    for slot in rows:
        if isinstance(slot, Run):
            yield from _things(count, slots(count, slot))
        else:
            yield slot


@settings(deadline=None)
@given(_counts)
def test_each_thing_is_there_once_and_in_order(count: int) -> None:
    assert list(_things(count, slots(count))) == list(range(count))


@settings(deadline=None)
@given(st.integers(0, 3 * FAN_OUT**4), st.data())
def test_the_way_to_a_thing_leads_to_it(count: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, max(0, count - 1)))
    rows = slots(count)
    *runs, last = slots_to(number)
    if count:
        for run in runs:
            assert run in rows
            assert isinstance(run, Run)
            rows = slots(count, run)
        assert last == number
        assert number in rows


@settings(deadline=None)
@given(st.integers(0, 10**9))
def test_no_row_has_more_than_a_few_hundred_under_it(count: int) -> None:
    rows = slots(count)
    assert len(rows) <= 5 * FAN_OUT
    assert all(len(slots(count, row)) <= FAN_OUT for row in rows if isinstance(row, Run))


@pytest.mark.parametrize(("first", "count", "last"), [(100, 1000, 199), (100, 150, 149)])
def test_the_last_run_ends_where_the_things_do(first: int, count: int, last: int) -> None:
    assert Run(first, FAN_OUT).last(count) == last


def test_a_document_that_is_one_value_has_nothing_in_it() -> None:
    assert slots(0, ITSELF) == []
