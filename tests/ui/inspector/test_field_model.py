"""The list of a field's changes grows at its end, and knows which change a value stems from."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from leftfold.model.times import NO_TIME
from leftfold.ui.clock import Clock
from leftfold.ui.inspector.field_model import FieldModel
from leftfold.ui.inspector.field_search import FieldRow
from leftfold.ui.rows.cell import CELL

Fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
ROWS = [
    FieldRow(1, 10, 0, "", "1", "Made"),
    FieldRow(4, 13, 60_000_000, "1", "2", "Sized"),
    FieldRow(9, 18, NO_TIME, "2", "", "Cleared"),
]


@pytest.fixture
def model(clock: Clock) -> FieldModel:
    """Three changes."""
    model = FieldModel(clock)
    model.add(ROWS)
    return model


def test_it_adds_and_drops_rows_soundly(clock: Clock) -> None:
    model = FieldModel(clock)
    tester = QAbstractItemModelTester(model, Fatal)
    model.add(ROWS[:1])
    model.add([])
    model.add(ROWS[1:])
    assert model.rowCount() == 3
    model.keep_before(9)
    assert [model.ordinal(row) for row in range(model.rowCount())] == [1, 4]
    model.keep_before(5)
    assert model.rowCount() == 2
    model.keep_before(1)
    assert model.rowCount() == 0
    del tester


@pytest.mark.parametrize(("ordinal", "row"), [(0, None), (1, 0), (3, 0), (4, 1), (8, 1), (9, 2), (100, 2)])
def test_a_value_stems_from_the_last_change_before_it(model: FieldModel, ordinal: int, row: int | None) -> None:
    assert model.row_at(ordinal) == row


def test_a_row_tells_what_became_of_the_value_and_why(model: FieldModel) -> None:
    cells = [model.index(row, 0).data(CELL) for row in range(3)]
    assert ["".join(run.text for run in cell.runs) for cell in cells] == ["1", "1 → 2", "2 → nothing"]
    assert [cell.below[0].text for cell in cells] == [
        "10  1970-01-01 00:00:00  Made",
        "13  1970-01-01 00:01:00  Sized",
        "18  Cleared",
    ]
    assert model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole) == "Sized\nVersion 13\nThu 1 Jan 1970, 00:01:00 UTC"


def test_times_follow_the_clock(model: FieldModel, clock: Clock, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.dataChanged):
        clock.show_in(utc=False)
