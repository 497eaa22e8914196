"""The first events of a table as rows."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from typing_extensions import override

from leftfold.ui.clock import Clock
from leftfold.ui.mapping.preview import PreviewRow
from leftfold.ui.rows.cell import Cell, Run, Sign, Tone
from leftfold.ui.rows.index import AnyIndex
from leftfold.ui.rows.roles import of_cell, of_head

_ROOT: Final = QModelIndex()
_FAILED: Final = Sign("triangle-alert", Tone.DANGER)


class Column(IntEnum):
    """What a column of the preview says."""

    AGGREGATE = 0
    VERSION = 1
    TIME = 2
    TOLD = 3


TITLES: Final = ("Aggregate", "Version", "Time", "What happened")


class PreviewModel(QAbstractTableModel):
    """The events that a preview found."""

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._rows: tuple[PreviewRow, ...] = ()

    def show_rows(self, rows: tuple[PreviewRow, ...]) -> None:
        """Show other events."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def cell(self, row: int, column: int) -> Cell:
        """One cell as it is painted."""
        found = self._rows[row]
        tone = Tone.DANGER if found.failed else Tone.TEXT
        match column:
            case Column.AGGREGATE:
                return Cell(runs=(Run(found.aggregate),), elide=Qt.TextElideMode.ElideMiddle)
            case Column.VERSION:
                return Cell(runs=(Run(f"{found.version}"),), right=True)
            case Column.TIME:
                return Cell(runs=(Run(self._clock.short(found.at) or "unknown", Tone.MUTED),))
            case _:
                return Cell(runs=(Run(found.told, tone),), sign=_FAILED if found.failed else None)

    @override
    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(Column)

    @override
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return of_cell(self.cell(index.row(), index.column()), role) if index.isValid() else None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        return of_head(TITLES, section, orientation, role)
