"""What a hand does with a mouse, typed: Qt's own helpers know no wheel and no drag."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication

_NONE = Qt.KeyboardModifier.NoModifier


def drag(view: QAbstractScrollArea, start: QPointF, end: QPointF, *, steps: int = 4) -> None:
    """Press at a point of a view, move to another, and let go there."""
    press(view, start)
    for step in range(1, steps + 1):
        move(view, start + (end - start) * (step / steps))
    release(view, end)


def press(view: QAbstractScrollArea, at: QPointF) -> None:
    """Press the left button."""
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, _NONE, at.toPoint())


def move(view: QAbstractScrollArea, at: QPointF) -> None:
    """Move the pointer."""
    QTest.mouseMove(view.viewport(), at.toPoint())


def release(view: QAbstractScrollArea, at: QPointF) -> None:
    """Let the left button go."""
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, _NONE, at.toPoint())


def turn(
    view: QAbstractScrollArea, at: QPointF, *, notches: int, across: bool = False, held: Qt.KeyboardModifier = _NONE
) -> None:
    """Turn the wheel by so many notches away from the hand, or push it to the left."""
    angle = QPoint(120 * notches, 0) if across else QPoint(0, 120 * notches)
    event = QWheelEvent(
        at, view.mapToGlobal(at), QPoint(), angle, Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(view.viewport(), event)
