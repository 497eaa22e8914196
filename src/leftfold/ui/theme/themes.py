"""The theme that is in use: it follows the system until the person chooses, and is applied in one place."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from leftfold.ui.theme.style import palette_of, style_sheet
from leftfold.ui.theme.tokens import DARK, LIGHT, Theme


class Mode(StrEnum):
    """Which theme a person wants."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Themes(QObject):
    """Owns the theme in use and dresses the application in it."""

    changed = Signal(object)
    """The `Theme` now in use."""

    def __init__(self, application: QApplication, mode: Mode = Mode.SYSTEM) -> None:
        super().__init__(application)
        self._application = application
        self.mode = mode
        self.current = self._wanted()
        self._dressed_in: Theme | None = None
        application.setStyle("Fusion")
        application.setPalette(palette_of(self.current))
        application.styleHints().colorSchemeChanged.connect(self._follow)
        application.screenAdded.connect(self._sharpen)

    def dress(self) -> None:
        """Lay the theme's style sheet on the application, once its window is put together.

        With the sheet there, each widget that is laid into another is styled anew with all that is in it: the window
        took 150 ms longer to make.
        """
        if self._dressed_in is not self.current:
            self._dressed_in = self.current
            self._application.setStyleSheet(style_sheet(self.current))

    def choose(self, mode: Mode) -> None:
        """Use one theme, or the system's again."""
        self.mode = mode
        self._follow()

    def _follow(self) -> None:
        wanted = self._wanted()
        if wanted is not self.current:
            self.current = wanted
            self._application.setPalette(palette_of(wanted))
            self.dress()
            self.changed.emit(wanted)

    def _sharpen(self) -> None:
        # Icons are drawn for the screens there are.
        self.changed.emit(self.current)

    def _wanted(self) -> Theme:
        match self.mode:
            case Mode.LIGHT:
                return LIGHT
            case Mode.DARK:
                return DARK
            case Mode.SYSTEM:
                dark = self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
                return DARK if dark else LIGHT
