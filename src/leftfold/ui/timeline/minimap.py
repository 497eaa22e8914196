"""The map of the whole stream, on which the visible window is dragged and resized."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QWheelEvent
from typing_extensions import override

from leftfold.ui.selection import Selection
from leftfold.ui.theme.themes import Themes
from leftfold.ui.timeline.brush import Grip, dragged, grip_at, shown_span
from leftfold.ui.timeline.drawing.frame import Frame
from leftfold.ui.timeline.drawing.layer import Layer
from leftfold.ui.timeline.drawing.overview import cursor_on, draw_brush, draw_overview
from leftfold.ui.timeline.layered import LayeredView
from leftfold.ui.timeline.projection import project
from leftfold.ui.timeline.rows import Rows
from leftfold.ui.timeline.viewing import TURN, ZOOM, Viewing
from leftfold.ui.timeline.viewport import Window

HEIGHT: Final = 44
_SHAPES: Final = {
    Grip.START: Qt.CursorShape.SizeHorCursor,
    Grip.END: Qt.CursorShape.SizeHorCursor,
    Grip.BODY: Qt.CursorShape.OpenHandCursor,
    Grip.OUTSIDE: Qt.CursorShape.PointingHandCursor,
}


class Minimap(LayeredView):
    """Shows the whole stream and the window on it."""

    def __init__(self, viewing: Viewing, selection: Selection, themes: Themes) -> None:
        self._bars = Layer(0, draw_overview)
        super().__init__((self._bars,))
        self.viewing = viewing
        self._selection = selection
        self._themes = themes
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(120)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._held: tuple[Grip, Window, float] | None = None
        self.frame = self._framed()
        self.reshaped.connect(self.redraw)
        viewing.changed.connect(self._draw_over)
        viewing.model.changed.connect(self.redraw)
        viewing.model.grown.connect(self.redraw)
        selection.ordinal_changed.connect(self._move_cursor)
        themes.changed.connect(self.redraw)

    def redraw(self) -> None:
        """Draw everything anew."""
        self.frame = self._framed()
        self.setBackground(self._themes.current.sunken)
        self._bars.show_frame(self.frame, self.whole())
        self._draw_over()

    def span(self) -> tuple[float, float]:
        """Where the ends of the visible window are shown."""
        window, projection = self.viewing.window, self.frame.projection
        return shown_span(projection.point_of(window.start), projection.point_of(window.end), self.width())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        x = event.position().x()
        grip = grip_at(x, *self.span())
        if grip is Grip.OUTSIDE:
            self.viewing.move(self.frame.projection.position_at(x) - self.viewing.window.middle)
        self._held = grip, self.viewing.window, x

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._held is None:
            self.viewport().setCursor(_SHAPES[grip_at(x, *self.span())])
            return
        grip, window, pressed = self._held
        projection = self.frame.projection
        by = (x - pressed) * projection.window.span / projection.width
        self.viewing.show(dragged(grip, window, self.viewing.bounds, by))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.viewing.fit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()
        turned = event.angleDelta().y() / TURN
        self.viewing.zoom(ZOOM**-turned, at=self.frame.projection.position_at(event.position().x()))

    @override
    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        draw_brush(painter, self.frame, self.whole(), self.span())

    def _draw_over(self) -> None:
        self.draw_anew(self.whole())

    def _move_cursor(self) -> None:
        before, self.frame = self.frame, replace(self.frame, ordinal=self._ordinal())
        self.draw_anew(cursor_on(before, self.height()), cursor_on(self.frame, self.height()))

    def _framed(self) -> Frame:
        model = self.viewing.model
        projection = project(
            model.axis,
            model.axis.bounds.whole,
            left=0,
            width=self.width(),
            ratio=self.devicePixelRatioF(),
        )
        return Frame(
            model=model,
            projection=projection,
            rows=Rows((), None, None, ()),
            theme=self._themes.current,
            ticks=(),
            zone="",
            ordinal=self._ordinal(),
            watched=None,
            hits=None,
        )

    def _ordinal(self) -> int:
        return min(self._selection.ordinal, self.viewing.model.axis.length)
