"""A store opened in a process of its own: it ends, and tells when all was painted."""

from __future__ import annotations

from leftfold.bench.child import run_child
from leftfold.bench.stores import Stores, student


def test_it_tells_when_all_was_painted(tiny: Stores) -> None:
    told = run_child("opening", str(tiny.many_students()), str(student(0)))
    assert told.values["painted"] > told.started
