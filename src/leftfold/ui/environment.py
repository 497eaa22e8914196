"""In which environment the opened store is: a chip that names it, and an edge that cannot be overlooked."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton, QWidget
from typing_extensions import override

from leftfold.model.ruling_words import told_rulings
from leftfold.model.rulings import Rulings
from leftfold.ui.theme.environments import environment_color, environment_sign
from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes
from leftfold.ui.theme.tokens import Theme

_ICON: Final = QSize(14, 14)
_UNKNOWN: Final = "rules not known"
_EDGE: Final = 6
"""Pixels: it is seen from the corner of an eye, and takes nothing that a list would need."""


class EnvironmentChip(QToolButton):
    """Names the environment of the opened store, in its colour, and what its rules are in a tool tip."""

    def __init__(self) -> None:
        super().__init__()
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(_ICON)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_rulings(self, rulings: Rulings, theme: Theme) -> None:
        """Show what holds for a store."""
        named = _UNKNOWN if rulings.faults else rulings.environment
        color = environment_color(theme, rulings.color)
        # Where a name has to be typed, the chip is filled; elsewhere it is no more than a rim.
        is_grave = rulings.typed_confirmation or bool(rulings.faults)
        front, back = (theme.window, color) if is_grave else (color, "transparent")
        self.setText(named.upper().replace("&", "&&"))
        self.setIcon(icon(environment_sign(rulings.environment), front))
        self.setStyleSheet(
            f"QToolButton {{ color: {front}; background: {back}; border: 1px solid {color}; border-radius: 6px;"
            f" padding: 2px 8px; font-weight: 600; }} QToolButton:focus {{ border: 2px solid {theme.text}; }}"
        )
        self.setAccessibleName(f"Environment: {named}")
        self.setToolTip("\n".join(told_rulings(rulings)))


class EnvironmentEdge(QWidget):
    """A striped edge over the whole width, where the store's name has to be typed before it is written."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._rulings: Rulings | None = None
        self.setFixedHeight(_EDGE)
        themes.changed.connect(self.update)
        self.hide()

    def show_rulings(self, rulings: Rulings | None) -> None:
        """Be there where a store is to be treated with care."""
        self._rulings = rulings
        self.setVisible(rulings is not None and rulings.typed_confirmation)
        self.setAccessibleName("" if rulings is None else f"This is {rulings.environment}")
        self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._rulings is None:
            return
        theme = self._themes.current
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(environment_color(theme, self._rulings.color)))
        painter.fillRect(self.rect(), QBrush(QColor(theme.window), Qt.BrushStyle.BDiagPattern))
        painter.end()
