"""What is painted: the background of a row, its signs, and as much of its text as there is room for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from leftfold.model.diff import diff
from leftfold.model.json import JsonObject
from leftfold.ui.inspector.node_model import NAME
from leftfold.ui.inspector.spots import compared, plain
from leftfold.ui.inspector.tree_delegate import HEIGHT
from leftfold.ui.inspector.tree_view import TreeView
from leftfold.ui.theme.themes import Themes

BEFORE: JsonObject = {"a": 1, "b": 2, "c": 3}


@pytest.fixture
def view(qtbot: QtBot, themes: Themes) -> TreeView:
    """A tree of three rows, the second just changed."""
    view = TreeView(themes, "State")
    qtbot.addWidget(view)
    # Away from where the pointer is.
    view.setGeometry(200, 200, 300, 200)
    after = {**BEFORE, "b": 5}
    view.show_spot(compared(BEFORE, after, diff(BEFORE, after)))
    view.show()
    return view


def _row(view: TreeView, key: str) -> QImage:
    rect, whole = view.visualRect(view.tree.index_of((key,))), view.viewport().grab().toImage()
    return whole.copy(QRect(0, rect.top(), whole.width(), rect.height()))


def _edge(image: QImage) -> str:
    return image.pixelColor(image.width() - 2, image.height() // 2).name()


def test_a_longer_text_needs_more_room(view: TreeView) -> None:
    width = view.sizeHintForColumn(NAME)
    view.show_spot(plain({"a much longer name": 1}))
    assert view.sizeHintForColumn(NAME) > width
    assert view.rowHeight(view.tree.index(0, NAME)) == HEIGHT


def test_a_text_without_room_ends_in_time(view: TreeView) -> None:
    view.show_spot(plain({"a": "long " * 100, "b": "long " * 100}))
    image = _row(view, "a")
    assert len({image.pixelColor(image.width() - 1, y).name() for y in range(image.height())}) == 1


def test_what_is_gone_has_a_line_through_it(view: TreeView, themes: Themes) -> None:
    view.show_spot(compared({"xxxx": 1}, {}, diff({"xxxx": 1}, {})))
    row = _row(view, "xxxx")
    left = view.visualRect(view.tree.index_of(("xxxx",))).left() + 6
    inked = [
        all(row.pixelColor(x, y).name() != themes.current.changed_back for x in range(left, left + 20))
        for y in range(row.height())
    ]
    assert any(inked)
