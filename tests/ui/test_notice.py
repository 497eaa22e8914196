"""A panel's content, or a notice in its place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from leftfold.ui.notice import Notice, Pages
from leftfold.ui.theme.themes import Mode, Themes


def test_a_notice_says_what_is_and_does_what_it_offers(qtbot: QtBot, qapp: QApplication) -> None:
    pages = Pages(QLabel("content"), Themes(qapp, Mode.LIGHT))
    qtbot.addWidget(pages)
    pages.show()
    done: list[str] = []
    pages.show_notice(Notice("search", "Nothing matches", "Look for less.", "Clear", lambda: done.append("cleared")))
    button = next(button for button in pages.findChildren(QPushButton) if button.isVisible())
    assert button.text() == "Clear"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["cleared"]
    assert [label.text() for label in pages.findChildren(QLabel) if label.isVisible() and label.text()] == [
        "Nothing matches",
        "Look for less.",
    ]


def test_the_content_comes_back_and_a_theme_changes_nothing(qtbot: QtBot, qapp: QApplication) -> None:
    themes = Themes(qapp, Mode.LIGHT)
    content = QLabel("content")
    pages = Pages(content, themes)
    qtbot.addWidget(pages)
    pages.show()
    pages.show_notice(Notice("inbox", "Empty"))
    themes.choose(Mode.DARK)
    assert pages.notice == Notice("inbox", "Empty")
    pages.show_content()
    assert content.isVisible()
    themes.choose(Mode.LIGHT)
