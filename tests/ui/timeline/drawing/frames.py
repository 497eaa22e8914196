"""Frames of made streams, and the pictures that are drawn of them."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from leftfold.ui.clock import Clock
from leftfold.ui.theme.tokens import LIGHT, Theme
from leftfold.ui.timeline.drawing.frame import Frame, Marked, ticks_of, zone_of
from leftfold.ui.timeline.drawing.layer import Draw
from leftfold.ui.timeline.model import TimelineModel
from leftfold.ui.timeline.projection import project
from leftfold.ui.timeline.rows import GUTTER, lay_rows
from leftfold.ui.timeline.viewport import Window

WIDTH, HEIGHT = 800, 360


def framed(
    model: TimelineModel,
    *,
    window: Window | None = None,
    ordinal: int = 0,
    theme: Theme = LIGHT,
    watched: Marked | None = None,
) -> Frame:
    """The frame of a model, of all its events unless told."""
    rows = lay_rows(
        HEIGHT,
        tracks=len(model.tracks),
        types=len(model.index.type_names),
        watched=watched is not None,
    )
    model.set_most_lanes(max(1, len(rows.lanes)))
    projection = project(model.axis, window or model.axis.bounds.whole, left=GUTTER, width=WIDTH - GUTTER)
    return Frame(
        model=model,
        projection=projection,
        rows=rows,
        theme=theme,
        ticks=ticks_of(model, projection, Clock()),
        zone=zone_of(model.axis, Clock()),
        ordinal=ordinal,
        watched=watched,
        hits=None,
    )


def drawn(draw: Draw, frame: Frame, *, height: int = HEIGHT) -> QImage:
    """What a function draws of a frame, on nothing."""
    image = QImage(WIDTH, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(0, 0, 0, 0))
    painter = QPainter(image)
    draw(painter, frame, QRectF(0, 0, WIDTH, height))
    painter.end()
    return image


def counted(image: QImage, color: str, *, left: float = 0, right: float = WIDTH, top: float = 0) -> int:
    """How many pixels of a part of a picture have exactly a colour."""
    wanted = QColor(color).rgb()
    return sum(
        image.pixel(x, y) == wanted for x in range(int(left), int(right)) for y in range(int(top), image.height())
    )
