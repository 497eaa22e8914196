"""Where two lists in one order differ."""

from __future__ import annotations

import pytest

from leftfold.model.stream import StreamId
from leftfold.ui.aggregates.merging import Run, runs_outside


@pytest.mark.parametrize(
    ("text", "others", "runs"),
    [
        ("", "abc", []),
        ("abc", "abc", []),
        ("abc", "", [(0, 3)]),
        ("abcdef", "bc", [(0, 1), (3, 6)]),
        ("abcdef", "af", [(1, 5)]),
        ("abcdef", "bdf", [(0, 1), (2, 3), (4, 5)]),
    ],
)
def test_the_runs_that_are_not_among_the_others(text: str, others: str, runs: list[Run]) -> None:
    streams = [StreamId("letter", letter) for letter in text]
    assert list(runs_outside(streams, {StreamId("letter", letter) for letter in others})) == runs
