"""A key that its focused widget uses is no shortcut; any other is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QTableView, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from leftfold.ui.keys import OwnKeys

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize(
    ("kind", "key", "modifiers", "own"),
    [
        (QTreeView, Qt.Key.Key_Left, NONE, True),
        (QTreeView, Qt.Key.Key_Left, SHIFT, False),
        (QTreeView, Qt.Key.Key_Space, NONE, False),
        (QTableView, Qt.Key.Key_Left, NONE, False),
        (QPushButton, Qt.Key.Key_Space, NONE, True),
        (QLabel, Qt.Key.Key_Space, NONE, False),
    ],
)
def test_own_keys(qtbot: QtBot, kind: type[QWidget], key: Qt.Key, modifiers: Qt.KeyboardModifier, *, own: bool) -> None:
    widget = kind()
    qtbot.addWidget(widget)
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers)
    event.ignore()
    keys = OwnKeys()
    assert keys.eventFilter(widget, event) is own
    assert event.isAccepted() is own
