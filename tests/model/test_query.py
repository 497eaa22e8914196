"""A query as plain values."""

from __future__ import annotations

from leftfold.model.query import Measure, Query, Source, Take, row_of

MEASURES = (
    Measure(Take.COUNT, (Source("put"), Source("taken"))),
    Measure(Take.MAX, (Source("put", ("n",)),)),
)


def test_its_event_types_are_each_told_once() -> None:
    assert Query(MEASURES).event_types == ("put", "taken")


def test_a_row_counts_nothing_as_none_of_all_but_counts() -> None:
    assert row_of(Query(MEASURES), "", (None, None)) == (0, None)
    assert row_of(Query(MEASURES, by_month=True), "2024-05", (2, 7)) == ("2024-05", 2, 7)
