"""The title of a dock: its name, a button that takes it out into a window of its own, and one that closes it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QToolButton, QWidget

from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes

_ICON = QSize(13, 13)


class DockTitle(QWidget):
    """Stands above a dock's panel; dragging it moves the dock."""

    def __init__(self, dock: QDockWidget, themes: Themes) -> None:
        super().__init__(dock)
        self._themes = themes
        title = QLabel(dock.windowTitle())
        title.setProperty("role", "dock")
        self._float = _button(f"Take {dock.windowTitle()} out into a window, or back")
        self._close = _button(f"Close {dock.windowTitle()}; the menu View, Panels brings it back")
        self._float.clicked.connect(lambda: dock.setFloating(not dock.isFloating()))
        self._close.clicked.connect(dock.close)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 3, 4, 3)
        layout.setSpacing(0)
        layout.addWidget(title)
        layout.addStretch()
        layout.addWidget(self._float)
        layout.addWidget(self._close)
        themes.changed.connect(self._paint)
        self._paint()

    def _paint(self) -> None:
        color = self._themes.current.muted
        self._float.setIcon(icon("picture-in-picture-2", color))
        self._close.setIcon(icon("x", color))


def _button(tip: str) -> QToolButton:
    button = QToolButton()
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.setIconSize(_ICON)
    return button
