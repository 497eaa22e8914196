"""The choice of what kind of rows the list of aggregates shows."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QSizePolicy

from leftfold.ui.aggregates.listing import Kinds
from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes

_ALL: Final = ""
_PROJECTIONS: Final = "*"


class TypeFilter(QComboBox):
    """All types, one of them, or the projections."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._kinds = Kinds()
        self.setAccessibleName("Type of the aggregates listed")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContentsOnFirstShow)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(7)
        self.show_kinds(self._kinds)
        themes.changed.connect(self._draw_anew)

    @property
    def type(self) -> str | None:
        """The type that was chosen; None for any."""
        chosen = self.currentData()
        return None if chosen in (_ALL, _PROJECTIONS) else str(chosen)

    @property
    def only_projections(self) -> bool:
        """Whether the projections were chosen."""
        return bool(self.currentData() == _PROJECTIONS)

    def _draw_anew(self) -> None:
        self.show_kinds(self._kinds)

    def show_kinds(self, kinds: Kinds) -> None:
        """Offer what a store has; what was chosen stays chosen where it is still there."""
        chosen, self._kinds = self.currentData(), kinds
        with QSignalBlocker(self):
            self.clear()
            self.addItem("All types", _ALL)
            for name in kinds.types:
                self.addItem(name, name)
            if kinds.projections:
                self.insertSeparator(self.count())
                self.addItem(icon("sigma", self._themes.current.accent), "Projections", _PROJECTIONS)
            self.setCurrentIndex(max(0, self.findData(chosen)))
