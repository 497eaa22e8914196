"""How a page of Markdown looks: Qt reads it, and this gives its headings, code and tables the theme's form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontInfo,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from leftfold.ui.theme.tokens import Theme
from leftfold.ui.theme.type import CODE

MARGIN: Final = 24
_HEADINGS: Final = {1: 1.6, 2: 1.25, 3: 1.05}
"""Times the size of the text."""
_BEFORE: Final = {1: 0, 2: 22, 3: 16}
_AFTER: Final = 6
_BETWEEN: Final = 8
_CELL: Final = 5

Links = Callable[[str], str]
"""What a piece of code leads to; empty for nothing."""


def dress(document: QTextDocument, theme: Theme, links: Links) -> None:
    """Give a document that was read from Markdown its form; code that leads somewhere becomes a link."""
    document.setDocumentMargin(MARGIN)
    # All as one edit: a page is laid out once, and not after each piece.
    whole = QTextCursor(document)
    whole.beginEditBlock()
    for block in _blocks(document):
        if level := block.blockFormat().headingLevel():
            _dress_heading(block, level, document.defaultFont())
        elif _is_code(block):
            _dress_code(block, theme)
        else:
            _dress_text(block, theme, links)
    for frame in document.rootFrame().childFrames():
        _dress_table(frame, theme)
    whole.endEditBlock()


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _is_code(block: QTextBlock) -> bool:
    return block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence)


def _dress_heading(block: QTextBlock, level: int, text: QFont) -> None:
    form = QTextBlockFormat()
    form.setTopMargin(_BEFORE.get(level, _BEFORE[3]))
    form.setBottomMargin(_AFTER)
    QTextCursor(block).mergeBlockFormat(form)
    size = round(QFontInfo(text).pixelSize() * _HEADINGS.get(level, 1))
    for start, words, letters in _pieces(block):
        # As long as Qt's own adjustment is there, a size that is told does not count.
        letters.clearProperty(QTextFormat.Property.FontSizeAdjustment)
        letters.setProperty(QTextFormat.Property.FontPixelSize, size)
        letters.setFontWeight(QFont.Weight.DemiBold)
        _piece(block, start, words).setCharFormat(letters)


def _dress_code(block: QTextBlock, theme: Theme) -> None:
    form = QTextBlockFormat()
    form.setBackground(QBrush(QColor(theme.sunken)))
    form.setNonBreakableLines(False)
    form.setLeftMargin(0)
    # One background behind all lines, with air above the first and below the last.
    form.setTopMargin(0 if _is_code(block.previous()) else _AFTER)
    form.setBottomMargin(0 if _is_code(block.next()) else _BETWEEN + _AFTER)
    QTextCursor(block).mergeBlockFormat(form)
    _whole(block).mergeCharFormat(_code(theme))


def _dress_text(block: QTextBlock, theme: Theme, links: Links) -> None:
    form = QTextBlockFormat()
    form.setTopMargin(0)
    form.setBottomMargin(_after(block))
    QTextCursor(block).mergeBlockFormat(form)
    # From the last on: what is put in place of a piece moves those behind it.
    for start, text, letters in reversed(_pieces(block)):
        if letters.fontFixedPitch():
            letters.merge(_inline(theme, links(text)))
            # In a table, Markdown has a backslash before this sign, which Qt leaves in code.
            _piece(block, start, text).insertText(text.replace("\\|", "|"), letters)
        elif letters.fontWeight() > QFont.Weight.DemiBold:
            _piece(block, start, text).mergeCharFormat(_strong())


def _after(block: QTextBlock) -> int:
    if QTextCursor(block).currentTable() is not None:
        return 0
    return _BETWEEN if block.textList() is None else _AFTER


def _pieces(block: QTextBlock) -> list[tuple[int, str, QTextCharFormat]]:
    """Where each piece of a block begins, what it says, and how it looks."""
    found, at = [], block.begin()
    while not at.atEnd():
        fragment = at.fragment()
        found.append((fragment.position(), fragment.text(), fragment.charFormat()))
        at += 1
    return found


def _piece(block: QTextBlock, start: int, text: str) -> QTextCursor:
    cursor = QTextCursor(block.document())
    cursor.setPosition(start)
    cursor.setPosition(start + len(text), QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _inline(theme: Theme, target: str) -> QTextCharFormat:
    form = _code(theme)
    if target:
        form.setAnchor(True)
        form.setAnchorHref(target)
        form.setForeground(QBrush(QColor(theme.accent)))
    return form


def _strong() -> QTextCharFormat:
    # The boldest face that there is of the typeface.
    form = QTextCharFormat()
    form.setFontWeight(QFont.Weight.DemiBold)
    return form


def _dress_table(frame: QTextFrame, theme: Theme) -> None:
    if not isinstance(frame, QTextTable):
        return
    first = frame.cellAt(0, 0)
    if first.firstCursorPosition().block() != first.lastCursorPosition().block():
        # After code, Qt begins the first cell with an empty line.
        first.firstCursorPosition().deleteChar()
    form = frame.format()
    form.setBorderBrush(QBrush(QColor(theme.border)))
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorder(1)
    form.setBorderCollapse(True)
    form.setCellPadding(_CELL)
    form.setCellSpacing(0)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    form.setTopMargin(_BETWEEN)
    form.setBottomMargin(_BETWEEN + _AFTER)
    frame.setFormat(form)
    letters = QTextCharFormat()
    letters.setFontWeight(QFont.Weight.DemiBold)
    letters.setForeground(QBrush(QColor(theme.muted)))
    for column in range(frame.columns()):
        cell = frame.cellAt(0, column)
        cursor = cell.firstCursorPosition()
        cursor.setPosition(cell.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(letters)


def _code(theme: Theme) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFontFamilies([CODE])
    # Its ligatures would make one sign of `!=`.
    form.setFontFeatures({QFont.Tag("calt"): 0})
    form.setBackground(QBrush(QColor(theme.sunken)))
    return form


def _whole(block: QTextBlock) -> QTextCursor:
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    return cursor
