"""The line across the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from leftfold.ui.banner import Banner
from leftfold.ui.theme.themes import Themes
from tests.ui.finding import the


def test_it_says_what_happened_and_does_what_it_offers(qtbot: QtBot, themes: Themes) -> None:
    banner, done = Banner(themes), list[str]()
    qtbot.addWidget(banner)
    banner.tell("The store has changed.", action="Reload", run=lambda: done.append("reloaded"))
    assert (banner.isVisible(), banner.text) == (True, "The store has changed.")
    QTest.mouseClick(the(QPushButton, banner), Qt.MouseButton.LeftButton)
    assert done == ["reloaded"]
    assert not banner.isVisible()


def test_it_can_be_closed(qtbot: QtBot, themes: Themes) -> None:
    banner = Banner(themes)
    qtbot.addWidget(banner)
    banner.tell("Something happened.")
    assert not any(button.isVisible() for button in banner.findChildren(QPushButton))
    QTest.mouseClick(the(QToolButton, banner), Qt.MouseButton.LeftButton)
    assert not banner.isVisible()


def test_what_must_be_dealt_with_cannot_be_closed(qtbot: QtBot, themes: Themes) -> None:
    banner = Banner(themes)
    qtbot.addWidget(banner)
    banner.tell("The stream changed.", action="Lay it anew", closes=False)
    assert not the(QToolButton, banner).isVisible()
    banner.tell("Something happened.")
    assert the(QToolButton, banner).isVisible()
