"""What a model of cells gives Qt for a role, where its rows need nothing of their own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from leftfold.ui.rows.cell import CELL, Cell


def of_cell(cell: Cell, role: int) -> Cell | str | None:
    """The cell itself for those who paint it; its text to be read, and where the pointer rests on it."""
    if role == CELL:
        return cell
    return cell.text if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) else None


def of_head(titles: Sequence[str], section: int, orientation: Qt.Orientation, role: int) -> str | None:
    """The title of a column; rows have none."""
    is_title = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
    return titles[section] if is_title else None
