"""The contract of a report finds what is wrong with one, and says it in a sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from leftfold.domain.definition import Kind
from leftfold.domain.report import Column, Fold, Merged, Report
from leftfold.model.event import Event
from leftfold.model.query import Measure, Query, Source, Take
from leftfold.model.stream import StreamId
from leftfold.testing import check_report
from tests.reports.made_reports import BOXES, EACH, MONTHLY, SUMS

EVENTS = [Event(StreamId("box", "a"), at, "put", {"n": at}) for at in (1, 2)]


def _grow(found: list[int], _event: Event) -> list[int]:
    found.append(1)
    return found


@pytest.mark.parametrize("report", [EACH, MONTHLY, SUMS, BOXES])
def test_those_that_keep_it_pass(report: Report) -> None:
    check_report(report, events=EVENTS)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": "Two Words"}, "is not in small words"),
        ({"title": " "}, "has no title"),
        ({"columns": ()}, "There are no columns"),
        ({"columns": (Column("Sum", "Sum"),)}, "'Sum' is not in small letters"),
        ({"columns": (Column("sum", "A"), Column("sum", "B"))}, "Two columns are called 'sum'"),
        ({"columns": (Column("sum", "A", Kind.JSON),)}, "which no row can have"),
        ({"chart": "other"}, "which is no column"),
        ({"reads": Fold(0, lambda *_: 0, lambda _state: (("x",),))}, "has 'x' in the column sum, which is integer"),
        ({"total": lambda _rows: ()}, "The total has 0 values, not 1"),
        ({"total": lambda rows: (rows[0],)}, "total raised"),
        ({"reads": Fold(0, lambda *_: 0, lambda _state: ((1, 2),))}, "has 2 values, and there are 1 columns"),
        ({"reads": Fold(0, lambda *_: 1 // 0, lambda _state: ())}, "ZeroDivisionError"),
        ({"reads": Fold(list[int](), _grow, lambda found: ((len(found),),))}, "changed the state before it"),
        ({"reads": Query(())}, "The query gives 0 values"),
        ({"reads": Query((Measure(Take.SUM, (Source("put"),)),))}, "A sum needs a path"),
        ({"reads": Query((Measure(Take.COUNT, (Source("put"), Source("put"))),))}, "two sources of one type"),
        ({"merged": Merged(SUMS.columns, lambda _rows: ((),)), "total": None}, "A row of all has 0 values"),
    ],
)
def test_each_breach_is_told(wrong: dict[str, Any], sentence: str) -> None:
    with pytest.raises(AssertionError, match=sentence):
        check_report(replace(SUMS, **wrong), events=EVENTS)
