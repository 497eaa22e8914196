"""Icons of the Lucide set (https://lucide.dev, ISC licence), drawn in a colour of the theme."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from leftfold.bundled import resources

SIDE: Final = 24
"""The side of an icon's square in its own units."""
_SCALES: Final = (1, 2, 3)
"""Device pixels a point for which an icon is drawn, so that it is sharp on any screen."""


@lru_cache(maxsize=512)
def icon(name: str, color: str) -> QIcon:
    """The icon with a name in a colour, for text height and larger. Raises `FileNotFoundError` for no such icon."""
    drawn = QIcon()
    for scale in _SCALES:
        drawn.addPixmap(_pixmap(name, color, scale))
    return drawn


def _pixmap(name: str, color: str, scale: int) -> QPixmap:
    source = (resources() / "icons" / f"{name}.svg").read_text("utf-8").replace("currentColor", color)
    pixmap = QPixmap(QSize(SIDE, SIDE) * scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source.encode())).render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap
