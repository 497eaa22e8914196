"""The model of the list of events, under the model tester while what is shown changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.events.cells import Column
from leftfold.ui.events.finding import Found
from leftfold.ui.events.model import EventsModel
from leftfold.ui.events.query import TextQuery
from leftfold.ui.shown import Shown
from leftfold.ui.snapshots import Snapshots
from leftfold.ui.tasks import Tasks
from tests.school import EVENTS, RESET
from tests.store_builders import make_native
from tests.ui.conftest import WAIT, OpenStore
from tests.ui.events.made import LISA, long_replay
from tests.ui.events.test_fetching import BrokenSource

MANY = 1_000_000


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
    school.mark_found(_found([True, False, False, True, False]), only=True)
    assert [school.ordinal_at(row) for row in range(school.rowCount())] == [1, 4]
    assert (school.row_of(4), school.row_of(2)) == (1, None)
    school.mark_found(_found([False, True]), only=True)
    assert [school.ordinal_at(row) for row in range(school.rowCount())] == [2]
    school.mark_found(Found.nothing(), only=False)
    assert school.rowCount() == 5
    assert (school.row_of(0), school.row_of(5), school.row_of(6)) == (None, 4, None)


def test_what_was_found_is_marked_as_it_is_found(qtbot: QtBot, school: EventsModel) -> None:
    query = TextQuery("x")
    begun = Found(query, np.array([True]), 5)
    school.mark_found(begun, only=False)
    assert [school.facts_at(row).matches for row in range(5)] == [True, False, False, False, False]
    with qtbot.waitSignal(school.dataChanged) as changed:
        school.mark_found(begun.with_chunk(np.array([False, True])), only=False)
    assert changed.args is not None
    assert [changed.args[place].row() for place in (0, 1)] == [1, 2]
    with qtbot.assertNotEmitted(school.dataChanged):
        school.mark_found(begun.with_chunk(np.array([False, True])), only=False)
    assert school.facts_at(2).matches


def test_what_was_found_so_far_is_told_where_only_that_is_listed(qtbot: QtBot, school: EventsModel) -> None:
    school.mark_found(_found([False, False, True, False, True]), only=True)
    with qtbot.assertNotEmitted(school.dataChanged):
        school.want(2, 9)
    with qtbot.waitSignal(school.dataChanged) as changed:
        school.want(0, 1)
    assert changed.args is not None
    assert [changed.args[place].row() for place in (0, 1)] == [0, 1]
    told = school.facts_at(1).told
    assert told is not None
    assert told.sentence.startswith("Progress was reset")


def test_what_changes_of_the_same_stream_keeps_what_was_found_until_it_is_found_anew(
    school: EventsModel, document: Document, drafting: Drafting
) -> None:
    school.mark_found(_found([True, False, False, False, True]), only=True)
    drafting.append("lessonCompleted", {"lesson": 7})
    assert [school.ordinal_at(row) for row in range(school.rowCount())] == [1, 5]
    school.mark_found(_found([True, False, False, False, True, True]), only=True)
    assert [school.ordinal_at(row) for row in range(school.rowCount())] == [1, 5, 6]
    drafting.discard()
    assert [school.ordinal_at(row) for row in range(school.rowCount())] == [1, 5]
    assert school.shown is document.shown
    document.close()
    assert (school.rowCount(), school.shown) == (0, None)


def test_a_view_keeps_its_row_while_a_draft_comes_and_goes(
    school: EventsModel, document: Document, drafting: Drafting
) -> None:
    rows = QItemSelectionModel(school, school)
    rows.setCurrentIndex(school.index(3, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    drafting.append("lessonCompleted", {"lesson": 7})
    drafting.soft_delete(2)
    assert [index.row() for index in rows.selectedIndexes()] == [rows.currentIndex().row()] == [3]
    rows.setCurrentIndex(school.index(5, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    drafting.discard()
    assert rows.currentIndex().row() == 4
    document.close()
    assert not rows.currentIndex().isValid()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The rows that a model worked out."""
    asked: list[int] = []
    real: Any = EventsModel.facts_at

    def facts_at(model: EventsModel, row: int) -> Any:
        asked.append(row)
        return real(model, row)

    monkeypatch.setattr(EventsModel, "facts_at", facts_at)
    return asked


def test_a_row_is_worked_out_once_until_it_changes(qtbot: QtBot, school: EventsModel, asked: list[int]) -> None:
    for _time in range(3):
        assert _row(school, 1) == ["2", "activityCompleted"]
    assert asked == [1]
    with qtbot.waitSignal(school.dataChanged):
        school.want(0, 4)
    assert _row(school, 1) == ["2", "activityCompleted"]
    assert asked.count(1) == 2


def test_of_many_rows_those_that_were_worked_out_long_ago_are_worked_out_again(
    qtbot: QtBot, model: EventsModel, document: Document, asked: list[int]
) -> None:
    document.selection.select(LISA)
    document.show_replay(long_replay(1_000))
    for row in range(1_000):
        assert model.index(row, Column.VERSION).data() == str(row + 1)
    before = asked.count(0)
    assert model.index(0, Column.VERSION).data() == "1"
    assert asked.count(0) == before + 1
    qtbot.waitUntil(lambda: document.tasks.is_idle, timeout=WAIT)


def test_what_signs_and_colours_say_is_said_to_those_who_hear_it(school: EventsModel, drafting: Drafting) -> None:
    drafting.soft_delete(RESET)
    spoken = school.index(RESET - 1, Column.SENTENCE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert str(spoken).startswith("Soft-deleted in the draft")
    assert school.index(RESET - 1, Column.VERSION).data(Qt.ItemDataRole.AccessibleTextRole) == "5"


def test_other_roles_and_places_give_nothing(school: EventsModel) -> None:
    inside = school.index(0, 0)
    assert school.rowCount(inside) == school.columnCount(inside) == 0
    assert inside.data(Qt.ItemDataRole.DecorationRole) is None
    assert school.data(QModelIndex()) is None
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    right = school.headerData(Column.VERSION, across, Qt.ItemDataRole.TextAlignmentRole)
    assert right & Qt.AlignmentFlag.AlignRight
    assert school.headerData(Column.TIME, across, Qt.ItemDataRole.TextAlignmentRole) is None
    assert school.headerData(0, down) is None
    assert school.headerData(len(Column), across) is None


def test_rows_that_cannot_be_read_say_so(qtbot: QtBot, model: EventsModel, document: Document) -> None:
    document.selection.select(LISA)
    with qtbot.waitSignals([document.survey_failed, document.moment_failed], timeout=WAIT):
        document.show_replay(long_replay(10, BrokenSource()))
    model.release()
    with qtbot.waitSignal(model.failed, timeout=WAIT) as failed:
        model.want(0, 9)
    assert failed.args == ["The database is gone; open it again."]


def test_times_follow_the_clock(qtbot: QtBot, school: EventsModel, clock: Clock) -> None:
    header = Qt.Orientation.Horizontal
    assert school.headerData(Column.TIME, header) == "Time (UTC)"
    with qtbot.waitSignal(school.headerDataChanged):
        clock.show_in(utc=False)
    assert school.headerData(Column.TIME, header) == "Time (local)"
    clock.show_in(utc=True)


def test_a_million_rows_cost_no_work_a_row(tasks: Tasks, document: Document, clock: Clock, asked: list[int]) -> None:
    model = EventsModel(tasks, clock, document)
    model.show(Shown(long_replay(MANY)), changed_from=1)
    model.mark_found(Found(TextQuery("x"), np.ones(MANY, np.bool_), MANY), only=False)
    model.mark_found(Found(TextQuery("y"), np.ones(MANY, np.bool_), MANY), only=True)
    clock.changed.emit()
    assert model.rowCount() == MANY
    assert model.row_of(MANY) == MANY - 1
    assert asked == []
    assert _row(model, MANY - 1) == [str(MANY), "activityCompleted"]
    assert asked == [MANY - 1]


def test_events_with_snapshots_are_marked(qtbot: QtBot, school: EventsModel) -> None:
    with qtbot.waitSignal(school.dataChanged):
        school.mark_snapshots(Snapshots(np.array([2], np.int64), np.array([True], np.bool_)))
    assert [school.facts_at(row).snapshot for row in (0, 1)] == ["", "Snapshot of Leftfold"]
    assert school.cell(1, Column.SENTENCE).mark is not None
