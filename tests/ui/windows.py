"""Windows made for tests, with settings of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def shown(window: Window) -> Iterator[Window]:
    """The window, shown for the time of a `with` block; what is proposed in it is given up at the end."""
    window.show()
    yield window
    window.parts.drafting.discard()
    window.close()
    window.deleteLater()
