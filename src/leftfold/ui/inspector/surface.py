"""Pages that lie on the same surface as the lists whose place they take."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound=QWidget)


def on_surface(widget: W) -> W:
    """The widget, with the colour of lists behind it."""
    widget.setBackgroundRole(QPalette.ColorRole.Base)
    widget.setAutoFillBackground(True)
    return widget
