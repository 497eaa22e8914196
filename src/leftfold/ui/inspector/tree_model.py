"""The model of a tree over a JSON document: what each row says, and which value it stands for."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QModelIndex, QObject, Qt
from typing_extensions import override

from leftfold.model.paths import Path
from leftfold.ui.inspector.node_model import NAME, VALUE, NodeModel
from leftfold.ui.inspector.nodes import Key, Node
from leftfold.ui.inspector.painted_tree import TreeRow
from leftfold.ui.inspector.runs import ITSELF, slots_to
from leftfold.ui.inspector.spots import Spot
from leftfold.ui.inspector.value_cells import name_cell, tooltip, value_cell
from leftfold.ui.rows.cell import CELL
from leftfold.ui.rows.index import AnyIndex

_TITLES: Final = {NAME: "Field", VALUE: "Value"}

Role = Qt.ItemDataRole


class TreeModel(NodeModel):
    """Shows one document; a value may be marked as watched."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watched: Path | None = None

    def watch(self, path: Path | None) -> None:
        """Mark the row of a value as the watched one, or none."""
        before, self._watched = self._watched, path
        for one in (before, path):
            index = QModelIndex() if one is None else self.index_of(one)
            if index.isValid():
                self.dataChanged.emit(index, index.siblingAtColumn(VALUE))

    def spot_of(self, index: AnyIndex) -> Spot:
        """The spot of a row; the root's for no row."""
        return self._node(index).spot

    def path_of(self, index: AnyIndex) -> Path | None:
        """The path of the one value that a row stands for; None for a run of values."""
        node = self._node(index)
        return None if node.is_run else node.path

    def row_key(self, index: AnyIndex) -> tuple[Key, ...]:
        """What names a row in whatever document is shown."""
        node = self._node(index)
        return (*node.path, node.key) if node.is_run else node.path

    def index_of(self, path: Path, *, fetch: bool = False) -> QModelIndex:
        """The row of the value at a path; invalid where there is none, or where `fetch` would have to make it."""
        node = self._root
        for key in path or (ITSELF,):
            below = self._below(node, key, fetch=fetch)
            if below is None:
                return QModelIndex()
            node = below
        return self._index(node)

    def row(self, index: AnyIndex) -> TreeRow:
        """A row as it is painted."""
        node = self._node(index)
        cells = name_cell(node, watched=self._is_watched(node)), value_cell(node)
        return TreeRow(cells, depth=sum(1 for _node in node.way_up()), opens=self._has_rows(node))

    @override
    def data(self, index: AnyIndex, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node = self._node(index)
        if role == Role.ToolTipRole:
            return tooltip(node.spot)
        if role not in (CELL, Role.DisplayRole):
            return None
        cell = value_cell(node) if index.column() == VALUE else name_cell(node, watched=self._is_watched(node))
        return cell if role == CELL else cell.text

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role == Role.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return _TITLES.get(section)
        return None

    def _is_watched(self, node: Node) -> bool:
        return self._watched is not None and not node.is_run and node.path == self._watched

    def _below(self, node: Node, key: Key, *, fetch: bool) -> Node | None:
        for slot in self._way(node, key, fetch=fetch):
            if fetch and node.children is None:
                self._populate(node)
            found = next((child for child in node.children or () if child.key == slot), None)
            if found is None:
                return None
            node = found
        return node

    def _way(self, node: Node, key: Key, *, fetch: bool) -> list[Key]:
        if node.children is None and not fetch:
            return [key]
        keys = node.spot.inner_keys() if node.children is None else node.keys
        if isinstance(key, (str, int)) and key in keys:
            *runs, _number = slots_to(keys.index(key))
            return [*runs, key]
        return [key]
