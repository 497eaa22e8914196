"""All shortcuts on one sheet, made from the table of actions."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from leftfold.ui.actions import Actions, plain

_SIZE = (520, 640)


class ShortcutSheet(QDialog):
    """The shortcuts, menu by menu."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        self.resize(*_SIZE)
        tree = QTreeWidget()
        tree.setHeaderLabels(["Action", "Keys"])
        tree.setAccessibleName("Keyboard shortcuts")
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        for menu, rows in sheet_rows(actions).items():
            top = QTreeWidgetItem([menu.capitalize()])
            top.addChildren([QTreeWidgetItem(list(row)) for row in rows])
            tree.addTopLevelItem(top)
        tree.expandAll()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(tree)
        layout.addWidget(buttons)


def sheet_rows(actions: Actions) -> dict[str, list[tuple[str, str]]]:
    """For each menu, its actions with shortcuts: title and keys."""
    rows: dict[str, list[tuple[str, str]]] = {}
    for action in actions:
        if action.keys:
            native = QKeySequence.SequenceFormat.NativeText
            keys = " or ".join(QKeySequence(one).toString(native) for one in action.keys)
            rows.setdefault(action.menu, []).append((plain(action.title).rstrip("…"), keys))
    return rows
