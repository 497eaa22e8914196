"""The picture: when only the cursor moves, only where it was and is is painted, and nothing is left over."""

from __future__ import annotations

from typing import TypeVar, cast

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.theme.themes import Themes
from leftfold.ui.timeline.layered import LayeredView
from leftfold.ui.timeline.minimap import Minimap
from leftfold.ui.timeline.plot import Plot
from leftfold.ui.timeline.rows import GUTTER, RULER
from leftfold.ui.timeline.viewing import Viewing
from tests.ui.conftest import WAIT
from tests.ui.timeline.made import made_chunk, made_index, show_made

V = TypeVar("V", bound=LayeredView)

LENGTH = 1000


class Painted(QObject):
    """What of a view was painted."""

    def __init__(self, view: LayeredView) -> None:
        super().__init__(view)
        self.region = QRegion()
        self._viewport: QWidget = view.viewport()
        self._viewport.installEventFilter(self)

    def wait(self, qtbot: QtBot) -> None:
        """Wait until any of it was."""
        qtbot.waitUntil(lambda: not self.region.isEmpty(), timeout=WAIT)

    @property
    def rects(self) -> list[QRect]:
        """The rectangles that it is made of."""
        # PySide's stubs do not tell that a region is made of rectangles.
        return list(cast("list[QRect]", self.region))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """What the views lie in: closed by itself, one would lose its layers while the document can still change."""
    window = QWidget()
    window.resize(800, 300)
    qtbot.addWidget(window)
    return window


@pytest.fixture
def plot(viewing: Viewing, document: Document, themes: Themes, clock: Clock, window: QWidget) -> Plot:
    """The picture of a thousand events on the screen."""
    return _on_screen(Plot(viewing, document.selection, themes, clock), window, document)


@pytest.fixture
def minimap(viewing: Viewing, document: Document, themes: Themes, window: QWidget) -> Minimap:
    """The map of a thousand events on the screen."""
    return _on_screen(Minimap(viewing, document.selection, themes), window, document)


def _on_screen(view: V, window: QWidget, document: Document) -> V:
    view.setParent(window)
    view.resize(window.size())
    show_made(document, made_index(LENGTH))
    document.surveyed.emit(made_chunk(1, LENGTH))
    document.selection.go_to(100)
    window.show()
    assert QTest.qWaitForWindowExposed(window)
    # What was surveyed is painted a moment later, and all of it: only then is the picture at rest.
    for timer in document.findChildren(QTimer):
        assert not timer.isActive() or QSignalSpy(timer.timeout).wait(WAIT)
    QApplication.processEvents()
    return view


def _painted_anew(view: LayeredView, document: Document, qtbot: QtBot, *, at: int) -> list[QRect]:
    painted = Painted(view)
    document.selection.go_to(at)
    painted.wait(qtbot)
    return painted.rects


def _is_as_drawn_anew(view: LayeredView) -> bool:
    window = view.window()
    return window.screen().grabWindow(window.winId()).toImage() == window.grab().toImage()


def test_a_moved_cursor_leaves_nothing_behind(plot: Plot, document: Document, qtbot: QtBot) -> None:
    for at in (900, 40, 41, 0, LENGTH, 500):
        _painted_anew(plot, document, qtbot, at=at)
        assert _is_as_drawn_anew(plot)


def test_a_moved_cursor_leaves_nothing_behind_on_the_map(minimap: Minimap, document: Document, qtbot: QtBot) -> None:
    for at in (900, 40, 41, 0, LENGTH, 500):
        _painted_anew(minimap, document, qtbot, at=at)
        assert _is_as_drawn_anew(minimap)


def test_a_hair_comes_and_goes(plot: Plot, qtbot: QtBot) -> None:
    for point in (300.0, 500.5, None):
        painted = Painted(plot)
        plot.hover(point)
        painted.wait(qtbot)
        assert painted.region.boundingRect().top() >= RULER - 2
        assert _is_as_drawn_anew(plot)


def test_of_the_rows_only_where_the_cursor_was_and_is_is_painted_anew(
    plot: Plot, document: Document, qtbot: QtBot
) -> None:
    places = [round(plot.frame.projection.point_at(ordinal)) for ordinal in (100, 800)]
    rects = [rect for rect in _painted_anew(plot, document, qtbot, at=800) if rect.left() > GUTTER + 2]
    below = [rect for rect in rects if rect.bottom() > RULER + 2]
    assert below
    for rect in below:
        assert min(abs(rect.center().x() - place) for place in places) <= 2
        assert rect.width() < 20


def test_of_the_map_only_where_the_cursor_was_and_is_is_painted_anew(
    minimap: Minimap, document: Document, qtbot: QtBot
) -> None:
    rects = _painted_anew(minimap, document, qtbot, at=800)
    assert sum(rect.width() for rect in rects) < 20
