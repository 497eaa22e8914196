"""A model of cells for the tests of tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from typing_extensions import override

from leftfold.ui.rows.cell import CELL, Cell
from leftfold.ui.rows.index import AnyIndex

_ROOT = QModelIndex()


class CellsModel(QAbstractTableModel):
    """Rows of the same cells; it counts which rows were asked for."""

    def __init__(self, cells: Sequence[Cell], rows: int) -> None:
        super().__init__()
        self._cells = cells
        self._rows = rows
        self.asked: set[int] = set()

    @override
    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else self._rows

    @override
    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._cells)

    def cell(self, row: int, column: int) -> Cell:
        """The cell in a column of any row."""
        self.asked.add(row)
        return self._cells[column]

    @override
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self.cell(index.row(), index.column()) if role == CELL else None

    def drop_first(self) -> None:
        """Remove the first row."""
        self.beginRemoveRows(_ROOT, 0, 0)
        self._rows -= 1
        self.endRemoveRows()
