"""The tab that shows the state at the cursor as a tree, and below it when the selected value changed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from leftfold.model.paths import Path
from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.inspector.copying import Copying
from leftfold.ui.inspector.field_page import FieldPage
from leftfold.ui.inspector.scene import Scene
from leftfold.ui.inspector.tree_actions import TreeActions
from leftfold.ui.inspector.tree_view import TreeView
from leftfold.ui.theme.themes import Themes

_PARTS: Final = (340, 220)


class StatePage(QWidget):
    """Shows a state, and lets a field of it be watched."""

    def __init__(self, document: Document, themes: Themes, clock: Clock) -> None:
        super().__init__()
        self._selection = document.selection
        self.tree = TreeView(themes, "State")
        self.actions_ = TreeActions(self.tree, Copying(document.tasks, self))
        self.field = FieldPage(document, themes, clock)
        self._watch = self.actions_.add("Watch this field", self.watch_current)
        self._watch.setCheckable(True)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.tree)
        split.addWidget(self.field)
        split.setSizes(_PARTS)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        self.tree.picked.connect(self._pick)
        self.field.copy_asked.connect(self.actions_.copy_value)
        self._selection.watched_changed.connect(self._show_watched)
        self._pick(None)

    def show_scene(self, scene: Scene) -> None:
        """Show another state."""
        self.tree.show_spot(scene.state)

    def go_to(self, path: Path) -> None:
        """Select the value at a path."""
        self.tree.go_to(path)
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def watch_current(self) -> None:
        """Watch the selected value; watch nothing where it is watched already."""
        path = self.tree.wanted
        if path is not None:
            self._selection.watch(None if path == self._selection.watched else path)

    def _pick(self, path: Path | None) -> None:
        self.field.show_field(path)
        self._watch.setEnabled(path is not None)
        self._show_watched()

    def _show_watched(self) -> None:
        watched = self._selection.watched
        self.tree.watch(watched)
        self._watch.setChecked(watched is not None and watched == self.tree.wanted)
