"""The empty window is painted, with all that Leftfold imports."""

from __future__ import annotations

from leftfold.bench.child import run_child


def test_it_tells_when_it_was_painted() -> None:
    told = run_child("bare_window")
    assert told.values["painted"] > told.started
    assert len(told.values["libraries"]) == 3
