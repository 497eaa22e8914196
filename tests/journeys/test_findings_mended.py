"""“A scan found events that fail”: they are corrected in all aggregates at once, from the window and by commands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit

from leftfold.ui.batch.dialog import COMMIT, FOUND, WHAT, BatchDialog
from leftfold.ui.batch.listed_page import ListedPage
from leftfold.ui.findings.dialog import ScanDialog
from tests.cli.conftest import Leftfold, leftfold, requests
from tests.journeys.person import Person
from tests.store_builders import make_native

__all__ = ["leftfold", "requests"]

_RIGHT: list[tuple[str, dict[str, Any]]] = [("placeStudent", {"lesson": 5}), ("lessonCompleted", {"lesson": 5})]
_WRONG: tuple[str, dict[str, Any]] = ("placeStudent", {"lesson": "five"})


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """Six students, of whom three have an event that cannot be applied."""
    streams = {f"student/{n}": [*_RIGHT, *([_WRONG] if n % 2 else []), _RIGHT[1]] for n in range(6)}
    return make_native(tmp_path / "school.sqlite", streams)


def _failing(leftfold: Leftfold, store: Path) -> list[tuple[str, int]]:
    said = leftfold("scan", store, "--only", "failed", "--json")
    return [(row["id"], row["version"]) for row in map(json.loads, said.out.splitlines())]


def test_what_a_scan_found_is_corrected_in_the_window(person: Person, leftfold: Leftfold, school: Path) -> None:
    assert _failing(leftfold, school) == [("1", 3), ("3", 3), ("5", 3)]
    person.opens(school)
    person.does("store.scan")
    (scan,) = person.window.findChildren(ScanDialog)
    person.sees(lambda: not scan.scanning.is_under_way)
    person.clicks(scan.correct_button)
    person.sees(lambda: bool(person.window.findChildren(BatchDialog)))
    (dialog,) = person.window.findChildren(BatchDialog)
    assert isinstance(dialog.which, ListedPage)
    assert dialog.which.said.startswith("The scan found 3 events of 3 aggregates:")
    person.clicks(dialog.next)
    assert dialog.step == WHAT
    person.clicks(dialog.what.delete)
    person.reads("The first found is student/1, event 3")
    person.clicks(dialog.next)
    person.sees(lambda: dialog.step == FOUND and dialog.found.model.rowCount() == 3)
    person.clicks(dialog.next)
    assert dialog.step == COMMIT
    reason = next(one for one in dialog.commit.findChildren(QLineEdit) if one.accessibleName() == "Reason")
    person.types(reason, "They never counted")
    person.drafting.lock.unlock()
    person.sees(dialog.commit.commit.isEnabled)
    person.clicks(dialog.commit.commit)
    person.sees(lambda: "3 of 3 are corrected" in dialog.commit.said)
    assert _failing(leftfold, school) == []
    # One list is corrected once: none of its events counts any more.
    person.clicks(dialog.close_button)
    person.clicks(scan.correct_button)
    person.sees(lambda: any(one.isVisible() for one in person.window.findChildren(BatchDialog)))
    again = next(one for one in person.window.findChildren(BatchDialog) if one.isVisible())
    person.clicks(again.next)
    person.reads("None of the events that the scan found counts any more; scan again.")
    person.clicks(again.close_button)
    scan.close()


def test_what_a_scan_printed_is_corrected_by_commands(leftfold: Leftfold, school: Path, tmp_path: Path) -> None:
    found, run = tmp_path / "found.jsonl", tmp_path / "run.jsonl"
    found.write_text(leftfold("scan", school, "--only", "failed", "--json").out)
    why = ("--reason", "They never counted", "--author", "Ada")
    tried = leftfold("batch", "try", school, "--findings", found, "--delete", "--run", run, *why)
    assert tried.code == 0
    assert tried.out.startswith("Soft-delete the offending events, for 3 events that a scan found (found.jsonl)\n")
    assert leftfold("batch", "show", run).out.startswith("Soft-delete the offending events, for 3 events that a scan")
    committed = leftfold("batch", "commit", run, school)
    assert "3 aggregates committed now; in all: 3 aggregates, 3 committed." in committed.err
    assert _failing(leftfold, school) == []
    again = leftfold("batch", "try", school, "--findings", found, "--delete", "--run", tmp_path / "again.jsonl", *why)
    assert again.code == 1
    assert again.err == "leftfold: None of the events that the scan found counts any more; scan again.\n"
