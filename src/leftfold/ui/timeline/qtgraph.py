"""pyqtgraph's classes, told to the type checker as the Qt classes they extend: it says nothing about types itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QGraphicsObject as GraphicsObject
    from PySide6.QtWidgets import QGraphicsView

    class GraphicsView(QGraphicsView):
        """A view whose scene has the units and the size of its pixels."""

        def setBackground(self, background: str) -> None:
            """Paint behind all items with a colour."""
else:
    from pyqtgraph import GraphicsObject, GraphicsView

__all__ = ["GraphicsObject", "GraphicsView"]
