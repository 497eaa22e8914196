"""Stored bytes as lines of hexadecimal and text: worked out for those in view, however many there are."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from typing_extensions import override

from leftfold.ui.rows.cell import CELL, Cell, Run, Tone
from leftfold.ui.rows.index import AnyIndex

ACROSS: Final = 8
"""Bytes of one line: as many as a narrow panel has room for."""
_ROOT: Final = QModelIndex()


class BytesModel(QAbstractTableModel):
    """The lines of one value."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._raw = b""

    def show(self, raw: bytes) -> None:
        """Show other bytes."""
        self.beginResetModel()
        self._raw = raw
        self.endResetModel()

    def cell(self, row: int, _column: int) -> Cell:
        """A line: how many bytes come before it, its bytes, and what of them is ASCII."""
        place, part = row * ACROSS, self._line(row)
        hexadecimal = f"{part.hex(' '):<{3 * ACROSS - 1}}"
        return Cell(runs=(Run(f"{place:06x}  ", Tone.MUTED), Run(hexadecimal), Run(f"  {_ascii(part)}", Tone.MUTED)))

    @override
    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else -(-len(self._raw) // ACROSS)

    @override
    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else 1

    @override
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (CELL, Qt.ItemDataRole.DisplayRole):
            return None
        cell = self.cell(index.row(), 0)
        return cell if role == CELL else cell.text

    def _line(self, row: int) -> bytes:
        return self._raw[row * ACROSS : (row + 1) * ACROSS]


def _ascii(part: bytes) -> str:
    return "".join(chr(byte) if 32 <= byte < 127 else "." for byte in part)
