"""A text that takes the room it needs, and no more."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from leftfold.ui.draft.scrolled_text import ScrolledText


def test_it_is_as_high_as_its_text_and_shrinks_to_two_lines(qtbot: QtBot) -> None:
    label = QLabel(wordWrap=True)
    scrolled = ScrolledText(label)
    qtbot.addWidget(scrolled)
    scrolled.resize(200, 100)
    scrolled.show()
    label.setText("short")
    one = scrolled.sizeHint().height()
    assert scrolled.minimumSizeHint().height() == one
    label.setText("a much longer sentence, of a good many words. " * 8)
    assert scrolled.sizeHint().height() > 4 * one
    assert one < scrolled.minimumSizeHint().height() < 4 * one
