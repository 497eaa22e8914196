"""Findings for people: an icon and a word for each kind, so that colour is never the only sign."""

from __future__ import annotations

from typing import Final

from leftfold.model.finding import Finding, FindingKind, Severity
from leftfold.ui.rows.cell import Sign, Tone

WORDS: Final = {
    FindingKind.INVARIANT: "Broken rule",
    FindingKind.FAILED: "Failed",
    FindingKind.UNKNOWN_TYPE: "Unknown type",
    FindingKind.UNREADABLE: "Unreadable",
    FindingKind.GAP: "Missing versions",
    FindingKind.DUPLICATE: "Same version twice",
    FindingKind.TIME: "Time goes back",
    FindingKind.ORPHAN: "Cause is missing",
    FindingKind.CONDITION: "Condition holds",
    FindingKind.SNAPSHOT: "Snapshot differs",
    FindingKind.FOLDING: "Folds differ",
    FindingKind.REDUCER: "Reducers differ",
    FindingKind.READ_MODEL: "Read model differs",
}
"""What each kind is called."""

_SIGNS: Final = {
    Severity.ERROR: Sign("circle-alert", Tone.DANGER),
    Severity.WARNING: Sign("triangle-alert", Tone.DANGER),
    Severity.NOTE: Sign("info", Tone.MUTED),
}


def sign_of(finding: Finding) -> Sign:
    """The icon in front of a finding."""
    return _SIGNS[finding.severity]
