"""Lists that cover what lies behind them, so that nothing behind them is painted each time they are."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractItemView


def cover(view: QAbstractItemView) -> None:
    """Have a view cover all of its room; its `paintEvent` fills what it is asked to paint."""
    view.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
    for bar in (view.verticalScrollBar(), view.horizontalScrollBar()):
        # The bar itself is styled to be seen through.
        place = bar.parentWidget() or bar
        place.setBackgroundRole(QPalette.ColorRole.Base)
        place.setAutoFillBackground(True)
