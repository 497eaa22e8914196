"""A trace as JSON."""

from __future__ import annotations

from leftfold.domain.trace_rows import line_row, trace_in, trace_out
from leftfold.domain.tracing import Line, Trace

LINE = Line("a.py", 3, "evolve", 1, (("x", "1"), ("y", "'b'")))


def test_a_line_names_what_it_changed() -> None:
    assert line_row(LINE) == {
        "file": "a.py",
        "line": 3,
        "function": "evolve",
        "depth": 1,
        "changed": {"x": "1", "y": "'b'"},
    }


def test_a_trace_arrives_as_it_was_sent() -> None:
    trace = Trace((LINE, LINE), (("a.py", "x = 1\n"),), "2", failed=False, whole=True)
    assert trace_in(trace_out(trace)) == trace
