"""Chooses whether the window shows the draft or what is stored."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QToolButton, QWidget

_STORED: Final = "Show list, timeline and inspector as they are stored; the draft is kept"
_PROPOSED: Final = "Show list, timeline and inspector as the draft would leave them"


class ViewSwitch(QWidget):
    """Two buttons, one of which is down."""

    stored_chosen = Signal(bool)
    """The person wants to see what is stored, or what is proposed."""

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.as_stored, self.as_proposed = self._button("As stored", _STORED), self._button("As proposed", _PROPOSED)
        self.as_proposed.setChecked(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        title = QLabel("Window shows")
        title.setProperty("role", "caption")
        layout.addWidget(title)
        for button in (self.as_stored, self.as_proposed):
            layout.addWidget(button)
            button.clicked.connect(lambda: self.stored_chosen.emit(self.as_stored.isChecked()))

    def show_stored(self, stored: bool) -> None:  # noqa: FBT001 - a slot of a signal
        """Show which of the two the window shows."""
        (self.as_stored if stored else self.as_proposed).setChecked(True)

    def _button(self, text: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setCheckable(True)
        button.setToolTip(tip)
        button.setAccessibleName(f"Show {text.lower()}")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._group.addButton(button)
        return button
