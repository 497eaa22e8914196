"""Asks for a few words: a note, or a reason."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

_WIDTH: Final = 440
"""Pixels in which a sentence is typed."""


class AskDialog(QDialog):
    """One line of text that is asked for, with a sentence that says what becomes of it."""

    answered = Signal(str)
    """What was typed, without the blanks around it."""

    def __init__(self, title: str, sentence: str, name: str, parent: QWidget | None = None) -> None:
        """`name` is what the text is, such as `Reason`."""
        super().__init__(parent)
        self.setWindowTitle(title)
        told = QLabel(sentence)
        told.setTextFormat(Qt.TextFormat.PlainText)
        told.setWordWrap(True)
        told.setMinimumWidth(_WIDTH)
        self.text = QLineEdit()
        self.text.setAccessibleName(name)
        self.text.setPlaceholderText(name)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(title)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for part in (told, self.text, buttons):
            column.addWidget(part)
        self.accepted.connect(lambda: self.answered.emit(self.text.text().strip()))
        self.text.setFocus()

    def require(self) -> None:
        """Take no empty text."""
        self.ok.setEnabled(bool(self.text.text().strip()))
        self.text.textChanged.connect(lambda text: self.ok.setEnabled(bool(text.strip())))
