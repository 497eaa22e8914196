"""The entries of the audit as rows."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from typing_extensions import override

from leftfold.draft.recorded import summary
from leftfold.model.audit import AuditEntry
from leftfold.model.times import microseconds
from leftfold.ui.clock import Clock
from leftfold.ui.rows.cell import Cell, Run, Sign, Tone
from leftfold.ui.rows.index import AnyIndex
from leftfold.ui.rows.roles import of_cell, of_head

_ROOT: Final = QModelIndex()
_PERHAPS: Final = Sign("circle-help", Tone.DANGER)


class Column(IntEnum):
    """What a column says."""

    ENTRY = 0
    WHEN = 1
    WHO = 2
    TICKET = 3
    AGGREGATE = 4
    WHAT = 5
    WHY = 6


TITLES: Final = ("Entry", "When", "Who", "Ticket", "Aggregate", "What was done", "Why")


class AuditModel(QAbstractTableModel):
    """Tells of each entry only while its row is in view."""

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._entries: tuple[AuditEntry, ...] = ()
        clock.changed.connect(self._announce_times)

    def show_entries(self, entries: tuple[AuditEntry, ...]) -> None:
        """List other entries."""
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def entry(self, row: int) -> AuditEntry:
        """The entry in a row."""
        return self._entries[row]

    def row_of(self, number: int) -> int | None:
        """The row of the entry with a number; None where it is not listed."""
        return next((row for row, entry in enumerate(self._entries) if entry.number == number), None)

    def cell(self, row: int, column: int) -> Cell:
        """One cell as it is painted."""
        entry = self._entries[row]
        match column:
            case Column.ENTRY:
                return Cell(runs=(Run(f"{entry.number}", Tone.MUTED),), right=True)
            case Column.WHEN:
                at = "unknown" if entry.at is None else self._clock.short(microseconds(entry.at))
                return Cell(runs=(Run(at, Tone.MUTED),))
            case Column.WHAT:
                return Cell(runs=(Run(summary(entry)),), sign=None if entry.sure else _PERHAPS)
            case Column.AGGREGATE:
                where = "many" if entry.stream is None else str(entry.stream)
                return Cell(runs=(Run(where),), elide=Qt.TextElideMode.ElideMiddle)
            case _:
                return Cell(runs=(Run(_said(entry, column)),))

    @override
    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._entries)

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

    def _announce_times(self) -> None:
        if self._entries:
            self.dataChanged.emit(self.index(0, Column.WHEN), self.index(len(self._entries) - 1, Column.WHEN))


def _said(entry: AuditEntry, column: int) -> str:
    because = entry.because
    return {Column.WHO: because.author, Column.TICKET: because.ticket, Column.WHY: because.reason}[Column(column)]
