"""The manual's window: pages, links between them, and the way back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leftfold.manual import INDEX
from leftfold.ui.manual.window import ManualWindow
from leftfold.ui.theme.themes import Mode, Themes


@pytest.fixture
def manual(qtbot: QtBot, themes: Themes) -> Iterator[ManualWindow]:
    manual = ManualWindow(themes, lambda text: text == "store.open")
    qtbot.addWidget(manual)
    manual.show()
    yield manual
    manual.close()


def test_links_lead_from_page_to_page_and_back_to_where_it_was_read(manual: ManualWindow) -> None:
    manual.open("corrections.md")
    assert not manual.back_button.isEnabled()
    manual.reader.place = 40
    manual.follow("safety.md#the-audit")
    assert manual.name == "safety.md"
    there = manual.reader.place
    assert there > 0
    QTest.mouseClick(manual.back_button, Qt.MouseButton.LeftButton)
    assert (manual.name, manual.reader.place) == ("corrections.md", 40)
    assert not manual.back_button.isEnabled()
    QTest.mouseClick(manual.forward_button, Qt.MouseButton.LeftButton)
    assert (manual.name, manual.reader.place) == ("safety.md", there)
    manual.go_forward()
    assert manual.name == "safety.md"


def test_a_link_within_a_page_stays_on_it(manual: ManualWindow) -> None:
    manual.open("safety.md")
    manual.follow("#personal-fields")
    assert manual.name == "safety.md"
    assert manual.reader.textCursor().block().text() == "Personal fields"


def test_the_keyboard_does_all_of_it(manual: ManualWindow, qtbot: QtBot) -> None:
    manual.activateWindow()
    manual.open("scale.md")
    manual.open("servers.md")
    QTest.keyClick(manual, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert manual.name == "scale.md"
    QTest.keyClick(manual, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert manual.name == "servers.md"
    QTest.keyClick(manual, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(manual.contents.field.hasFocus)
    QTest.keyClick(manual, Qt.Key.Key_F1)
    assert manual.name == INDEX
    QTest.keyClick(manual, Qt.Key.Key_Escape)
    assert not manual.isVisible()


def test_what_is_sought_is_marked_in_the_page(manual: ManualWindow) -> None:
    manual.open("many.md")
    QTest.keyClicks(manual.contents.field, "outliers")
    assert [mark.cursor.selectedText() for mark in manual.reader.extraSelections()] == ["outliers"]


def test_another_theme_is_taken_at_once_and_the_place_stays(manual: ManualWindow, themes: Themes) -> None:
    manual.open("safety.md#the-audit")
    before = manual.reader.place
    themes.choose(Mode.DARK)
    assert manual.reader.place == before
    assert manual.name == "safety.md"


def test_the_web_is_left_to_the_browser_and_actions_to_their_window(
    manual: ManualWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    manual.follow("https://semver.org")
    assert opened == [QUrl("https://semver.org")]
    with qtbot.waitSignal(manual.action_asked) as asked:
        manual.follow("action:store.open")
    assert asked.args == ["store.open"]


def test_it_does_not_keep_leftfold_going(manual: ManualWindow) -> None:
    assert not manual.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
