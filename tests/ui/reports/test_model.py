"""The rows of a report, sorted."""

from __future__ import annotations

from PySide6.QtCore import Qt

from leftfold.ui.reports.model import ReportModel
from leftfold.ui.rows.cell import CELL
from tests.reports.made_reports import result_of


def _column(model: ReportModel, column: int) -> list[str]:
    return [model.cell(row, column).text for row in range(model.rowCount())]


def test_it_is_sorted_and_what_has_no_value_comes_last() -> None:
    model = ReportModel()
    model.sort(0)
    model.show_result(result_of(("10", 5), ("b", None), ("9", 1234)))
    model.sort(2, Qt.SortOrder.DescendingOrder)
    assert _column(model, 2) == ["1,234", "5", ""]
    model.sort(2)
    assert _column(model, 2) == ["5", "1,234", ""]
    model.sort(1)
    assert _column(model, 1) == ["9", "10", "b"], "numbers as numbers, before texts"
    model.sort(-1)
    assert model.line_at(0).values[1] == "9"


def test_numbers_and_their_titles_stand_at_the_right() -> None:
    model = ReportModel()
    assert (model.rowCount(), model.columnCount(), model.headerData(0, Qt.Orientation.Horizontal)) == (0, 0, None)
    model.show_result(result_of(("a", 5)))
    assert [model.cell(0, column).right for column in range(3)] == [False, False, True]
    assert model.headerData(2, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert model.headerData(2, Qt.Orientation.Horizontal) == "Sum"
    assert model.index(0, 2).data() == "5"
    assert model.index(0, 2).data(CELL) == model.cell(0, 2)
