"""A developer finds what is wrong in a whole store: by a scan, and by comparing two versions of a reducer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leftfold.demo import demo_store
from leftfold.ui.findings.dialog import ScanDialog
from leftfold.ui.findings.model import Column
from tests.cli.conftest import Leftfold, leftfold, requests
from tests.journeys.person import Person
from tests.store_builders import make_native, put_raw
from tests.ui.conftest import WAIT

__all__ = ["leftfold", "requests"]

OULAD = Path(__file__).parents[3] / "shared" / "data" / "oulad_events.csv.gz"
NEW = """
from dataclasses import replace
from leftfold.domains.progress import PROGRESS

def evolve(state, event):
    # The mistake of the new version: a score of 0 is taken for none.
    if event.type == "quizTaken" and event.data.get("score") == 0:
        return state
    return PROGRESS.evolve(state, event)

NEW = replace(PROGRESS, evolve=evolve)
"""


def _first_parting(leftfold: Leftfold, store: Path, tmp_path: Path) -> list[dict[str, object]]:
    (tmp_path / "new.py").write_text(NEW)
    compared = ("--type", "student", "--domain", f"{tmp_path}/new.py:NEW", "--against", "progress")
    said = leftfold("audit", "reducers", store, *compared, "--json")
    assert said.code == 1
    return [json.loads(line) for line in said.out.splitlines()]


def _is_the_first(leftfold: Leftfold, store: Path, row: dict[str, object]) -> bool:
    """Whether the event of a row is the first of its student by which the two reducers differ."""
    events = leftfold("events", store, f"{row['type']}/{row['id']}", "--where", "event.data.score = 0", "--json").rows
    quizzes = [event["version"] for event in events if event["type"] == "quizTaken"]
    return bool(quizzes) and quizzes[0] == row["version"]


def test_a_mistake_in_a_reducer_is_found_by_comparing_it_with_the_old_one(leftfold: Leftfold, tmp_path: Path) -> None:
    store = demo_store(tmp_path / "demo")
    rows = _first_parting(leftfold, store, tmp_path)
    assert rows
    assert all(_is_the_first(leftfold, store, row) for row in rows[:3])


@pytest.mark.skipif(not OULAD.exists(), reason="The whole of OULAD's events is not here; the demo's part of it is.")
def test_it_is_found_among_all_real_students_too(leftfold: Leftfold, tmp_path: Path) -> None:
    store = tmp_path / "oulad.sqlite"
    assert leftfold("import", OULAD, store, "--map", "oulad", "--reason", "to compare two reducers").code == 0
    rows = _first_parting(leftfold, store, tmp_path)
    assert len(rows) > 100
    assert all(_is_the_first(leftfold, store, row) for row in (rows[0], rows[-1]))


def test_a_corrupt_event_is_found_by_a_scan_and_shown(
    person: Person, qtbot: QtBot, leftfold: Leftfold, tmp_path: Path
) -> None:
    lessons = [("activityCompleted", {"lesson": 1 + n // 50, "activity": 1 + n % 50}) for n in range(5_000)]
    store = make_native(tmp_path / "long.sqlite", {"student/1": lessons[:10], "student/2": lessons})
    put_raw(store, "student/2", 5_001, b'{"lesson": 101, "acti')
    said = leftfold("scan", store, "--only", "unreadable", "--json")
    (row,) = map(json.loads, said.out.splitlines())
    assert (row["type"], row["id"], row["version"]) == ("student", "2", 5_001)
    window = person.window
    document, inspector = window.parts.document, window.parts.inspector
    with qtbot.waitSignal(document.opened, timeout=WAIT):
        window.opening.open(str(store))
    window.dialogs.scan()
    (dialog,) = window.findChildren(ScanDialog)
    qtbot.waitUntil(lambda: not dialog.scanning.is_under_way, timeout=WAIT)
    dialog.table.activated.emit(dialog.model.index(0, Column.TEXT))
    qtbot.waitUntil(lambda: inspector.unreadable and document.tasks.is_idle, timeout=WAIT)
    assert document.selection.ordinal == 5_001
