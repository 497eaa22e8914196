"""Rows are painted over their whole width, in the colours of what they mean."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leftfold.model.diff import diff
from leftfold.model.json import JsonObject
from leftfold.ui.inspector.spots import compared, plain
from leftfold.ui.inspector.tree_delegate import HEIGHT
from leftfold.ui.inspector.tree_view import TreeView
from leftfold.ui.theme.themes import Mode, Themes

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


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_rows_have_the_theme_s_colours_by_what_they_mean(view: TreeView, themes: Themes, mode: Mode) -> None:
    themes.choose(mode)
    view.go_to(("c",))
    theme = themes.current
    assert [_edge(_row(view, key)) for key in "abc"] == [theme.surface, theme.changed_back, theme.selection]
    # The branch to the left of the name is part of the row.
    assert _row(view, "b").pixelColor(4, HEIGHT // 2) == QColor(theme.changed_back)


def test_the_row_under_the_pointer_is_lit(view: TreeView, themes: Themes, qtbot: QtBot) -> None:
    rect = view.visualRect(view.tree.index_of(("a",)))
    QTest.mouseMove(view.viewport(), rect.center())
    qtbot.waitUntil(lambda: _edge(_row(view, "a")) == themes.current.hover)
    QCoreApplication.sendEvent(view.viewport(), QEvent(QEvent.Type.Leave))
    assert _edge(_row(view, "a")) == themes.current.surface


def test_a_row_that_opens_shows_it(view: TreeView, themes: Themes) -> None:
    view.show_spot(plain({"a": {"b": 1}, "c": {}}))
    inked = [_inked(_row(view, key), themes.current.surface) for key in "ac"]
    assert inked == [True, False]


def _inked(row: QImage, back: str) -> bool:
    return any(row.pixelColor(x, y).name() != back for x in range(16) for y in range(row.height()))


def test_what_no_longer_changed_is_not_lit_any_more_from_edge_to_edge(view: TreeView, themes: Themes) -> None:
    assert QTest.qWaitForWindowExposed(view)
    QApplication.processEvents()
    row, width = view.visualRect(view.tree.index_of(("b",))), view.viewport().width()
    y = view.viewport().mapTo(view, row.topLeft()).y() + 2

    def on_screen() -> set[str]:
        picture = view.screen().grabWindow(view.winId()).toImage()
        return {picture.pixelColor(x, y).name() for x in range(2, width - 2)}

    assert on_screen() == {themes.current.changed_back}
    view.show_spot(plain({**BEFORE, "b": 5}))
    QApplication.processEvents()
    assert on_screen() == {themes.current.surface}
