"""A finding matters as its kind does."""

from __future__ import annotations

import pytest

from leftfold.model.finding import ABOUT_EVENTS, Finding, FindingKind, Severity
from leftfold.model.stream import StreamId


@pytest.mark.parametrize(
    ("kind", "severity"),
    [
        (FindingKind.FAILED, Severity.ERROR),
        (FindingKind.TIME, Severity.WARNING),
        (FindingKind.ORPHAN, Severity.WARNING),
        (FindingKind.CONDITION, Severity.NOTE),
        (FindingKind.SNAPSHOT, Severity.ERROR),
    ],
)
def test_a_finding_matters_as_its_kind_does(kind: FindingKind, severity: Severity) -> None:
    assert Finding(StreamId("a", "b"), 1, kind, "It is.").severity is severity


def test_what_an_audit_finds_is_not_looked_for_in_a_scan() -> None:
    audits = {FindingKind.SNAPSHOT, FindingKind.FOLDING, FindingKind.REDUCER, FindingKind.READ_MODEL}
    assert set(ABOUT_EVENTS) == set(FindingKind) - audits
