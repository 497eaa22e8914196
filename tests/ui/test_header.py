"""The bar at the head of the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
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
    chip = StoreChip(())
    qtbot.addWidget(chip)
    chip.show_store("school.sqlite", "Leftfold's own layout", "The table events has the columns …")
    assert [label.text() for label in chip.findChildren(QLabel)] == ["school.sqlite"]
    assert chip.layout_button.text().startswith("Leftfold's own layout")
    assert chip.layout_button.accessibleName() == "Layout: Leftfold's own layout"
    assert chip.toolTip() == "The table events has the columns …"
    assert chip.accessibleName() == "school.sqlite, Leftfold's own layout"


def test_the_layouts_menu_offers_what_else_the_database_holds(qtbot: QtBot) -> None:
    action = QAction("Open with a layout file…")
    chip = StoreChip((action,))
    qtbot.addWidget(chip)
    assert [one.text() for one in chip.menu.actions()] == ["", "Open with a layout file…"]
    chip.offer("bank_events", (("shop_events", "Python eventsourcing"), ("a&b", "Marten")))
    open_, shop, other, *_others = chip.menu.actions()
    assert [one.text() for one in (open_, shop, other)] == [
        "bank_events   (open)",
        "shop_events   (Python eventsourcing)",
        "a&&b   (Marten)",
    ]
    assert not open_.isEnabled()
    with qtbot.waitSignal(chip.table_asked) as asked:
        shop.trigger()
    assert asked.args == ["shop_events"]
    chip.offer("t", tuple((f"t{at}", "Marten") for at in range(5_000)))
    *_offered, left, _line, last = chip.menu.actions()
    assert left.text() == "and 4,960 more   (open one with --layout @TABLE)"
    assert last is action


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
