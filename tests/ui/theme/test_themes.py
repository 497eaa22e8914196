"""The theme in use follows the system until a person chooses."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leftfold.ui.theme.themes import Mode, Themes
from leftfold.ui.theme.tokens import DARK, LIGHT


def test_choosing_a_theme_dresses_the_application(qtbot: QtBot, qapp: QApplication) -> None:
    themes = Themes(qapp, Mode.LIGHT)
    assert themes.current is LIGHT
    with qtbot.waitSignal(themes.changed) as told:
        themes.choose(Mode.DARK)
    assert told.args == [DARK]
    assert qapp.palette().color(QPalette.ColorRole.Base) == QColor(DARK.surface)
    themes.choose(Mode.LIGHT)
    assert qapp.palette().color(QPalette.ColorRole.Base) == QColor(LIGHT.surface)


def test_the_style_sheet_is_laid_on_when_it_is_asked_for_and_once(qapp: QApplication) -> None:
    qapp.setStyleSheet("")
    themes = Themes(qapp, Mode.LIGHT)
    assert qapp.styleSheet() == ""
    themes.dress()
    assert LIGHT.border in qapp.styleSheet()
    qapp.setStyleSheet("/* untouched */")
    themes.dress()
    assert qapp.styleSheet() == "/* untouched */"
    themes.choose(Mode.DARK)
    assert DARK.border in qapp.styleSheet()


def test_icons_are_drawn_anew_for_another_screen(qtbot: QtBot, qapp: QApplication) -> None:
    themes = Themes(qapp, Mode.LIGHT)
    with qtbot.waitSignal(themes.changed) as told:
        qapp.screenAdded.emit(qapp.primaryScreen())
    assert told.args == [LIGHT]


def test_the_systems_theme_is_followed_only_while_it_is_wanted(qapp: QApplication) -> None:
    themes = Themes(qapp, Mode.LIGHT)
    hints = qapp.styleHints()
    hints.setColorScheme(Qt.ColorScheme.Dark)
    assert themes.current is LIGHT
    themes.choose(Mode.SYSTEM)
    followed = {hints.colorScheme(): themes.current}
    hints.unsetColorScheme()
    assert followed in ({Qt.ColorScheme.Dark: DARK}, {Qt.ColorScheme.Light: LIGHT}, {Qt.ColorScheme.Unknown: LIGHT})
