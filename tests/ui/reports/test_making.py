"""Reports made off the GUI thread."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leftfold.domain.report import Fold
from leftfold.session import Session
from leftfold.ui.reports.making import Making
from leftfold.ui.tasks import Lane, Tasks
from tests.reports.made_reports import EACH, SUMS, boxes, result_of
from tests.ui.conftest import WAIT, HoldLane


@pytest.fixture
def making(tmp_path: Path, tasks: Tasks) -> Iterator[Making]:
    with closing(Session.open(str(boxes(tmp_path / "b.sqlite")))) as session:
        yield Making(tasks, session)


def test_it_is_made_and_told_how_far_it_is(
    qtbot: QtBot, making: Making, monkeypatch: pytest.MonkeyPatch, tasks: Tasks
) -> None:
    monkeypatch.setattr("leftfold.reports.running._TOLD", 2)
    with qtbot.waitSignals([making.progressed, making.made], timeout=WAIT):
        making.make(SUMS)
    with qtbot.waitSignal(making.made, timeout=WAIT) as made:
        making.make(EACH)
    assert made.args is not None
    assert made.args[0].way == "Answered by the database."
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)


def test_the_newest_wins_and_one_can_be_given_up(qtbot: QtBot, making: Making, tasks: Tasks, held: HoldLane) -> None:
    made: list[str] = []
    making.made.connect(lambda result: made.append(result.report.name))
    with held(Lane.FIND):
        making.make(SUMS)
        making.make(EACH)
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)
    assert made == ["each"]
    with held(Lane.FIND):
        making.make(SUMS)
        making.stop()
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)
    assert made == ["each"]


def test_what_fails_is_said(qtbot: QtBot, making: Making, tasks: Tasks, tmp_path: Path) -> None:
    broken = replace(SUMS, total=lambda rows: rows[99], reads=Fold(0, lambda n, _event: n, lambda n: ((n,),)))
    with qtbot.waitSignal(making.failed, timeout=WAIT) as failed:
        making.make(broken)
    assert failed.args is not None
    assert "The total of the report sums failed" in failed.args[0]
    with qtbot.waitSignal(making.told, timeout=WAIT) as told:
        making.save(result_of(("a", 1)), tmp_path / "none" / "r.csv")
    assert told.args is not None
    assert "cannot be written" in told.args[0]
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)
