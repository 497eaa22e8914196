"""The watched field above everything else: its path and its value now."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton

from leftfold.model.paths import Path, path_text
from leftfold.ui.inspector.short_label import ShortLabel
from leftfold.ui.inspector.spots import Sign, Spot
from leftfold.ui.inspector.texts import brief
from leftfold.ui.selection import Selection
from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes

_ICON: Final = 15
_WHOLE: Final = "the state"


class WatchedField(QFrame):
    """Shows the watched field at the moment shown, and stops watching it."""

    def __init__(self, selection: Selection, themes: Themes) -> None:
        super().__init__()
        self._selection = selection
        self._themes = themes
        self._state: Spot | None = None
        self._sign, self._stop = QLabel(), QToolButton()
        self.name, self.value = ShortLabel(), ShortLabel(Qt.TextElideMode.ElideRight)
        self.setProperty("role", "banner")
        self.setProperty("tone", "plain")
        self.name.setProperty("role", "caption")
        self._stop.setAccessibleName("Stop watching this field")
        self._stop.setToolTip("Stop watching this field")
        self._stop.setIconSize(QSize(_ICON, _ICON))
        self._stop.clicked.connect(lambda: selection.watch(None))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 2, 6, 2)
        layout.setSpacing(8)
        layout.addWidget(self._sign)
        layout.addWidget(self.name, 2)
        layout.addWidget(self.value, 3)
        layout.addWidget(self._stop)
        selection.watched_changed.connect(self._show)
        themes.changed.connect(self._paint)
        self._paint()
        self._show()

    def show_state(self, state: Spot) -> None:
        """Show the field's value in another state."""
        self._state = state
        self._show()

    def _show(self) -> None:
        path = self._selection.watched
        self.setVisible(path is not None)
        if path is not None:
            name, value = path_text(path) or _WHOLE, self._value(path)
            self.name.setText(name)
            self.value.setText(value)
            self.setAccessibleName(f"Watched: {name} is {value}")

    def _value(self, path: Path) -> str:
        spot = None if self._state is None else self._state.at(path)
        if spot is None:
            return "nothing there"
        match spot.sign:
            case Sign.REMOVED:
                return f"{brief(spot.value)} → nothing"
            case Sign.STORED:
                return "nothing there"
            case Sign.CHANGED:
                return f"{brief(spot.before)} → {brief(spot.value)}"
            case _:
                return brief(spot.value)

    def _paint(self) -> None:
        theme = self._themes.current
        self._sign.setPixmap(icon("eye", theme.accent).pixmap(_ICON, _ICON))
        self._stop.setIcon(icon("x", theme.muted))
