"""A layer of the timeline's picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from leftfold.ui.timeline.drawing.frame import Frame
from leftfold.ui.timeline.drawing.raster import Pixels
from leftfold.ui.timeline.qtgraph import GraphicsObject

Draw: TypeAlias = Callable[[QPainter, Frame, QRectF], None]
"""Draws a part of a frame within a place."""


class Layer(GraphicsObject):
    """Draws its part of a frame, and keeps the picture until it gets another."""

    def __init__(self, depth: int, draw: Draw) -> None:
        super().__init__()
        self._draw = draw
        self._place = QRectF()
        self._frame: Frame | None = None
        self.setZValue(depth)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def show_frame(self, frame: Frame, place: QRectF) -> None:
        """Draw this from now on, at this place."""
        if place != self._place:
            self.prepareGeometryChange()
            self._place = place
        self._frame = frame
        self.update()

    @override
    def boundingRect(self) -> QRectF:
        return self._place

    @override
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._frame is not None:
            self._draw(painter, self._frame, self._place)


def image_of(pixels: Pixels, ratio: float) -> QImage:
    """The pixels as an image, drawn at so many pixels a point."""
    solid = np.ascontiguousarray(pixels)
    height, width = solid.shape
    image = QImage(solid.data, width, height, 4 * width, QImage.Format.Format_ARGB32).copy()
    image.setDevicePixelRatio(ratio)
    return image
