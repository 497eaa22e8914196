"""A view of layers, drawn anew when it gets more room or a finer screen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRectF, Signal
from PySide6.QtGui import QResizeEvent
from typing_extensions import override

from leftfold.ui.timeline.drawing.layer import Layer
from leftfold.ui.timeline.qtgraph import GraphicsView


class LayeredView(GraphicsView):
    """Shows layers over one another."""

    reshaped = Signal()
    """Its size, or how many pixels a point has, is another."""

    def __init__(self, layers: Iterable[Layer]) -> None:
        super().__init__()
        for layer in layers:
            self.scene().addItem(layer)

    def draw_anew(self, *places: QRectF) -> None:
        """Paint these places anew: the layers as they were, and over them what a view draws by itself."""
        for place in (place for place in places if not place.isEmpty()):
            # Soft edges and thick lines reach a little farther.
            self.viewport().update(place.toAlignedRect().adjusted(-1, -1, 1, 1))

    def whole(self) -> QRectF:
        """All of its room."""
        return QRectF(0, 0, self.width(), self.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.reshaped.emit()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self.reshaped.emit()
        return super().event(event)
