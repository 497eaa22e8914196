"""Values are copied as people need them: bare, as a path, as JSON."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leftfold.model.paths import path_text
from leftfold.ui.inspector.copying import Copying
from leftfold.ui.inspector.spots import plain
from leftfold.ui.inspector.tree_actions import TreeActions
from leftfold.ui.inspector.tree_view import TreeView
from leftfold.ui.tasks import Tasks
from leftfold.ui.theme.themes import Themes


@pytest.fixture
def tree(qtbot: QtBot, themes: Themes, tasks: Tasks) -> TreeView:
    """A tree with its actions, none of its rows current."""
    tree = TreeView(themes, "State")
    qtbot.addWidget(tree)
    TreeActions(tree, Copying(tasks, tree), name=lambda path: f"event.{path_text(path)}")
    tree.show_spot(plain({"text": 'say "x"', "deep": {"list": [1, "two"]}}))
    tree.show()
    return tree


def _action(tree: TreeView, title: str) -> QAction:
    (found,) = [action for action in tree.actions() if action.text() == title]
    return found


@pytest.mark.parametrize(
    ("path", "title", "copied"),
    [
        (("text",), "Copy value", 'say "x"'),
        (("text",), "Copy as JSON", '"say \\"x\\""'),
        (("text",), "Copy path", "event.text"),
        (("deep", "list", 1), "Copy path", "event.deep.list[1]"),
        (("deep", "list"), "Copy value", '[\n  1,\n  "two"\n]'),
    ],
)
def test_what_is_asked_for_is_copied(
    tree: TreeView, idle: Callable[[], None], path: tuple[str | int, ...], title: str, copied: str
) -> None:
    tree.go_to(path)
    _action(tree, title).trigger()
    idle()
    assert QGuiApplication.clipboard().text() == copied


def test_the_key_for_copying_copies_the_value(tree: TreeView, idle: Callable[[], None], qtbot: QtBot) -> None:
    tree.activateWindow()
    tree.setFocus()
    qtbot.waitUntil(tree.hasFocus)
    tree.go_to(("text",))
    QTest.keyClick(tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    idle()
    assert QGuiApplication.clipboard().text() == 'say "x"'


def test_only_a_current_value_can_be_copied(tree: TreeView) -> None:
    actions = [_action(tree, title) for title in ("Copy value", "Copy path", "Copy as JSON")]
    assert not any(action.isEnabled() for action in actions)
    tree.go_to(("text",))
    assert all(action.isEnabled() for action in actions)


def test_all_below_can_be_opened_and_closed(tree: TreeView) -> None:
    tree.go_to(("deep",))
    _action(tree, "Open all below").trigger()
    assert tree.tree.index_of(("deep", "list", 1)).isValid()
    _action(tree, "Close all below").trigger()
    assert not tree.tree.index_of(("deep", "list")).isValid()
