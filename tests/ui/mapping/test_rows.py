"""The first events of a table as rows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from leftfold.model.times import NO_TIME
from leftfold.ui.clock import Clock
from leftfold.ui.mapping.preview import PreviewRow
from leftfold.ui.mapping.rows import TITLES, Column, PreviewModel
from leftfold.ui.rows.cell import CELL, Tone

ROWS = (
    PreviewRow("student/3202", 1, 1_714_550_400_000_000, "Placed: lesson 6", failed=False),
    PreviewRow("student/3203", 12, NO_TIME, "placed could not be applied: the payload is empty", failed=True),
)


def test_rows_say_what_happened_and_which_could_not_be_read(clock: Clock) -> None:
    model = PreviewModel(clock)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows(ROWS)
    texts = [[model.index(row, column).data() for column in Column] for row in range(model.rowCount())]
    assert texts == [
        ["student/3202", "1", "2024-05-01 08:00:00", "Placed: lesson 6"],
        ["student/3203", "12", "unknown", "placed could not be applied: the payload is empty"],
    ]
    told = model.index(1, Column.TOLD).data(CELL)
    assert (told.runs[0].tone, told.sign is not None) == (Tone.DANGER, True)
    assert model.index(0, Column.TOLD).data(CELL).sign is None
    assert model.index(0, 0).data(Qt.ItemDataRole.FontRole) is None
    across = Qt.Orientation.Horizontal
    assert tuple(model.headerData(column, across) for column in Column) == TITLES
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    model.show_rows(())
    assert model.rowCount() == 0
    assert model.data(model.index(0, 0)) is None
    tester.deleteLater()
