"""What can be done with a value of a tree, from its context menu or by a key."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from leftfold.model.json import Json, indented
from leftfold.model.paths import Path, path_text
from leftfold.ui.inspector.copying import Copying
from leftfold.ui.inspector.texts import whole
from leftfold.ui.inspector.tree_view import TreeView


class TreeActions(QObject):
    """The actions of one tree; those on a value can be used where one is current."""

    def __init__(self, tree: TreeView, copying: Copying, *, name: Callable[[Path], str] = path_text) -> None:
        super().__init__(tree)
        self._tree = tree
        self._copying = copying
        self._name = name
        self._of_value = [
            self.add("Copy value", self.copy_value, key=QKeySequence.StandardKey.Copy),
            self.add("Copy path", self.copy_path),
            self.add("Copy as JSON", self.copy_json),
        ]
        self.add("", lambda: None).setSeparator(True)
        self.add("Open all below", lambda: tree.open_below(tree.currentIndex()))
        self.add("Close all below", lambda: tree.close_below(tree.currentIndex()))
        tree.picked.connect(self._enable)
        self._enable(None)

    def add(self, title: str, run: Callable[[], None], *, key: QKeySequence.StandardKey | None = None) -> QAction:
        """Add an action to the menu."""
        action = QAction(title, self._tree)
        if key is not None:
            action.setShortcut(key)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(run)
        self._tree.addAction(action)
        return action

    def copy_value(self) -> None:
        """Copy the current value: a text as it is, anything else as JSON."""
        value = self._value()
        self._copying.copy(lambda: whole(value))

    def copy_json(self) -> None:
        """Copy the current value as JSON."""
        value = self._value()
        self._copying.copy(lambda: indented(value))

    def copy_path(self) -> None:
        """Copy the path of the current value."""
        path = self._tree.wanted
        if path is not None:
            self._copying.copy(lambda: self._name(path))

    def _value(self) -> Json:
        return cast("Json", self._tree.tree.spot_of(self._tree.currentIndex()).value)

    def _enable(self, path: Path | None) -> None:
        for action in self._of_value:
            action.setEnabled(path is not None)
