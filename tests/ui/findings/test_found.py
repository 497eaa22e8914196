"""Findings by the events they are about."""

from __future__ import annotations

from leftfold.model.finding import Finding, FindingKind
from leftfold.model.stream import StreamId
from leftfold.ui.findings.found import NO_FINDINGS, placed
from tests.ui.timeline.made import made_index

STREAM = StreamId("a", "b")


def _finding(version: int, kind: FindingKind) -> Finding:
    return Finding(STREAM, version, kind, f"{kind} at {version}")


def test_each_is_at_its_event_and_those_the_survey_does_not_tell_of_are_known_apart() -> None:
    kinds = FindingKind
    told = [_finding(2, kinds.FAILED), _finding(5, kinds.GAP), _finding(5, kinds.TIME), _finding(7, kinds.INVARIANT)]
    found = placed(made_index(9), told, more=True)
    assert (found.ordinals.tolist(), found.apart.tolist(), len(found), found.more) == ([2, 5, 5, 7], [5], 4, True)
    assert found.sentences_at(5) == ("gap at 5", "time at 5")
    assert found.sentences_at(2) == found.sentences_at(6) == ()


def test_where_there_are_none_nothing_is_said() -> None:
    assert (len(NO_FINDINGS), NO_FINDINGS.sentences_at(1), len(placed(made_index(3), ()))) == (0, (), 0)
