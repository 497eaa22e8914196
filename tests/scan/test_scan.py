"""A scan of a whole store: the same findings in the same order, wherever it runs and however often it is ended."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from leftfold.model.errors import BadRequest, Cancelled, CannotOpen
from leftfold.model.finding import Finding, FindingKind
from leftfold.scan.reading import Reading
from leftfold.scan.scan import Scan, Totals
from leftfold.scan.ways import Processes
from leftfold.scan.work import Findings
from tests.scan.made import ALL, make_wrong


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    return Reading(target=str(make_wrong(tmp_path / "wrong.sqlite")), size=30)


def _all(reading: Reading) -> list[Finding]:
    return list(Scan(reading, ALL).findings())


def test_findings_come_by_stream_and_causes_at_last(reading: Reading) -> None:
    assert [(one.stream.id, one.version, str(one.kind)) for one in _all(reading)] == [
        ("007", 6, "unreadable"),
        ("007", 6, "time"),
        ("011", 9, "unknown-type"),
        ("011", 9, "gap"),
        ("011", 9, "time"),
        ("003", 6, "orphan"),
    ]


def test_in_several_processes_it_is_the_same(reading: Reading) -> None:
    assert list(Scan(reading, ALL, way=Processes(2)).findings()) == _all(reading)


def test_progress_tells_how_much_was_read(reading: Reading) -> None:
    told: list[int] = []
    scan = Scan(reading, ALL)
    list(scan.findings(progress=lambda totals: told.append(totals.events)))
    assert told == sorted(told)
    assert len(told) == 7
    assert scan.totals == Totals(streams=40, events=203, findings=6)


def test_a_scan_that_is_ended_goes_on_with_nothing_lost_and_nothing_doubled(reading: Reading, tmp_path: Path) -> None:
    whole, journal = _all(reading), tmp_path / "scan.journal"
    for count in (0, 1, 3):
        ended = Scan(reading, ALL, journal=journal).findings()
        assert list(islice(ended, count)) == whole[:count]
        ended.close()  # type: ignore[attr-defined]
    read: list[int] = []
    last = Scan(reading, ALL, journal=journal)
    assert list(last.findings(progress=lambda totals: read.append(totals.events))) == whole
    assert last.totals.events == 203
    again = Scan(reading, ALL, journal=journal)
    assert list(again.findings()) == whole


def test_a_scan_that_went_on_reads_only_what_is_left(reading: Reading, tmp_path: Path) -> None:
    journal = tmp_path / "scan.journal"
    list(Scan(reading, ALL, journal=journal).findings())
    Path(reading.target).rename(tmp_path / "moved.sqlite")
    make_wrong(Path(reading.target), students=1)
    assert len(list(Scan(reading, ALL, journal=journal).findings())) == 6


@pytest.mark.parametrize("cut", [1, 20, 200])
def test_a_journal_that_ends_amidst_a_line_is_gone_on_with(reading: Reading, tmp_path: Path, cut: int) -> None:
    journal = tmp_path / "scan.journal"
    list(Scan(reading, ALL, journal=journal).findings())
    journal.write_bytes(journal.read_bytes()[:-cut])
    assert list(Scan(reading, ALL, journal=journal).findings()) == _all(reading)


def test_the_journal_of_another_scan_is_refused(reading: Reading, tmp_path: Path) -> None:
    journal = tmp_path / "scan.journal"
    list(Scan(reading, ALL, journal=journal).findings())
    kept = journal.read_bytes()
    other = Findings(frozenset({FindingKind.GAP}))
    with pytest.raises(BadRequest, match="not the journal of this scan"):
        list(Scan(reading, other, journal=journal).findings())
    assert journal.read_bytes() == kept


def test_a_journal_that_cannot_be_written_is_told(reading: Reading, tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match="cannot be written"):
        list(Scan(reading, ALL, journal=tmp_path / "nowhere" / "scan.journal").findings())


def test_it_ends_as_soon_as_nobody_waits_for_it(reading: Reading) -> None:
    def check() -> None:
        raise Cancelled

    for way in (None, Processes(2)):
        with pytest.raises(Cancelled):
            list(Scan(reading, ALL, way=way).findings(check=check))
