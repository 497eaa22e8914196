"""A scan off the GUI thread: what is found is handed over as it comes, and nothing once it is stopped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from leftfold.model.finding import Finding
from leftfold.opened import Named
from leftfold.scan.scan import Totals
from leftfold.ui.findings import scanning
from leftfold.ui.findings.scanning import Scanning
from leftfold.ui.tasks import Lane, Tasks
from tests.scan.made import make_wrong
from tests.ui.conftest import HoldLane


class Heard(QObject):
    """What a scan told."""

    def __init__(self, scanning: Scanning) -> None:
        super().__init__(scanning)
        self.findings: list[Finding] = []
        self.totals: list[Totals] = []
        self.ends: list[str] = []
        scanning.found.connect(self.findings.extend)
        scanning.progressed.connect(self.totals.append)
        scanning.ended.connect(self.ends.append)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return make_wrong(tmp_path / "wrong.sqlite")


def test_findings_come_slice_by_slice(
    tasks: Tasks, store: Path, idle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "_SIZE", 50)
    scan = Scanning(tasks, Named(str(store)), tasks)
    heard = Heard(scan)
    scan.begin()
    assert scan.is_under_way
    idle()
    assert [one.events for one in heard.totals][:4] == [52, 103, 153, 203]
    assert heard.totals[-1].findings == 6
    assert (len(heard.findings), heard.ends) == (6, [""])
    assert not scan.is_under_way


def test_what_is_stopped_tells_nothing_more(
    tasks: Tasks, store: Path, idle: Callable[[], None], held: HoldLane
) -> None:
    scan = Scanning(tasks, Named(str(store)), tasks)
    heard = Heard(scan)
    with held(Lane.SCAN):
        scan.begin()
        scan.stop()
    idle()
    assert (heard.findings, heard.totals, heard.ends) == ([], [], [])


def test_what_cannot_be_read_is_told(tasks: Tasks, tmp_path: Path, idle: Callable[[], None]) -> None:
    scan = Scanning(tasks, Named(str(tmp_path / "nowhere.sqlite")), tasks)
    heard = Heard(scan)
    scan.begin()
    idle()
    (sentence,) = heard.ends
    assert sentence.startswith("There is no file")


def test_not_more_are_given_than_anybody_reads(
    tasks: Tasks, store: Path, idle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "MOST", 2)
    scan = Scanning(tasks, Named(str(store)), tasks)
    heard = Heard(scan)
    scan.begin()
    idle()
    assert (len(heard.findings), heard.ends) == (2, ["The first 2 findings are listed; `leftfold scan` gives all."])
