"""The rows of a field's history: what it became, what it was, and the event that did it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from typing_extensions import override

from leftfold.model.times import NO_TIME
from leftfold.ui.clock import Clock
from leftfold.ui.inspector.field_search import FieldRow
from leftfold.ui.rows.cell import CELL, Cell, Run, Tone
from leftfold.ui.rows.index import AnyIndex

Role = Qt.ItemDataRole
_ROOT: Final = QModelIndex()


class FieldModel(QAbstractTableModel):
    """Lists changes in the order of their events; more are added at the end as they are found."""

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._rows: list[FieldRow] = []
        self._ordinals: list[int] = []
        clock.changed.connect(self._announce_times)

    def keep_before(self, ordinal: int) -> None:
        """Drop the changes by the event with this ordinal and by later ones."""
        first = bisect_right(self._ordinals, ordinal - 1)
        if first < len(self._rows):
            self.beginRemoveRows(_ROOT, first, len(self._rows) - 1)
            del self._rows[first:], self._ordinals[first:]
            self.endRemoveRows()

    def add(self, rows: Iterable[FieldRow]) -> None:
        """Add changes by later events."""
        new = list(rows)
        if new:
            self.beginInsertRows(_ROOT, len(self._rows), len(self._rows) + len(new) - 1)
            self._rows.extend(new)
            self._ordinals.extend(row.ordinal for row in new)
            self.endInsertRows()

    def ordinal(self, row: int) -> int:
        """The ordinal of the event of a row."""
        return self._ordinals[row]

    def row_at(self, ordinal: int) -> int | None:
        """The row of the change that the value after so many events stems from; None where no change led to it."""
        place = bisect_right(self._ordinals, ordinal)
        return place - 1 if place else None

    def cell(self, row: int, _column: int) -> Cell:
        """A row of the list."""
        shown = self._rows[row]
        return Cell(runs=_values(shown), below=(Run(self._event(shown), Tone.MUTED),))

    @override
    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else 1

    @override
    def data(self, index: AnyIndex, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Role.ToolTipRole:
            return self._tooltip(self._rows[index.row()])
        if role not in (CELL, Role.DisplayRole):
            return None
        cell = self.cell(index.row(), index.column())
        return cell if role == CELL else cell.text

    def _event(self, row: FieldRow) -> str:
        time = "" if row.time == NO_TIME else f"{self._clock.short(row.time)}  "
        return f"{row.version}  {time}{row.sentence}"

    def _tooltip(self, row: FieldRow) -> str:
        lines = (row.sentence, f"Version {row.version}", self._clock.day_and_time(row.time))
        return "\n".join(line for line in lines if line)

    def _announce_times(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))


def _values(row: FieldRow) -> tuple[Run, ...]:
    arrow = Run(" → ", Tone.MUTED)
    if not row.before:
        return (Run(row.after),)
    if not row.after:
        return Run(row.before, Tone.MUTED, struck=True), arrow, Run("nothing", Tone.MUTED)
    return Run(row.before, Tone.MUTED), arrow, Run(row.after)
