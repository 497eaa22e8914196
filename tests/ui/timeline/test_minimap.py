"""The map: its window is dragged, resized and centred where one presses."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from leftfold.ui.document import Document
from leftfold.ui.timeline.brush import LEAST
from leftfold.ui.timeline.minimap import Minimap
from leftfold.ui.timeline.panel import TimelinePanel
from leftfold.ui.timeline.viewport import Window
from tests.ui.finding import the
from tests.ui.timeline.made import made_index, show_made
from tests.ui.timeline.mousing import drag, move, press, release, turn


@pytest.fixture
def minimap(told_panel: TimelinePanel, document: Document) -> Minimap:
    show_made(document, made_index(1000))
    minimap = the(Minimap, told_panel)
    minimap.viewing.show(Window(700, 900))
    return minimap


def _point(minimap: Minimap, position: float) -> QPointF:
    return QPointF(minimap.frame.projection.point_of(position), 20)


def test_its_window_is_dragged(minimap: Minimap) -> None:
    drag(minimap, _point(minimap, 800), _point(minimap, 500))
    assert minimap.viewing.window.middle == pytest.approx(500, abs=3)
    assert minimap.viewing.window.span == pytest.approx(200)
    drag(minimap, _point(minimap, 500), QPointF(-900, 20))
    assert minimap.viewing.window.start == minimap.viewing.bounds.whole.start


def test_its_ends_are_dragged(minimap: Minimap) -> None:
    drag(minimap, _point(minimap, 700), _point(minimap, 400))
    assert minimap.viewing.window.start == pytest.approx(400, abs=3)
    assert minimap.viewing.window.end == 900
    drag(minimap, _point(minimap, 900), _point(minimap, 600))
    assert minimap.viewing.window.end == pytest.approx(600, abs=3)
    drag(minimap, _point(minimap, 600), _point(minimap, 10))
    assert minimap.viewing.window.span == pytest.approx(minimap.viewing.bounds.closest)


def test_it_goes_where_one_presses_and_is_dragged_from_there(minimap: Minimap) -> None:
    press(minimap, _point(minimap, 300))
    assert minimap.viewing.window.middle == pytest.approx(300, abs=1)
    move(minimap, _point(minimap, 350))
    assert minimap.viewing.window.middle == pytest.approx(350, abs=3)
    release(minimap, _point(minimap, 350))
    move(minimap, _point(minimap, 900))
    assert minimap.viewing.window.middle == pytest.approx(350, abs=3)


def test_another_button_holds_nothing(minimap: Minimap) -> None:
    QTest.mouseClick(minimap.viewport(), Qt.MouseButton.RightButton, pos=QPoint(5, 5))
    assert minimap.viewing.window == Window(700, 900)


def test_the_wheel_zooms_and_a_double_click_shows_everything(minimap: Minimap) -> None:
    turn(minimap, _point(minimap, 800), notches=2)
    assert minimap.viewing.window.span == pytest.approx(200 / 1.25**2)
    QTest.mouseDClick(minimap.viewport(), Qt.MouseButton.LeftButton, pos=_point(minimap, 200).toPoint())
    assert minimap.viewing.is_whole


def test_the_pointer_s_shape_says_what_it_would_hold(minimap: Minimap) -> None:
    shapes = []
    for position in (700, 800, 900, 100):
        move(minimap, _point(minimap, position))
        shapes.append(minimap.viewport().cursor().shape())
    side, hand, beside = Qt.CursorShape.SizeHorCursor, Qt.CursorShape.OpenHandCursor, Qt.CursorShape.PointingHandCursor
    assert shapes == [side, hand, side, beside]


def test_the_narrowest_window_can_still_be_held(minimap: Minimap, document: Document) -> None:
    show_made(document, made_index(200_000))
    minimap.viewing.zoom_to(100_000)
    left, right = minimap.span()
    assert right - left == pytest.approx(LEAST)
    drag(minimap, QPointF((left + right) / 2, 20), QPointF((left + right) / 2 + 100, 20))
    assert minimap.viewing.window.middle > 110_000
