"""A trace as JSON: what a worker answers, and what the command line prints."""

from __future__ import annotations

from typing import Any

from leftfold.domain.tracing import Line, Trace
from leftfold.model.json import JsonObject


def line_row(line: Line) -> JsonObject:
    """One line that ran."""
    return {
        "file": line.file,
        "line": line.number,
        "function": line.function,
        "depth": line.depth,
        "changed": dict(line.changed),
    }


def trace_out(trace: Trace) -> JsonObject:
    """A trace with its sources."""
    return {
        "lines": [line_row(line) for line in trace.lines],
        "sources": dict(trace.sources),
        "result": trace.result,
        "failed": trace.failed,
        "whole": trace.whole,
    }


def trace_in(row: Any) -> Trace:
    """The trace that `trace_out` gave as this."""
    lines = (
        Line(line["file"], line["line"], line["function"], line["depth"], tuple(line["changed"].items()))
        for line in row["lines"]
    )
    return Trace(tuple(lines), tuple(row["sources"].items()), row["result"], row["failed"], row["whole"])
