"""The timeline under mouse and keyboard: zoomed with the wheel, panned by dragging, scrubbed on the ruler, clicked."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip
from typing_extensions import override

from leftfold.ui.clock import Clock
from leftfold.ui.selection import Selection
from leftfold.ui.theme.themes import Themes
from leftfold.ui.timeline.canvas import Canvas
from leftfold.ui.timeline.pointing import event_at, idle_at
from leftfold.ui.timeline.rows import GUTTER, RULER
from leftfold.ui.timeline.ticks import length_text
from leftfold.ui.timeline.viewing import TURN, ZOOM, Viewing
from leftfold.ui.timeline.viewport import Window
from leftfold.ui.timeline.words import tip_text


class Plot(Canvas):
    """The picture of the timeline as a person handles it."""

    menu_asked = Signal(int, QPoint)
    """What can be done with the event with this ordinal is asked for, at a place on the screen."""

    def __init__(self, viewing: Viewing, selection: Selection, themes: Themes, clock: Clock) -> None:
        super().__init__(viewing, selection, themes, clock)
        self._names = clock
        self._pressed: QPointF | None = None
        self._grabbed: Window | None = None
        """The window as it was when it was taken hold of; None while nothing is dragged."""
        self._scrubbing = False
        self.setMouseTracking(True)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if event.button() is not Qt.MouseButton.LeftButton or at.x() < GUTTER:
            return
        self._pressed = at
        self._scrubbing = at.y() < RULER
        self._leave()
        if self._scrubbing:
            self._scrub(at)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._scrubbing:
            self._scrub(at)
        elif self._pressed is None:
            self._hover(at, event.globalPosition().toPoint())
        else:
            self._pan(at, self._pressed)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        clicked = self._pressed is not None and not self._scrubbing and self._grabbed is None
        self._pressed = self._grabbed = None
        self._scrubbing = False
        self.viewport().unsetCursor()
        if clicked:
            self.selection.go_to(event_at(self.frame, event.position().x(), event.position().y()))

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.position().x() >= GUTTER:
            self.viewing.fit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        turned, across = event.angleDelta().y() / TURN, event.angleDelta().x() / TURN
        event.accept()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or abs(across) > abs(turned):
            self.viewing.move(-(across or turned) * self.viewing.window.span / 10)
        elif turned:
            self.viewing.zoom(ZOOM**-turned, at=self.frame.projection.position_at(event.position().x()))

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        if by_mouse and event.pos().x() < GUTTER:
            return
        at = event.pos()
        ordinal = event_at(self.frame, at.x(), at.y()) if by_mouse else self.selection.ordinal
        if ordinal:
            self._leave()
            self.menu_asked.emit(ordinal, event.globalPos())

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._leave()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._keys().get(Qt.Key(event.key()))
        # A plus may be a shifted key; other shifted keys mean something else.
        plain = Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Plus:
            plain |= Qt.KeyboardModifier.ShiftModifier
        if act is None or event.modifiers() & ~plain:
            event.ignore()
        else:
            act()

    def _keys(self) -> Mapping[Qt.Key, Callable[[], None]]:
        key, go = Qt.Key, self.selection
        page = max(1, self.frame.projection.events)
        return {
            key.Key_Left: lambda: go.step(-1),
            key.Key_Right: lambda: go.step(1),
            key.Key_PageUp: lambda: go.step(-page),
            key.Key_PageDown: lambda: go.step(page),
            key.Key_Home: lambda: go.go_to(0),
            key.Key_End: lambda: go.go_to(go.length),
            key.Key_Plus: lambda: self.viewing.zoom(1 / ZOOM),
            key.Key_Minus: lambda: self.viewing.zoom(ZOOM),
            key.Key_0: self.viewing.fit,
        }

    def _scrub(self, at: QPointF) -> None:
        projection = self.frame.projection
        self.selection.go_to(projection.axis.nearest(projection.position_at(at.x())))

    def _pan(self, at: QPointF, pressed: QPointF) -> None:
        if self._grabbed is None:
            if (at - pressed).manhattanLength() < QApplication.startDragDistance():
                return
            self._grabbed = self.viewing.window
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        projection = self.frame.projection
        by = (pressed.x() - at.x()) * projection.window.span / projection.width
        self.viewing.show(self.viewing.bounds.moved(self._grabbed, by))

    def _hover(self, at: QPointF, globally: QPoint) -> None:
        if at.x() < GUTTER:
            self._leave()
            return
        self.viewport().setCursor(Qt.CursorShape.SizeHorCursor if at.y() < RULER else Qt.CursorShape.ArrowCursor)
        idle = idle_at(self.frame, at.x())
        ordinal = event_at(self.frame, at.x(), at.y())
        text = f"Nothing for {length_text(idle)}" if idle else tip_text(self._model, ordinal, self._names)
        self.hover(at.x() if idle else self.frame.projection.point_at(ordinal))
        QToolTip.showText(globally, text, self)

    def _leave(self) -> None:
        self.hover(None)
        QToolTip.hideText()
