"""The rows of a report, in the order a person asks for; what each cell says is worked out when it is seen."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from typing_extensions import override

from leftfold.model.query import Value
from leftfold.reports.result import Line, Result
from leftfold.reports.saving import cell_text, is_number
from leftfold.ui.rows.cell import Cell, Run
from leftfold.ui.rows.index import AnyIndex
from leftfold.ui.rows.roles import of_cell

_ROOT: Final = QModelIndex()


class ReportModel(QAbstractTableModel):
    """The lines of a report."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._result: Result | None = None
        self._lines: tuple[Line, ...] = ()

    def show_result(self, result: Result | None) -> None:
        """Show another report in its own order, or none."""
        self.beginResetModel()
        self._result = result
        self._lines = result.lines if result else ()
        self.endResetModel()

    def line_at(self, row: int) -> Line:
        """The line in a row."""
        return self._lines[row]

    def cell(self, row: int, column: int) -> Cell:
        """One cell as it is painted."""
        if self._result is None:
            return Cell()
        kind = self._result.columns[column]
        return Cell(runs=(Run(cell_text(self._lines[row].values[column], kind.kind)),), right=is_number(kind))

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if self._result is None or not 0 <= column < len(self._result.columns):
            return
        self.layoutAboutToBeChanged.emit()
        there = [line for line in self._lines if line.values[column] is not None]
        none = [line for line in self._lines if line.values[column] is None]
        there.sort(key=lambda line: _order(line.values[column]), reverse=order is Qt.SortOrder.DescendingOrder)
        # What has no value comes last whichever way it is sorted.
        self._lines = (*there, *none)
        self.layoutChanged.emit()

    @override
    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    @override
    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() or self._result is None else len(self._result.columns)

    @override
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return of_cell(self.cell(index.row(), index.column()), role) if index.isValid() else None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._result is None or orientation is not Qt.Orientation.Horizontal:
            return None
        column = self._result.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and is_number(column):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return column.title if role == Qt.ItemDataRole.DisplayRole else None


def _order(value: Value) -> tuple[int, float, str]:
    """Numbers before texts; ids of digits alone as the numbers they are."""
    match value:
        case int() | float():
            return 0, float(value), ""
        case str() if value.isdecimal() and len(value) < 16:
            return 0, float(value), value
        case _:
            return 1, 0.0, str(value).casefold()
