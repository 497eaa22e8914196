"""Findings for people: colour is never the only sign."""

from __future__ import annotations

from leftfold.model.finding import Finding, FindingKind, Severity
from leftfold.model.stream import StreamId
from leftfold.ui.findings.words import WORDS, sign_of


def test_each_kind_has_a_word_of_its_own() -> None:
    assert set(WORDS) == set(FindingKind)
    assert len(set(WORDS.values())) == len(WORDS)


def test_how_bad_a_finding_is_is_told_by_its_icon_and_not_by_colour_alone() -> None:
    icons: dict[Severity, set[str]] = {}
    for kind in FindingKind:
        finding = Finding(StreamId("a", "b"), 1, kind, "It is.")
        icons.setdefault(finding.severity, set()).add(sign_of(finding).icon)
    assert icons == {
        Severity.ERROR: {"circle-alert"},
        Severity.WARNING: {"triangle-alert"},
        Severity.NOTE: {"info"},
    }
