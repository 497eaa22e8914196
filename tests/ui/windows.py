"""Windows made for tests, with settings of their own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

from leftfold.ui.clock import Clock
from leftfold.ui.parts import Surroundings
from leftfold.ui.settings import Settings
from leftfold.ui.theme.themes import Themes
from leftfold.ui.window import Window


def make_window(themes: Themes, folder: Path) -> Window:
    """A window whose settings lie in a folder."""
    kept = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    return Window(Surroundings(themes, Clock(), Settings(kept)))
