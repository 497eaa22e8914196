"""The title of a dock."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QToolButton
from pytestqt.qtbot import QtBot

from leftfold.ui.dock_title import DockTitle
from leftfold.ui.theme.themes import Themes


def test_it_takes_the_dock_out_and_back_and_closes_it(qtbot: QtBot, themes: Themes) -> None:
    window, dock = QMainWindow(), QDockWidget("Events")
    qtbot.addWidget(window)
    title = DockTitle(dock, themes)
    dock.setTitleBarWidget(title)
    window.addDockWidget(Qt.DockWidgetArea.TopDockWidgetArea, dock)
    window.show()
    take_out, close = title.findChildren(QToolButton)
    assert "Events" in close.accessibleName()
    take_out.click()
    assert dock.isFloating()
    take_out.click()
    assert not dock.isFloating()
    close.click()
    assert not dock.isVisible()
