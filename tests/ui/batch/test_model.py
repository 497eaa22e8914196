"""The proposals of a run as rows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from leftfold.batch.outcome import Outcome, Result
from leftfold.batch.run_file import Run
from leftfold.ui.batch.model import TITLES, Column, ProposalsModel
from leftfold.ui.rows.cell import CELL
from tests.batch.bulk_reset import student


@pytest.fixture
def model(run: Run) -> ProposalsModel:
    model = ProposalsModel()
    model.show_run(run)
    return model


def text(model: ProposalsModel, row: int, column: Column) -> str:
    return str(model.index(row, column).data())


def test_the_outliers_come_first(model: ProposalsModel) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert tester.model() is model
    assert [text(model, row, Column.AGGREGATE) for row in range(2)] == ["student/0000", "student/0001"]
    assert text(model, 0, Column.EFFECT) == "the last state stays as it is"
    assert text(model, 4, Column.EFFECT).startswith("currentPosition 1 → ")
    assert text(model, 4, Column.TOLD).startswith("Progress was reset to lesson 1")
    assert [model.headerData(column, Qt.Orientation.Horizontal) for column in Column] == list(TITLES)
    assert model.index(0, 0).data(CELL).text == "yes"


def test_a_row_is_left_out_and_taken_in_again(model: ProposalsModel, run: Run) -> None:
    assert model.switch(0) == Outcome(student(0), Result.LEFT_OUT)
    assert text(model, 0, Column.TAKEN) == "left out"
    assert run.outcomes[student(0)].result is Result.LEFT_OUT
    assert model.switch(0) == Outcome(student(0), Result.WANTED)
    assert text(model, 0, Column.TAKEN) == "yes"
    run.outcomes[student(0)] = Outcome(student(0), Result.COMMITTED)
    assert model.switch(0) is None
    assert text(model, 0, Column.TAKEN) == "committed"


def test_what_is_rejected_or_in_trouble_says_so(model: ProposalsModel) -> None:
    place = model._places[0]
    one = model.proposal(0)
    model._known[place] = replace(one, troubles=("It broke.",))
    assert text(model, 0, Column.EFFECT) == "the last state stays as it is. It broke."
    model._known[place] = replace(one, rejected="No.")
    assert text(model, 0, Column.EFFECT) == "No."


def test_only_a_few_are_remembered(model: ProposalsModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leftfold.ui.batch.model._KEPT", 3)
    for row in range(model.rowCount()):
        model.proposal(row)
    assert len(model._known) <= 3


def test_nothing_is_there_before_a_run() -> None:
    empty = ProposalsModel()
    assert empty.rowCount() == 0
    assert empty.index(0, 0).data() is None
