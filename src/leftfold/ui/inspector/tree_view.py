"""A tree over a JSON document that stays as the person left it, whatever document it shows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from typing_extensions import override

from leftfold.model.paths import Path
from leftfold.ui.inspector.node_model import NAME
from leftfold.ui.inspector.nodes import Key
from leftfold.ui.inspector.painted_tree import PaintedTree
from leftfold.ui.inspector.spots import Spot
from leftfold.ui.inspector.tree_model import TreeModel
from leftfold.ui.rows.index import AnyIndex
from leftfold.ui.theme.themes import Themes

MOST_OPENED: Final = 300
"""Rows that are opened at once where all below one is asked for: some screens full, and quickly drawn."""
_NAMES: Final = 0.36
"""The part of the width that names have, where they need no more."""


class TreeView(PaintedTree):
    """Shows one document after the other; opened rows, the current one and the scroll position stay."""

    picked = Signal(object)
    """The `Path` of the value that the person went to, or None."""

    def __init__(self, themes: Themes, name: str) -> None:
        super().__init__(themes)
        self.tree = TreeModel(self)
        self.wanted: Path | None = None
        """The path of the value that the person went to, whether it is there now or not."""
        self._opened: set[tuple[Key, ...]] = set()
        self._by_itself = False
        self._moved = False
        self._inserted: list[tuple[QModelIndex, int, int]] = []
        self.setAccessibleName(name)
        self.setModel(self.tree)
        self._connect()

    def show_spot(self, spot: Spot) -> None:
        """Show a document, or the same one at another time."""
        scrolled = self.verticalScrollBar().value() > 0
        top = QPersistentModelIndex(self.indexAt(QPoint(0, 0)) if scrolled else QModelIndex())
        offset = self.visualRect(top).top()
        self._moved = False
        with self._on_its_own():
            self.tree.show(spot)
            self._find_wanted()
            if self._moved:
                # Names never lose room while time moves, for then the values would jump from side to side.
                self._fit(at_least=self.columnWidth(NAME))
            if self._moved and top.isValid():
                bar = self.verticalScrollBar()
                bar.setValue(bar.value() + self.visualRect(top).top() - offset)

    def open(self, path: Path) -> None:
        """Open the row of a value, and keep it open wherever there is such a value."""
        index = self.tree.index_of(path, fetch=True)
        self._opened.add(path)
        if index.isValid():
            self.expand(index)

    def go_to(self, path: Path) -> None:
        """Make the row of a value current and bring it into view."""
        index = self.tree.index_of(path, fetch=True)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def watch(self, path: Path | None) -> None:
        """Mark the row of a value as the watched one, or none."""
        self.tree.watch(path)
        self._fit(at_least=self.columnWidth(NAME))

    def open_below(self, index: AnyIndex) -> None:
        """Open a row and those below it, as far as they can be overlooked."""
        pending, opened = [QPersistentModelIndex(index)], 0
        while pending and opened < MOST_OPENED:
            row = pending.pop(0)
            if not self.tree.hasChildren(row):
                continue
            self.tree.fetchMore(row)
            self.expand(row)
            count = self.tree.rowCount(row)
            opened += count
            pending.extend(QPersistentModelIndex(self.tree.index(place, NAME, row)) for place in range(count))

    def close_below(self, index: AnyIndex) -> None:
        """Close a row and forget what was open below it."""
        key = self.tree.row_key(index)
        self._opened = {one for one in self._opened if one[: len(key)] != key}
        self.collapse(index)

    @override
    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        if not self._by_itself:
            self.wanted = self.tree.path_of(current) if current.isValid() else None
            self.picked.emit(self.wanted)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt would make the first row current, though nobody went there.
        nowhere = not self.currentIndex().isValid()
        with self._on_its_own():
            super().focusInEvent(event)
            if nowhere:
                self.selectionModel().clearCurrentIndex()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            # By itself Qt would open all of it, however much that is.
            case Qt.Key.Key_Asterisk:
                self.open_below(self.currentIndex())
            case Qt.Key.Key_Slash:
                self.close_below(self.currentIndex())
            case _:
                super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _connect(self) -> None:
        self.expanded.connect(self._remember)
        self.collapsed.connect(self._forget)
        self.tree.rowsInserted.connect(self._reopen)
        for signal in (self.tree.rowsInserted, self.tree.rowsRemoved, self.tree.layoutChanged):
            signal.connect(self._note_move)

    @contextmanager
    def _on_its_own(self) -> Iterator[None]:
        """What becomes current meanwhile was not the person's choice."""
        before, self._by_itself = self._by_itself, True
        try:
            yield
        finally:
            self._by_itself = before

    def _find_wanted(self) -> None:
        if self.wanted is None:
            return
        index = self.tree.index_of(self.wanted)
        if not index.isValid():
            self.selectionModel().clear()
        elif index != self.currentIndex().siblingAtColumn(NAME):
            self.setCurrentIndex(index)

    def _fit(self, *, at_least: int = 0) -> None:
        """Give the names the room they need."""
        self.executeDelayedItemsLayout()
        needed = max(int(self.viewport().width() * _NAMES), self.sizeHintForColumn(NAME))
        self.setColumnWidth(NAME, max(needed, at_least))

    def _remember(self, index: QModelIndex) -> None:
        self._opened.add(self.tree.row_key(index))
        if not self._by_itself:
            self._fit()

    def _forget(self, index: QModelIndex) -> None:
        self._opened.discard(self.tree.row_key(index))
        if self._holds_current(index):
            self.setCurrentIndex(index)
        with self._on_its_own():
            self.tree.forget(index)
        self._fit()

    def _holds_current(self, index: QModelIndex) -> bool:
        above = self.currentIndex().parent()
        while above.isValid():
            if above == index:
                return True
            above = above.parent()
        return False

    def _reopen(self, parent: QModelIndex, first: int, last: int) -> None:
        self._inserted.append((parent, first, last))
        if len(self._inserted) > 1:
            # Rows within rows that are being reopened wait their turn, for they may lie hundreds of levels deep.
            return
        while self._inserted:
            above, first, last = self._inserted[0]
            rows = [self.tree.index(row, NAME, above) for row in range(first, last + 1)]
            for index in (above, *rows):
                if index.isValid() and not self.isExpanded(index) and self.tree.row_key(index) in self._opened:
                    self.tree.fetchMore(index)
                    self.expand(index)
            self._inserted.pop(0)

    def _note_move(self) -> None:
        self._moved = True
