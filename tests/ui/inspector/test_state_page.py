"""The tab of the state: a tree, and what can be asked of a value in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QAction, QGuiApplication
from pytestqt.qtbot import QtBot

from leftfold.replay.narrative import narrate
from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.inspector.node_model import NAME
from leftfold.ui.inspector.scene import see
from leftfold.ui.inspector.state_page import StatePage
from leftfold.ui.rows.cell import CELL
from leftfold.ui.selection import Selection
from leftfold.ui.shown import Shown
from leftfold.ui.theme.themes import Themes
from tests.ui.finding import button


@pytest.fixture
def page(qtbot: QtBot, things: Shown, document: Document, themes: Themes, clock: Clock) -> StatePage:
    """The state after the third event."""
    page = StatePage(document, themes, clock)
    qtbot.addWidget(page)
    page.show_scene(see(things, 3, narrate(things.replay.domain, things.history.step(3))))
    page.show()
    return page


def _watch(page: StatePage) -> QAction:
    (found,) = [action for action in page.tree.actions() if action.text() == "Watch this field"]
    return found


def test_a_selected_value_can_be_watched_and_unwatched(page: StatePage, selection: Selection) -> None:
    watched: list[object] = []
    selection.watched_changed.connect(watched.append)
    assert not _watch(page).isEnabled()
    page.watch_current()
    assert watched == [], "nothing is selected"
    page.go_to(("size",))
    _watch(page).trigger()
    assert watched == [("size",)]
    assert _watch(page).isChecked()
    page.go_to(("name",))
    assert not _watch(page).isChecked()
    page.go_to(("size",))
    page.watch_current()
    assert watched == [("size",), None]


def test_the_watched_value_is_marked_in_the_tree(page: StatePage, selection: Selection) -> None:
    selection.watch(("size",))
    marks = {str(index.data()): bool(index.data(CELL).mark) for index in _top(page)}
    assert marks == {"name": False, "size": True, "note": False}


def _top(page: StatePage) -> list[QModelIndex]:
    tree = page.tree.tree
    return [tree.index(row, NAME) for row in range(tree.rowCount())]


def test_the_field_below_is_the_selected_value(page: StatePage, idle: Callable[[], None]) -> None:
    page.go_to(("note", "by"))
    assert page.field.path == ("note", "by")
    assert page.field.name.text() == "note.by"
    button("Copy value", page.field).click()
    idle()
    assert QGuiApplication.clipboard().text() == "Ann"
