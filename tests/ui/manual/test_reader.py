"""One page of the manual, as it is read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QUrl
from pytestqt.qtbot import QtBot

from leftfold.manual import Page, page
from leftfold.ui.manual.reader import Reader
from leftfold.ui.theme.themes import Themes


@pytest.fixture
def reader(qtbot: QtBot, themes: Themes) -> Iterator[Reader]:
    reader = Reader(themes, lambda text: f"action:{text}" if text == "store.open" else "")
    qtbot.addWidget(reader)
    reader.resize(600, 400)
    yield reader
    reader.close()


def test_a_page_can_be_read_and_heard(reader: Reader) -> None:
    reader.show_page(page("safety.md"))
    assert "What cannot happen by accident" in reader.toPlainText()
    assert reader.isReadOnly()
    assert (reader.accessibleName(), reader.accessibleDescription()) == ("Page of the manual", "Safety")


def test_it_goes_to_a_heading_and_says_where_there_is_none(reader: Reader) -> None:
    reader.show()
    reader.show_page(page("safety.md"))
    assert reader.place == 0
    assert reader.go_to("the-audit")
    assert reader.place > 0
    assert reader.textCursor().block().text() == "The audit"
    assert not reader.go_to("absent")


def test_words_are_marked_wherever_they_stand(reader: Reader) -> None:
    reader.show_page(Page("made.md", "# Made\n\nA store, and another Store.\n"))
    reader.mark(["store", "made"])
    assert sorted(mark.cursor.selectedText() for mark in reader.extraSelections()) == ["Made", "Store", "store"]
    reader.mark([])
    assert reader.extraSelections() == []


def test_the_name_of_an_action_leads_to_it_and_other_code_nowhere(reader: Reader, qtbot: QtBot) -> None:
    reader.show_page(Page("made.md", "# Made\n\nDo `store.open`, not `store.shut`; see [it](cases.md).\n"))
    assert _hrefs(reader) == {"store.open": "action:store.open", "it": "cases.md"}
    with qtbot.waitSignal(reader.asked) as asked:
        reader.anchorClicked.emit(QUrl("cases.md#bookmarks"))
    assert asked.args == ["cases.md#bookmarks"]


def _hrefs(reader: Reader) -> dict[str, str]:
    found, block = dict[str, str](), reader.document().begin()
    while block.isValid():
        at = block.begin()
        while not at.atEnd():
            if href := at.fragment().charFormat().anchorHref():
                found[at.fragment().text()] = href
            at += 1
        block = block.next()
    return found
