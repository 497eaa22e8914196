"""The controls beside the map and the ruler: by version or by time, nearer or farther."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes
from leftfold.ui.timeline.rows import GUTTER
from leftfold.ui.timeline.viewing import ZOOM, Viewing

_ICON: Final = QSize(14, 14)
_FOLDED: Final = "Lay the events out by time, with idle stretches folded"
_NO_TIMES: Final = "The store does not say at which different times these events were recorded."
_NOT_READ: Final = "The times of these events are still being read."


class AxisSwitch(QWidget):
    """Chooses whether the timeline goes by version or by time."""

    def __init__(self, choose: Callable[[bool], None]) -> None:
        super().__init__()
        self.setFixedWidth(GUTTER)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(2)
        self._group = QButtonGroup(self)
        self._by_version, self._by_time = self._button("Version"), self._button("Time")
        self._by_version.setToolTip("Lay the events out in even steps")
        self._by_version.setChecked(True)
        for button in (self._by_version, self._by_time):
            layout.addWidget(button)
            button.clicked.connect(lambda: choose(self._by_time.isChecked()))
        layout.addStretch()

    def show_axis(self, *, by_time: bool, has_times: bool, is_read: bool = True) -> None:
        """Show how the events are laid out, and whether they can be by time; if not, whether all times are read yet."""
        (self._by_time if by_time and has_times else self._by_version).setChecked(True)
        self._by_time.setEnabled(has_times)
        self._by_time.setToolTip(_FOLDED if has_times else _NO_TIMES if is_read else _NOT_READ)

    def _button(self, text: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setCheckable(True)
        button.setAccessibleName(f"Timeline by {text.lower()}")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._group.addButton(button)
        return button


class ZoomButtons(QWidget):
    """Shows less, all, or more of the stream."""

    def __init__(self, viewing: Viewing, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 4, 0, 4)
        layout.setSpacing(0)
        self._icons: dict[QToolButton, str] = {}
        for name, title, run in (
            ("zoom-out", "Zoom out", lambda: viewing.zoom(ZOOM)),
            ("zoom-in", "Zoom in", lambda: viewing.zoom(1 / ZOOM)),
            ("maximize-2", "Show all events", viewing.fit),
        ):
            button = QToolButton()
            button.setAccessibleName(title)
            button.setToolTip(title)
            button.setIconSize(_ICON)
            button.clicked.connect(lambda _checked=False, run=run: run())
            self._icons[button] = name
            layout.addWidget(button)
        themes.changed.connect(self._paint)
        self._paint()

    def _paint(self) -> None:
        for button, name in self._icons.items():
            button.setIcon(icon(name, self._themes.current.muted))
