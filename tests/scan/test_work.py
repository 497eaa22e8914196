"""What comes of a slice, wherever it is worked through."""

from __future__ import annotations

import pickle
from pathlib import Path

from leftfold.diagnose.orphans import NO_TRACES
from leftfold.model.finding import FindingKind
from leftfold.scan.reading import Reading
from leftfold.scan.work import Findings, do_slice
from leftfold.store.scanning import Slice
from tests.scan.made import ALL, make_wrong

WHOLE = Slice("student", None, None)


def _kinds(path: Path, work: Findings) -> list[str]:
    return [str(one.kind) for one in do_slice(Reading(target=str(path)), work, WHOLE).findings]


def test_a_slice_gives_its_findings_and_how_much_it_read(tmp_path: Path) -> None:
    path = make_wrong(tmp_path / "wrong.sqlite")
    outcome = do_slice(Reading(target=str(path)), ALL, WHOLE)
    assert (outcome.streams, outcome.events) == (40, 203)
    assert [str(one.kind) for one in outcome.findings] == ["unreadable", "time", "unknown-type", "gap", "time"]
    assert [one.id for one in outcome.traces.asked] == ["e0"]


def test_only_the_kinds_that_are_asked_for_are_found(tmp_path: Path) -> None:
    path = make_wrong(tmp_path / "wrong.sqlite")
    assert _kinds(path, Findings(frozenset({FindingKind.GAP}))) == ["gap"]
    condition = Findings(frozenset({FindingKind.CONDITION}), "fell(currentPosition)")
    assert _kinds(path, condition) == ["condition"] * 40


def test_where_not_all_is_read_no_cause_is_looked_for(tmp_path: Path) -> None:
    path = make_wrong(tmp_path / "wrong.sqlite")
    work = Findings(frozenset(FindingKind), causes=False)
    assert do_slice(Reading(target=str(path)), work, WHOLE).traces == NO_TRACES


def test_work_and_what_comes_of_it_can_be_handed_to_other_processes(tmp_path: Path) -> None:
    outcome = do_slice(Reading(target=str(make_wrong(tmp_path / "wrong.sqlite"))), ALL, WHOLE)
    assert pickle.loads(pickle.dumps((ALL, outcome))) == (ALL, outcome)


def test_other_work_is_told_apart() -> None:
    assert ALL.asked != Findings(frozenset({FindingKind.GAP})).asked
    assert ALL.asked != Findings(ALL.kinds, "fell(x)").asked
