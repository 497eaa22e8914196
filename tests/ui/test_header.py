"""The bar at the head of the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from leftfold.ui.header import StoreChip
from leftfold.ui.theme.themes import Themes
from leftfold.ui.window import Window
from tests.store_builders import make_native
from tests.ui.finding import button
from tests.ui.windows import make_window


@pytest.fixture
def window(themes: Themes, tmp_path: Path) -> Iterator[Window]:
    window = make_window(themes, tmp_path)
    window.show()
    yield window
    window.close()
    window.deleteLater()


def test_the_store_is_named_with_its_layout_and_why(qtbot: QtBot) -> None:
    chip = StoreChip()
    qtbot.addWidget(chip)
    chip.show_store("school.sqlite", "Leftfold's own layout", "The table events has the columns …")
    assert [label.text() for label in chip.findChildren(QLabel)] == ["school.sqlite", "Leftfold's own layout"]
    assert chip.toolTip() == "The table events has the columns …"
    assert chip.accessibleName() == "school.sqlite, Leftfold's own layout"


def test_the_lock_says_whether_the_store_can_be_written(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    lock = window.header.lock
    assert not lock.isVisible()
    path = make_native(tmp_path / "school.sqlite", {"student/1": [("placeStudent", {"lesson": 6})]})
    with qtbot.waitSignal(window.parts.document.opened):
        window.opening.open(str(path))
    qtbot.waitUntil(lock.isVisible)
    assert lock.text() == "READ-ONLY"
    with qtbot.waitSignal(window.parts.drafting.lock.changed):
        window.parts.drafting.lock.unlock()
    assert lock.text() == "UNLOCKED"
    lock.click()
    qtbot.waitUntil(lambda: lock.text() == "READ-ONLY")


def test_each_button_has_a_name_for_those_who_cannot_see_it(window: Window) -> None:
    names = [one.accessibleName() for one in window.header.findChildren(QToolButton) if one.isVisible()]
    assert "" not in names
    assert button("Search or run a command", window.header).isVisible()
