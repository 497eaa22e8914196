"""The structure of a tree over a JSON document of any size: rows are made when opened, and merged when time moves.

A jump to another document never resets the tree: rows are found again by their keys, so that what is opened, selected
and scrolled to stays (as the debugger of Elm merges its tree), and only what differs is announced.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject
from typing_extensions import override

from leftfold.ui.inspector.nodes import ROOT, Key, Node
from leftfold.ui.inspector.spots import Spot, plain
from leftfold.ui.rows.index import AnyIndex

NAME: Final = 0
VALUE: Final = 1
COLUMNS: Final = 2
_ROOT: Final = QModelIndex()


class NodeModel(QAbstractItemModel):
    """The nodes of one document, opened where somebody looked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._serials = count(ROOT + 1)
        self._root = Node(ROOT, None, "", plain({}))
        # Qt keeps indexes for a while; a serial number that is gone is an error, a node that is gone would be a crash.
        self._nodes = {ROOT: self._root}
        self._populate(self._root)

    def show(self, spot: Spot) -> None:
        """Show another document, or the same at another time, in place of the one shown."""
        turned: list[Node] = []
        self._root.move_to(spot)
        moved = [self._root]
        while moved:
            node = moved.pop()
            self._match(node, node.take_keys())
            moved.extend(self._move_children(node, turned))
        if turned:
            # No signal of Qt but this one says that a row can be opened now, or not any more.
            self.layoutAboutToBeChanged.emit()
            self.layoutChanged.emit()

    def forget(self, index: AnyIndex) -> None:
        """Drop the rows under one that was closed; they are made again when it is opened."""
        node = self._node(index)
        if node.children:
            self._remove(node, 0, len(node.children))
        node.children = None

    @override
    def index(self, row: int, column: int, parent: AnyIndex = _ROOT) -> QModelIndex:
        children = self._node(parent).children or ()
        if 0 <= row < len(children) and 0 <= column < COLUMNS and parent.column() <= NAME:
            return self.createIndex(row, column, children[row].serial)
        return QModelIndex()

    @override
    def parent(self, child: AnyIndex) -> QModelIndex:  # type: ignore[override]
        above = self._node(child).parent
        return QModelIndex() if above is None else self._index(above)

    @override
    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.column() > NAME else len(self._node(parent).children or ())

    @override
    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        return COLUMNS

    @override
    def hasChildren(self, parent: AnyIndex = _ROOT) -> bool:
        return parent.column() <= NAME and self._has_rows(self._node(parent))

    @override
    def canFetchMore(self, parent: AnyIndex) -> bool:
        node = self._node(parent)
        return parent.column() <= NAME and node.children is None and node.opens

    @override
    def fetchMore(self, parent: AnyIndex) -> None:
        if self.canFetchMore(parent):
            self._populate(self._node(parent))

    def _has_rows(self, node: Node) -> bool:
        return node.opens if node.children is None else bool(node.children)

    def _node(self, index: AnyIndex) -> Node:
        return self._nodes[index.internalId()] if index.isValid() else self._root

    def _index(self, node: Node, column: int = NAME) -> QModelIndex:
        return QModelIndex() if node is self._root else self.createIndex(node.row, column, node.serial)

    def _populate(self, node: Node) -> None:
        node.children = []
        self._match(node, node.take_keys())

    def _move_children(self, node: Node, turned: list[Node]) -> list[Node]:
        """Move what lies under a node to where the node is; gives those that have rows under them.

        `turned` gathers the closed ones that can be opened now, or not any more.
        """
        changed: list[int] = []
        moved: list[Node] = []
        for child in node.children or ():
            spot = node.child_spot(child.key)
            if child.is_settled_at(spot):
                continue
            could_open = child.opens
            if child.move_to(spot):
                changed.append(child.row)
            if child.children is not None:
                moved.append(child)
            elif could_open is not child.opens:
                turned.append(child)
        self._announce_changes(node, changed)
        return moved

    def _announce_changes(self, node: Node, rows: list[int]) -> None:
        for first, last in _runs(rows):
            above = self._index(node)
            self.dataChanged.emit(self.index(first, NAME, above), self.index(last, COLUMNS - 1, above))

    def _match(self, node: Node, keys: list[Key]) -> None:
        """Give a node the children with these keys, keeping those it has."""
        children = node.children
        if children is None or [child.key for child in children] == keys:
            return
        wanted = set(keys)
        gone = [child.row for child in children if child.key not in wanted]
        for first, last in reversed(list(_runs(gone))):
            self._remove(node, first, last + 1)
        known = {child.key: child for child in children}
        self._reorder(node, [known[key] for key in keys if key in known])
        for first, last in _runs([row for row, key in enumerate(keys) if key not in known]):
            self._insert(node, first, keys[first : last + 1])

    def _insert(self, node: Node, row: int, keys: list[Key]) -> None:
        made = [Node(next(self._serials), node, key, node.child_spot(key)) for key in keys]
        self.beginInsertRows(self._index(node), row, row + len(made) - 1)
        self._nodes.update((child.serial, child) for child in made)
        _splice(node, row, row, made)
        self.endInsertRows()

    def _remove(self, node: Node, first: int, end: int) -> None:
        self.beginRemoveRows(self._index(node), first, end - 1)
        for gone in _all_of((node.children or [])[first:end]):
            del self._nodes[gone.serial]
        _splice(node, first, end, [])
        self.endRemoveRows()

    def _reorder(self, node: Node, children: list[Node]) -> None:
        if children == node.children:
            return
        self.layoutAboutToBeChanged.emit()
        kept = [index for index in self.persistentIndexList() if self._node(index).parent is node]
        serials = [index.internalId() for index in kept]
        _splice(node, 0, len(children), children)
        moved = [self._index(self._nodes[serial], index.column()) for serial, index in zip(serials, kept, strict=True)]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()


def _splice(node: Node, first: int, end: int, made: list[Node]) -> None:
    if node.children is not None:
        node.children[first:end] = made
        for row, child in enumerate(node.children):
            child.row = row


def _all_of(nodes: list[Node]) -> Iterator[Node]:
    pending = list(nodes)
    while pending:
        node = pending.pop()
        pending.extend(node.children or ())
        yield node


def _runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    """The first and last of each run of neighbouring rows."""
    first = last = -2
    for row in rows:
        if row != last + 1:
            if last >= 0:
                yield first, last
            first = row
        last = row
    if last >= 0:
        yield first, last
