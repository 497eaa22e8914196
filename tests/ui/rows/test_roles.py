"""What a model of cells gives Qt for a role."""

from __future__ import annotations

from PySide6.QtCore import Qt

from leftfold.ui.rows.cell import CELL, Cell, Run
from leftfold.ui.rows.roles import of_cell, of_head

Role = Qt.ItemDataRole


def test_a_cell_is_painted_read_and_told() -> None:
    cell = Cell(runs=(Run("3202"),))
    assert of_cell(cell, CELL) is cell
    assert [of_cell(cell, role) for role in (Role.DisplayRole, Role.ToolTipRole)] == ["3202", "3202"]
    assert of_cell(cell, Role.DecorationRole) is None


def test_columns_have_titles_and_rows_have_none() -> None:
    titles = ("Version", "Time")
    assert of_head(titles, 1, Qt.Orientation.Horizontal, Role.DisplayRole) == "Time"
    assert of_head(titles, 1, Qt.Orientation.Vertical, Role.DisplayRole) is None
    assert of_head(titles, 1, Qt.Orientation.Horizontal, Role.ToolTipRole) is None
