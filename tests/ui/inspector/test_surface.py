"""What lies on the surface has its colour."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from leftfold.ui.inspector.surface import on_surface
from leftfold.ui.theme.themes import Mode, Themes


def test_it_has_the_colour_of_lists_in_each_theme(qtbot: QtBot, themes: Themes) -> None:
    widget = on_surface(QWidget())
    qtbot.addWidget(widget)
    widget.resize(20, 20)
    for mode in (Mode.LIGHT, Mode.DARK):
        themes.choose(mode)
        assert widget.grab().toImage().pixelColor(10, 10).name() == themes.current.surface
