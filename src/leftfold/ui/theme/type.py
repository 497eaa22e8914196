"""The typefaces: Inter for text, JetBrains Mono for code, both shipped under the SIL Open Font Licence."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from leftfold.bundled import resources

TEXT: Final = "Inter"
CODE: Final = "JetBrains Mono"
_SIZE: Final = 13
"""Pixels of ordinary text before the screen's scaling: what lists of the platforms' own tools use."""


def dress(application: QApplication) -> None:
    """Set the application in the shipped typeface."""
    for file in (resources() / "fonts").iterdir():
        if file.name.endswith((".otf", ".ttf")):
            QFontDatabase.addApplicationFontFromData(file.read_bytes())
    font = QFont(TEXT)
    font.setPixelSize(_SIZE)
    # Figures of one width, so that numbers under each other line up.
    font.setFeature(QFont.Tag("tnum"), 1)
    application.setFont(font)


def monospace() -> QFont:
    """The typeface for JSON and other code."""
    font = QFont(CODE)
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPixelSize(_SIZE - 1)
    return font
