"""Which widgets keep a key for themselves that is a shortcut elsewhere: arrows in a tree, Space on a button."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QListView,
    QTabBar,
    QTreeView,
    QWidget,
)
from typing_extensions import override

_SIDEWAYS: Final = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right})
_ENDS: Final = frozenset({Qt.Key.Key_Home, Qt.Key.Key_End})
_OWN: Final[tuple[tuple[type[QWidget], frozenset[Qt.Key]], ...]] = (
    (QTreeView, _SIDEWAYS | _ENDS),
    (QListView, _ENDS),
    (QTabBar, _SIDEWAYS),
    (QComboBox, _SIDEWAYS | _ENDS | {Qt.Key.Key_Space}),
    (QAbstractSpinBox, _SIDEWAYS | _ENDS),
    (QAbstractSlider, _ENDS),
    (QAbstractButton, frozenset({Qt.Key.Key_Space})),
)
"""For each kind of widget, the plain keys that mean something in it."""


class OwnKeys(QObject):
    """An event filter for each widget that gets the focus: a key that the widget uses is no shortcut.

    Were it one for the application, each of its thousands of events a second would pass through here.
    """

    def __init__(self, application: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        application.focusChanged.connect(self._watch)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_own(watched, event):
            event.accept()
            return True
        return False

    def _watch(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None:
            now.installEventFilter(self)


def _is_own(widget: QObject, event: QKeyEvent) -> bool:
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    return any(isinstance(widget, kind) and event.key() in keys for kind, keys in _OWN)
