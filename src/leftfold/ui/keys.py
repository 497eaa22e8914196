"""Which widgets keep a key for themselves that is a shortcut elsewhere: arrows in a tree, Space on a button."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
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
    """An event filter for the application: a key that its focused widget uses is no shortcut."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_own(watched, event):
            event.accept()
            return True
        return False


def _is_own(widget: QObject, event: QKeyEvent) -> bool:
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    return any(isinstance(widget, kind) and event.key() in keys for kind, keys in _OWN)
