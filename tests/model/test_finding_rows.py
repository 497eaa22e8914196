"""A finding as a row, and back."""

from __future__ import annotations

import pytest

from leftfold.model.diff import Change, Op
from leftfold.model.finding import Finding, FindingKind
from leftfold.model.finding_rows import finding_row, kept_finding, kept_row
from leftfold.model.json import JsonObject
from leftfold.model.stream import StreamId

PLAIN = Finding(StreamId("student", "3202"), 5, FindingKind.GAP, "Version 4 is missing.")
CHANGED = Finding(
    PLAIN.stream, 5, FindingKind.REDUCER, "They part.", (Change(Op.REPLACE, ("items", 2, "odd key"), 1, [2]),)
)


def test_a_row_tells_where_what_and_how_bad() -> None:
    assert finding_row(PLAIN) == {
        "type": "student",
        "id": "3202",
        "version": 5,
        "kind": "gap",
        "severity": "error",
        "sentence": "Version 4 is missing.",
    }


def test_a_row_of_two_states_tells_what_differs() -> None:
    assert finding_row(CHANGED)["changes"] == [
        {"op": "replace", "path": 'items[2]["odd key"]', "before": 1, "after": [2]}
    ]


@pytest.mark.parametrize("finding", [PLAIN, CHANGED])
def test_what_is_kept_is_read_as_it_was(finding: Finding) -> None:
    assert kept_finding(kept_row(finding)) == finding


@pytest.mark.parametrize("change", [{"kind": "nothing"}, {"version": None}, {"changes": [1]}])
def test_anything_else_is_no_finding(change: JsonObject) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        kept_finding({**kept_row(PLAIN), **change})
