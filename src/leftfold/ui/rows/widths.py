"""How wide texts are: remembered, for to measure a text takes half as long as to draw it."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QFontMetrics

_MOST: Final = 4_000
"""Texts that are remembered: those of a dozen screens."""


class Widths:
    """The widths of the texts that were asked for last, by the height of their typeface."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], int] = {}

    def of(self, text: str, metrics: QFontMetrics) -> int:
        """Pixels that a text takes."""
        key = metrics.height(), text
        width = self._known.get(key)
        if width is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            width = self._known[key] = metrics.horizontalAdvance(text)
        return width
