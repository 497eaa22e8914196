"""A long stream in a window of its own process: everything is measured as often as asked."""

from __future__ import annotations

from leftfold.bench.child import run_child
from leftfold.bench.stores import Stores


def test_all_is_measured(tiny: Stores) -> None:
    path, stream = tiny.one_stream()
    told = run_child("window", str(path), str(stream), "7", "1").values
    assert {name: len(told[name]) for name in ("jumps", "zooms", "pans")} == {"jumps": 7, "zooms": 100, "pans": 100}
    assert min(told["jumps"]) > 0
    assert told["late"]
    assert told["load"] > 0
