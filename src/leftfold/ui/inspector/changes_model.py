"""The changes of one step as rows: where, what was there before, and what is there after."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from typing_extensions import override

from leftfold.model.diff import Change, Op
from leftfold.model.paths import Path, path_text
from leftfold.ui.inspector.texts import brief
from leftfold.ui.inspector.value_cells import TOOLTIP
from leftfold.ui.rows.cell import CELL, Cell, Run, Sign, Tone
from leftfold.ui.rows.index import AnyIndex
from leftfold.ui.rows.roles import of_head

FIELD: Final = 0
BEFORE: Final = 1
AFTER: Final = 2
_TITLES: Final = ("Field", "Before", "After")
_SIGNS: Final = {
    Op.ADD: Sign("plus", Tone.MUTED),
    Op.REMOVE: Sign("minus", Tone.MUTED),
    Op.REPLACE: Sign("pencil", Tone.MUTED),
}
_WORDS: Final = {Op.ADD: "Added", Op.REMOVE: "Removed", Op.REPLACE: "Changed"}
_NOTHING: Final = Cell(runs=(Run("nothing", Tone.MUTED),))
_ROOT: Final = QModelIndex()

Role = Qt.ItemDataRole


class ChangesModel(QAbstractTableModel):
    """Lists changes in the order of the document."""

    def __init__(self, parent: QObject | None = None, *, titles: tuple[str, str, str] = _TITLES) -> None:
        super().__init__(parent)
        self._titles = titles
        self._changes: tuple[Change, ...] = ()

    def show(self, changes: tuple[Change, ...]) -> None:
        """Show the changes of another step."""
        self.beginResetModel()
        self._changes = changes
        self.endResetModel()

    def path(self, row: int) -> Path:
        """The path of the value that a row tells of."""
        return self._changes[row].path

    def cell(self, row: int, column: int) -> Cell:
        """A cell of the list."""
        return _cell(self._changes[row], column)

    @override
    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._changes)

    @override
    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(_TITLES)

    @override
    def data(self, index: AnyIndex, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Role.ToolTipRole:
            return _tooltip(self._changes[index.row()], self._titles)
        if role not in (CELL, Role.DisplayRole):
            return None
        cell = self.cell(index.row(), index.column())
        return cell if role == CELL else cell.text

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        return of_head(self._titles, section, orientation, role)


def _cell(change: Change, column: int) -> Cell:
    if column == FIELD:
        name = path_text(change.path) or "the state"
        return Cell(runs=(Run(name),), sign=_SIGNS[change.op], elide=Qt.TextElideMode.ElideLeft)
    if column == BEFORE:
        return _NOTHING if change.op is Op.ADD else Cell(runs=(Run(brief(change.before), Tone.MUTED),))
    return _NOTHING if change.op is Op.REMOVE else Cell(runs=(Run(brief(change.after)),))


def _tooltip(change: Change, titles: tuple[str, str, str]) -> str:
    lines = [f"{_WORDS[change.op]}: {path_text(change.path) or 'the state'}"]
    if change.op is not Op.ADD:
        lines.append(f"{titles[BEFORE]}: {brief(change.before, TOOLTIP)}")
    if change.op is not Op.REMOVE:
        lines.append(f"{titles[AFTER]}: {brief(change.after, TOOLTIP)}")
    return "\n".join(lines)
