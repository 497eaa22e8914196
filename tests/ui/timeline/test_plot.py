"""The timeline under mouse and keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from leftfold.ui.document import Document
from leftfold.ui.selection import Selection
from leftfold.ui.timeline.panel import TimelinePanel
from leftfold.ui.timeline.plot import Plot
from leftfold.ui.timeline.rows import GUTTER, RULER
from leftfold.ui.timeline.viewing import Viewing
from tests.ui.finding import the
from tests.ui.timeline.made import SESSION, made_index, show_made
from tests.ui.timeline.mousing import drag, move, press, release, turn

LENGTH = 200


@pytest.fixture
def plot(told_panel: TimelinePanel, document: Document) -> Plot:
    show_made(document, made_index(LENGTH))
    return the(Plot, told_panel)


@pytest.fixture
def viewing(plot: Plot) -> Viewing:
    return plot.viewing


def _at(plot: Plot, ordinal: int, *, y: float | None = None) -> QPointF:
    """The point of an event, on the first track unless told."""
    height = plot.frame.rows.tracks[0].top + 8.0 if y is None else y
    return QPointF(plot.frame.projection.point_at(ordinal), height)


def test_a_click_goes_to_the_event(plot: Plot, selection: Selection) -> None:
    for ordinal in (1, 50, LENGTH):
        QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=_at(plot, ordinal).toPoint())
        assert selection.ordinal == ordinal
    QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(GUTTER // 2, 80))
    QTest.mouseClick(plot.viewport(), Qt.MouseButton.RightButton, pos=_at(plot, 20).toPoint())
    assert selection.ordinal == LENGTH


def test_a_click_on_a_lane_goes_to_its_event(plot: Plot, selection: Selection) -> None:
    own = int(plot.frame.model.lanes.lanes[1].ordinals[7])
    point = _at(plot, own, y=plot.frame.rows.lanes[1].top + 5) + QPointF(3, 0)
    QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=point.toPoint())
    assert selection.ordinal == own


def test_the_wheel_keeps_the_event_under_the_pointer(plot: Plot, viewing: Viewing) -> None:
    at = _at(plot, 60)
    for notches in (1, 3, -1):
        turn(plot, at, notches=notches)
        assert plot.frame.projection.point_at(60) == pytest.approx(at.x(), abs=1e-6)
    assert not viewing.is_whole
    turn(plot, at, notches=-9)
    assert viewing.is_whole


def test_pushing_the_wheel_or_holding_shift_moves_along(plot: Plot, viewing: Viewing, selection: Selection) -> None:
    selection.go_to(0)
    turn(plot, _at(plot, 100), notches=8)
    span, start = viewing.window.span, viewing.window.start
    turn(plot, _at(plot, 100), notches=-1, across=True)
    assert viewing.window.start == pytest.approx(start + span / 10)
    turn(plot, _at(plot, 100), notches=1, held=Qt.KeyboardModifier.ShiftModifier)
    assert viewing.window.start == pytest.approx(start)
    assert viewing.window.span == pytest.approx(span)


def test_dragging_moves_what_is_held_and_not_the_cursor(plot: Plot, viewing: Viewing, selection: Selection) -> None:
    turn(plot, _at(plot, 100), notches=6)
    start, ordinal = _at(plot, 100), selection.ordinal
    drag(plot, start, start + QPointF(-120, 3))
    assert plot.frame.projection.point_at(100) == pytest.approx(start.x() - 120, abs=1)
    assert selection.ordinal == ordinal
    drag(plot, start, start + QPointF(3000, 0))
    assert viewing.window.start == viewing.bounds.whole.start


def test_a_drag_on_the_ruler_scrubs(plot: Plot, selection: Selection) -> None:
    passed: list[int] = []
    selection.ordinal_changed.connect(passed.append)
    y = RULER / 2
    drag(plot, _at(plot, 20, y=y), _at(plot, 60, y=y), steps=10)
    assert selection.ordinal == 60
    assert passed[0] == 20
    assert passed == sorted(passed)
    assert len(passed) > 5
    drag(plot, _at(plot, 60, y=y), QPointF(-500, y))
    assert selection.ordinal == 0


def test_a_double_click_shows_everything(plot: Plot, viewing: Viewing) -> None:
    turn(plot, _at(plot, 100), notches=6)
    QTest.mouseDClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(GUTTER // 2, 90))
    assert not viewing.is_whole
    QTest.mouseDClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=_at(plot, 100).toPoint())
    assert viewing.is_whole


def test_the_pointer_is_told_what_it_is_over(qtbot: QtBot, plot: Plot, told_panel: TimelinePanel) -> None:
    move(plot, _at(plot, 21))
    qtbot.waitUntil(lambda: "Wed" not in QToolTip.text() and "Thu&nbsp;2&nbsp;Jan&nbsp;2025" in QToolTip.text())
    assert QToolTip.text().startswith("<b>21</b>")
    assert plot.frame.hover == pytest.approx(plot.frame.projection.point_at(21))
    told_panel.set_axis(by_time=True)
    told_panel.viewing.show(told_panel.viewing.bounds.whole)
    told_panel.viewing.zoom(0.3, at=plot.frame.projection.axis.position_of(SESSION))
    between = (_at(plot, SESSION) + _at(plot, SESSION + 1)) / 2
    move(plot, between)
    assert QToolTip.text() == "Nothing for 24 hours"
    move(plot, QPointF(GUTTER / 2, 100))
    assert plot.frame.hover is None
    move(plot, between)
    QApplication.sendEvent(plot, QEvent(QEvent.Type.Leave))
    assert plot.frame.hover is None


def test_the_pointer_s_shape_says_what_it_would_do(plot: Plot) -> None:
    turn(plot, _at(plot, 100), notches=6)
    move(plot, QPointF(GUTTER + 60, RULER / 2))
    assert plot.viewport().cursor().shape() is Qt.CursorShape.SizeHorCursor
    move(plot, _at(plot, 100))
    assert plot.viewport().cursor().shape() is Qt.CursorShape.ArrowCursor
    press(plot, _at(plot, 100))
    move(plot, _at(plot, 100) + QPointF(60, 0))
    assert plot.viewport().cursor().shape() is Qt.CursorShape.ClosedHandCursor
    release(plot, _at(plot, 100))


@pytest.mark.parametrize(
    ("key", "ordinal"),
    [
        (Qt.Key.Key_Left, 99),
        (Qt.Key.Key_Right, 101),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_End, LENGTH),
        (Qt.Key.Key_PageUp, 0),
        (Qt.Key.Key_PageDown, LENGTH),
        (Qt.Key.Key_X, 100),
    ],
)
def test_keys_move_the_cursor(plot: Plot, selection: Selection, key: Qt.Key, ordinal: int) -> None:
    selection.go_to(100)
    QTest.keyClick(plot, key)
    assert selection.ordinal == ordinal


def test_keys_zoom(plot: Plot, viewing: Viewing) -> None:
    QTest.keyClick(plot, Qt.Key.Key_Plus, Qt.KeyboardModifier.ShiftModifier)
    near = viewing.window.span
    QTest.keyClick(plot, Qt.Key.Key_Plus)
    assert viewing.window.span < near < viewing.bounds.whole.span
    QTest.keyClick(plot, Qt.Key.Key_Minus)
    assert viewing.window.span == pytest.approx(near)
    QTest.keyClick(plot, Qt.Key.Key_0)
    assert viewing.is_whole


def test_a_key_with_a_modifier_is_not_the_timeline_s(plot: Plot, selection: Selection) -> None:
    selection.go_to(100)
    for held in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier):
        QTest.keyClick(plot, Qt.Key.Key_Left, held)
    assert selection.ordinal == 100


def test_a_menu_is_asked_for_where_one_points_or_at_the_cursor(plot: Plot, selection: Selection) -> None:
    plot.menu_asked.disconnect()
    asked: list[int] = []
    plot.menu_asked.connect(lambda ordinal, _at: asked.append(ordinal))
    selection.go_to(70)
    at = _at(plot, 30).toPoint()
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        QApplication.sendEvent(plot.viewport(), QContextMenuEvent(reason, at, plot.mapToGlobal(at)))
    beside = QPoint(GUTTER // 2, 90)
    QApplication.sendEvent(
        plot.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, beside, plot.mapToGlobal(beside))
    )
    assert asked == [30, 70]
