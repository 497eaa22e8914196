"""The model of the list of events, under the model tester while what is shown changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from leftfold.model.index import StreamIndex
from leftfold.model.stream import StreamId
from leftfold.ui.clock import Clock
from leftfold.ui.document import Document, Shown
from leftfold.ui.drafting import Drafting
from leftfold.ui.events.cells import Column
from leftfold.ui.events.finding import Found
from leftfold.ui.events.model import EventsModel
from leftfold.ui.events.query import TextQuery
from leftfold.ui.tasks import Tasks
from tests.school import EVENTS, RESET
from tests.store_builders import make_native
from tests.ui.conftest import OpenStore


@pytest.fixture
def model(document: Document, clock: Clock) -> EventsModel:
    model = EventsModel(document.tasks, clock, document)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    document.shown_changed.connect(lambda: model.show(document.shown, changed_from=document.survey_from))
    document.moment_changed.connect(lambda _moment: model.release())
    return model


@pytest.fixture
def school(model: EventsModel, open_store: OpenStore, tmp_path: Path) -> EventsModel:
    open_store(make_native(tmp_path / "s.sqlite", {"student/1": EVENTS, "student/2": EVENTS[:2]}), select="student/1")
    return model


def _found(hits: list[bool]) -> Found:
    return Found(TextQuery("x"), np.array(hits, np.bool_), len(hits))


def _row(model: EventsModel, row: int) -> list[str]:
    return [str(model.index(row, column).data()) for column in (Column.VERSION, Column.TYPE)]


def test_rows_are_there_at_once_and_told_when_they_are_wanted(qtbot: QtBot, school: EventsModel) -> None:
    assert school.rowCount() == 5
    assert _row(school, 4) == ["5", "resetProgress"]
    assert school.facts_at(4).told is None
    with qtbot.waitSignal(school.dataChanged):
        school.want(0, 4)
    qtbot.waitUntil(lambda: school.facts_at(4).told is not None)
    assert "Progress was reset" in str(school.index(4, Column.SENTENCE).data())
    assert "currentPosition" in str(school.index(4, Column.CHANGES).data())
    assert "Event 5" in str(school.index(4, 0).data(Qt.ItemDataRole.ToolTipRole))
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert str(school.index(4, Column.SENTENCE).data(spoken)).startswith("Progress was reset")
    assert school.index(4, Column.VERSION).data(spoken) == "5"
    assert school.index(4, 0).data(Qt.ItemDataRole.DecorationRole) is None


def test_rows_wait_for_the_replay_to_the_cursor(qtbot: QtBot, school: EventsModel, tasks: Tasks) -> None:
    qtbot.waitUntil(lambda: tasks.is_idle)
    school.hold()
    school.want(0, 4)
    assert tasks.is_idle
    school.release()
    qtbot.waitUntil(lambda: school.facts_at(4).told is not None)


def test_another_stream_and_none(qtbot: QtBot, school: EventsModel, document: Document) -> None:
    document.select("student/2")
    qtbot.waitUntil(lambda: school.rowCount() == 2)
    document.close()
    assert school.rowCount() == 0
    assert school.columnCount() == len(Column)


def test_a_draft_adds_marks_and_takes_away_rows(
    qtbot: QtBot, school: EventsModel, document: Document, drafting: Drafting
) -> None:
    school.want(0, 4)
    drafting.soft_delete(RESET)
    assert school.facts_at(RESET - 1).deleted
    drafting.append("lessonCompleted", {"lesson": 7})
    drafting.append("lessonCompleted", {"lesson": 8})
    assert school.rowCount() == 7
    drafting.discard()
    assert school.rowCount() == 5
    assert not school.facts_at(RESET - 1).deleted
    qtbot.waitUntil(lambda: document.tasks.is_idle)
    document.close()


def test_only_what_was_found_is_listed_as_it_is_found(school: EventsModel) -> None:
    school.mark_found(_found([True, False]), only=True)
    assert [school.ordinal_at(row) for row in range(school.rowCount())] == [1]
    school.mark_found(_found([True, False, False, True]), only=True)
    assert [school.ordinal_at(row) for row in range(school.rowCount())] == [1, 4]
    assert (school.row_of(4), school.row_of(2)) == (1, None)
    school.mark_found(_found([False, True]), only=True)
    assert [school.ordinal_at(row) for row in range(school.rowCount())] == [2]
    school.mark_found(Found.nothing(), only=False)
    assert school.rowCount() == 5
    assert (school.row_of(0), school.row_of(5), school.row_of(6)) == (None, 4, None)


def test_times_follow_the_clock(qtbot: QtBot, school: EventsModel, clock: Clock) -> None:
    header = Qt.Orientation.Horizontal
    assert school.headerData(Column.TIME, header) == "Time (UTC)"
    with qtbot.waitSignal(school.headerDataChanged):
        clock.show_in(utc=False)
    assert school.headerData(Column.TIME, header) == "Time (local)"
    clock.show_in(utc=True)


def test_a_million_rows_cost_no_work_a_row(
    school: EventsModel, document: Document, tasks: Tasks, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert document.shown is not None
    count = 1_000_000
    whole = np.arange(1, count + 1, dtype=np.int64)
    index = StreamIndex(
        stream=StreamId("student", "1"),
        versions=whole,
        positions=whole,
        type_codes=np.zeros(count, np.int32),
        type_names=("placeStudent",),
        times=whole,
        deleted=np.zeros(count, np.bool_),
    )
    asked: list[int] = []
    real: Any = EventsModel.facts_at

    def facts_at(model: EventsModel, row: int) -> Any:
        asked.append(row)
        return real(model, row)

    monkeypatch.setattr(EventsModel, "facts_at", facts_at)
    model = EventsModel(tasks, clock, document)
    model.show(Shown(replace(document.shown.replay, index=index)), changed_from=1)
    assert model.rowCount(QModelIndex()) == count
    assert asked == []
    assert _row(model, count - 1) == [str(count), "placeStudent"]
    assert school.rowCount() == 5
