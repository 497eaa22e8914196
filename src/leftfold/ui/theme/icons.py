"""Icons of the Lucide set (https://lucide.dev, ISC licence), drawn in a colour of the theme."""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import Final

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from leftfold.bundled import resources

SIDE: Final = 24
"""The side of an icon's square in its own units."""


def icon(name: str, color: str) -> QIcon:
    """The icon with a name in a colour, for text height and larger. Raises `FileNotFoundError` for no such icon."""
    return _drawn(name, color, scales())


def scales() -> tuple[int, ...]:
    """Device pixels a point, rounded up, of the screens there are: an icon is drawn for each, so that it is sharp."""
    return tuple(sorted({ceil(screen.devicePixelRatio()) for screen in QGuiApplication.screens()}))


@lru_cache(maxsize=512)
def _drawn(name: str, color: str, scales: tuple[int, ...]) -> QIcon:
    source = (resources() / "icons" / f"{name}.svg").read_text("utf-8").replace("currentColor", color)
    renderer = QSvgRenderer(QByteArray(source.encode()))
    drawn = QIcon()
    for scale in scales:
        drawn.addPixmap(_pixmap(renderer, scale))
    return drawn


def _pixmap(renderer: QSvgRenderer, scale: int) -> QPixmap:
    pixmap = QPixmap(QSize(SIDE, SIDE) * scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap
