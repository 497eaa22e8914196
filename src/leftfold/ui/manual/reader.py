"""One page of the manual, as it is read."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QBrush, QColor, QTextBlock, QTextCharFormat, QTextCursor, QTextDocument, QTextOption
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from leftfold.manual import Page, anchor_of
from leftfold.ui.manual.dressing import Links, dress
from leftfold.ui.theme.themes import Themes


class Reader(QTextBrowser):
    """Shows a page, goes to its headings, and marks words in it."""

    asked = Signal(str)
    """What a link that was followed leads to."""

    def __init__(self, themes: Themes, links: Links) -> None:
        super().__init__()
        self._themes, self._links = themes, links
        # Where links lead is for the window to say, which keeps the way back.
        self.setOpenLinks(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setAccessibleName("Page of the manual")
        self.anchorClicked.connect(self._ask)

    def show_page(self, page: Page) -> None:
        """Show a page from its beginning."""
        self.setExtraSelections([])
        document = self.document()
        document.setMarkdown(page.text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        dress(document, self._themes.current, self._links)
        self.setAccessibleDescription(page.title)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def go_to(self, anchor: str) -> bool:
        """Go to the heading with an anchor; whether there is one."""
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and anchor_of(block.text()) == anchor:
                self._show_at_top(block)
                return True
            block = block.next()
        return False

    def mark(self, words: list[str]) -> None:
        """Mark each place at which one of these words stands."""
        form = QTextCharFormat()
        form.setBackground(QBrush(QColor(self._themes.current.changed_back)))
        form.setForeground(QBrush(QColor(self._themes.current.text)))
        marks = []
        for word in words:
            found = self.document().find(word)
            while not found.isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = found, form
                marks.append(mark)
                found = self.document().find(word, found)
        self.setExtraSelections(marks)

    @property
    def place(self) -> int:
        """How far it is scrolled."""
        return self.verticalScrollBar().value()

    @place.setter
    def place(self, place: int) -> None:
        self.verticalScrollBar().setValue(place)

    def _show_at_top(self, block: QTextBlock) -> None:
        self.setTextCursor(QTextCursor(block))
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(round(top))

    def _ask(self, url: QUrl) -> None:
        self.asked.emit(url.toString())
