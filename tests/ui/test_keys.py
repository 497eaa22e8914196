"""A key that its focused widget uses is no shortcut; any other is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableView, QTreeView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

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
    widget, application = kind(), QApplication.instance()
    assert isinstance(application, QApplication)
    qtbot.addWidget(widget)
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers)
    event.ignore()
    keys = OwnKeys(application)
    assert keys.eventFilter(widget, event) is own
    assert event.isAccepted() is own


def test_the_focused_widget_keeps_its_keys_and_another_passes_its_events_by(qtbot: QtBot, qapp: QApplication) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    button, field = QPushButton("Press"), QTreeView()
    layout.addWidget(button)
    layout.addWidget(field)
    keys = _Told(qapp, window)
    pressed, short = list[str](), list[str]()
    button.clicked.connect(lambda: pressed.append("button"))
    QShortcut(QKeySequence(Qt.Key.Key_Space), window, lambda: short.append("space"))
    field.setFocus()
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    assert button not in keys.told
    QTest.keyClick(field, Qt.Key.Key_Space)
    assert (pressed, short) == ([], ["space"])
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert (pressed, short) == (["button"], ["space"])
    assert {field, button} == set(keys.told)


class _Told(OwnKeys):
    """Remembers whose events came by."""

    def __init__(self, application: QApplication, parent: QWidget) -> None:
        super().__init__(application, parent)
        self.told: list[QObject] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.told.append(watched)
        return super().eventFilter(watched, event)
