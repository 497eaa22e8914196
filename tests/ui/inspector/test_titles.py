"""A title that counts is painted anew without the window being laid out anew, once it had the room."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from leftfold.ui.inspector.titles import Titles


@pytest.fixture
def tabs(qtbot: QtBot) -> QTabWidget:
    """Two tabs on the screen, the second of which counts."""
    tabs = QTabWidget()
    tabs.setTabBar(Titles())
    for text in ("State", "Changes"):
        tabs.addTab(QWidget(), text)
    qtbot.addWidget(tabs)
    tabs.resize(300, 100)
    tabs.show()
    assert QTest.qWaitForWindowExposed(tabs)
    return tabs


def _titles(tabs: QTabWidget) -> Titles:
    titles = tabs.tabBar()
    assert isinstance(titles, Titles)
    return titles


def test_a_tab_says_its_title_to_the_eye_and_to_a_screen_reader(tabs: QTabWidget) -> None:
    titles = _titles(tabs)
    before = titles.grab().toImage()
    titles.show_title(1, "Changes  3")
    assert titles.title(0) == "State"
    assert titles.title(1) == titles.accessibleTabName(1) == "Changes  3"
    assert titles.grab().toImage() != before


def test_a_tab_keeps_the_room_that_its_longest_title_needed(tabs: QTabWidget) -> None:
    titles = _titles(tabs)
    widths = []
    for title in ("Changes", "Changes  3", "Changes  12,345", "Changes  3", "Changes"):
        titles.show_title(1, title)
        QApplication.processEvents()
        widths.append(titles.tabRect(1).width())
    assert widths == sorted(widths)
    assert widths[0] < widths[1] < widths[2] == widths[4]
