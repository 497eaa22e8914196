"""Outcomes as a run file keeps them."""

from __future__ import annotations

import pytest

from leftfold.batch.outcome import Outcome, Result, outcome_row, read_outcome
from leftfold.model.stream import StreamId


@pytest.mark.parametrize("result", Result)
def test_an_outcome_is_read_as_it_was_kept(result: Result) -> None:
    outcome = Outcome(StreamId("student", "1"), result, "why", 5)
    assert read_outcome(outcome_row(outcome)) == outcome


def test_one_of_an_unknown_kind_is_an_error() -> None:
    row = {**outcome_row(Outcome(StreamId("a", "1"), Result.COMMITTED)), "result": "gone"}
    with pytest.raises(ValueError, match="gone"):
        read_outcome(row)
