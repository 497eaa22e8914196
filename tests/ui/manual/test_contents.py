"""The list at the left of the manual: its contents, or what a search found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from leftfold.manual import chapters, page, pages
from leftfold.ui.manual.contents import Contents


@pytest.fixture
def contents(qtbot: QtBot) -> Iterator[Contents]:
    contents = Contents()
    qtbot.addWidget(contents)
    yield contents
    contents.close()


def _top(contents: Contents, row: int) -> QTreeWidgetItem:
    item = contents.list.topLevelItem(row)
    assert item is not None
    return item


def _texts(contents: Contents) -> list[str]:
    tops = (_top(contents, row) for row in range(contents.list.topLevelItemCount()))
    return [one.text(0) for top in tops for one in (top, *_inner(top))]


def _inner(top: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [item for item in map(top.child, range(top.childCount())) if item]


def test_all_pages_are_listed_by_those_who_read_them(contents: Contents) -> None:
    titles = [one.title for chapter in chapters() for one in chapter.pages]
    assert [text for text in _texts(contents) if text in titles] == titles
    assert len(_texts(contents)) == len(pages()) + len(chapters())
    assert contents.list.accessibleName() == "Contents of the manual"


def test_a_page_is_asked_for_by_the_keyboard(contents: Contents, qtbot: QtBot) -> None:
    contents.list.setCurrentItem(_inner(_top(contents, 1))[1])
    with qtbot.waitSignal(contents.asked) as asked:
        contents.list.activated.emit(contents.list.currentIndex())
    assert asked.args == ["cases.md"]
    with qtbot.assertNotEmitted(contents.asked):
        contents.list.activated.emit(contents.list.indexFromItem(_top(contents, 1)))


def test_the_page_that_is_read_is_marked(contents: Contents) -> None:
    contents.stand_at("scale.md")
    current = contents.list.currentItem()
    assert current is not None
    assert current.text(0) == page("scale.md").title


def test_a_search_lists_places_and_enter_goes_to_the_first(contents: Contents, qtbot: QtBot) -> None:
    QTest.keyClicks(contents.field, "read model")
    assert contents.words == ["read", "model"]
    assert "A read model's map" in _texts(contents)
    assert contents.list.accessibleName() == "What was found in the manual"
    with qtbot.waitSignal(contents.asked) as asked:
        QTest.keyClick(contents.field, Qt.Key.Key_Return)
    assert asked.args == ["findings.md#a-read-models-map"]
    contents.field.clear()
    assert "For support" in _texts(contents)


def test_nothing_found_says_what_to_do(contents: Contents, qtbot: QtBot) -> None:
    contents.field.setText("zebra")
    assert _texts(contents) == ["Nothing found; try fewer or other words"]
    with qtbot.assertNotEmitted(contents.asked):
        QTest.keyClick(contents.field, Qt.Key.Key_Return)
