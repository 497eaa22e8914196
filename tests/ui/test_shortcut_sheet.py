"""All shortcuts on one sheet."""

from __future__ import annotations

from PySide6.QtWidgets import QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from leftfold.ui.actions import Action, Actions
from leftfold.ui.shortcut_sheet import ShortcutSheet, sheet_rows
from leftfold.ui.theme.themes import Themes
from tests.ui.finding import the


def test_each_action_with_keys_stands_under_its_menu(qtbot: QtBot, themes: Themes) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    table = [
        Action("store.open", "&Open store…", lambda: None, keys=("Ctrl+O",)),
        Action("store.demo", "Open the demo", lambda: None),
        Action("edit.redo", "&Redo", lambda: None, keys=("Ctrl+Y", "Ctrl+Shift+Z")),
    ]
    actions = Actions(table, themes, parent)
    assert sheet_rows(actions) == {
        "store": [("Open store", "Ctrl+O")],
        "edit": [("Redo", "Ctrl+Y or Ctrl+Shift+Z")],
    }
    tree = the(QTreeWidget, ShortcutSheet(actions, parent))
    model = tree.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Store", "Edit"]
