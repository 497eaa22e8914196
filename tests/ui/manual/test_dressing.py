"""How a page of Markdown looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest
from PySide6.QtGui import QFont, QFontInfo, QTextDocument, QTextTable
from PySide6.QtWidgets import QApplication

from leftfold.ui.manual.dressing import dress
from leftfold.ui.theme.tokens import DARK, LIGHT

Read: TypeAlias = Callable[[str], QTextDocument]


@pytest.fixture
def read(qapp: QApplication) -> Read:
    """Gives a text of Markdown as it looks in the light theme."""

    def read_(text: str) -> QTextDocument:
        document = QTextDocument(qapp)
        document.setMarkdown(text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        dress(document, LIGHT, lambda code: f"action:{code}" if code == "store.open" else "")
        return document

    return read_


def test_a_table_behind_code_has_no_empty_line_and_its_signs_are_plain(read: Read) -> None:
    document = read("# Made\n\n```sh\nleftfold\n```\n\n| one | two |\n|---|---|\n| `a\\|b` | c |\n")
    assert document.toPlainText().split("\n") == ["Made", "leftfold", "one", "two", "a|b", "c", ""]


def test_headings_are_larger_and_code_is_set_apart_without_ligatures(read: Read) -> None:
    document = read("# Made\n\nSay `a != b`.\n\n```sh\nleftfold\n```\n")
    title = document.begin()
    size = title.begin().fragment().charFormat().font().pixelSize()
    assert size > QFontInfo(document.defaultFont()).pixelSize()
    at = title.next().begin()
    at += 1
    code = at.fragment().charFormat()
    assert at.fragment().text() == "a != b"
    assert list(code.fontFeatures().values()) == [0]
    assert code.background().color() != title.charFormat().background().color()


def test_what_is_strong_is_of_the_boldest_face_there_is(read: Read) -> None:
    document = read("# Made\n\n**Strong** and not.\n")
    at = document.findBlockByNumber(1).begin()
    assert at.fragment().text() == "Strong"
    assert at.fragment().charFormat().fontWeight() == QFont.Weight.DemiBold


def test_code_that_leads_somewhere_is_a_link_and_is_as_long_as_it_was(read: Read) -> None:
    document = read("# Made\n\nDo `store.open` or `other`, twice `other`.\n")
    assert document.toPlainText() == "Made\nDo store.open or other, twice other."
    assert document.findBlockByNumber(1).text() == "Do store.open or other, twice other."
    at = document.findBlockByNumber(1).begin()
    at += 1
    assert at.fragment().charFormat().anchorHref() == "action:store.open"


def test_code_stands_on_a_ground_of_the_theme(qapp: QApplication) -> None:
    document = QTextDocument(qapp)
    document.setMarkdown("# Made\n\n```sh\none\ntwo\n```\n")
    dress(document, DARK, lambda _code: "")
    lines = [document.findBlockByNumber(number).blockFormat() for number in (1, 2)]
    assert {line.background().color().name() for line in lines} == {DARK.sunken}
    assert (lines[0].bottomMargin(), lines[1].topMargin()) == (0, 0)


def test_tables_are_as_wide_as_the_page(read: Read) -> None:
    (table,) = read("# Made\n\n| a | b |\n|---|---|\n| c | d |\n").rootFrame().childFrames()
    assert isinstance(table, QTextTable)
    assert table.format().width().rawValue() == 100
