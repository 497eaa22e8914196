"""A finding as one JSON object, and back."""

from __future__ import annotations

from typing import Any

from leftfold.model.diff import Change, Op
from leftfold.model.finding import Finding, FindingKind
from leftfold.model.json import JsonObject
from leftfold.model.paths import path_text
from leftfold.model.stream import StreamId


def finding_row(finding: Finding) -> JsonObject:
    """A finding as commands print it; with what differs, where states were compared."""
    row: JsonObject = {
        "type": finding.stream.type,
        "id": finding.stream.id,
        "version": finding.version,
        "kind": str(finding.kind),
        "severity": str(finding.severity),
        "sentence": finding.sentence,
    }
    if finding.changes:
        row["changes"] = [
            {"op": str(one.op), "path": path_text(one.path), "before": one.before, "after": one.after}
            for one in finding.changes
        ]
    return row


def kept_row(finding: Finding) -> JsonObject:
    """A finding as it is kept, to be read again."""
    row = finding_row(finding)
    if finding.changes:
        row["changes"] = [[str(one.op), list(one.path), one.before, one.after] for one in finding.changes]
    return row


def kept_finding(row: Any) -> Finding:
    """The finding that was kept as this. Raises `KeyError`, `TypeError` or `ValueError` for anything else."""
    changes = tuple(Change(Op(op), tuple(path), before, after) for op, path, before, after in row.get("changes", ()))
    stream = StreamId(row["type"], row["id"])
    return Finding(stream, int(row["version"]), FindingKind(row["kind"]), row["sentence"], changes)
