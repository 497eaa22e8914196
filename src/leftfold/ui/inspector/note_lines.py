"""Lines above the tabs that hold what must be known of the step shown below them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from leftfold.ui.inspector.notes import Note
from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes

_ICON: Final = 15
_LINES: Final = 4
"""A step has no more notes at once: failed or deleted, on an earlier failure, with a draft, and linked."""


class NoteLines(QWidget):
    """Shows notes, each with a button where it speaks of another event."""

    asked = Signal(int)
    """The person wants to see the event with this ordinal."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self.setAccessibleName("Notes on this step")
        self._themes = themes
        self._notes: tuple[Note, ...] = ()
        self._lines = [_Line() for _ in range(_LINES)]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for line in self._lines:
            layout.addWidget(line)
            line.button.clicked.connect(lambda _checked=False, line=line: self.asked.emit(line.go_to))
        themes.changed.connect(self._paint)
        self.show_notes(())

    @property
    def texts(self) -> list[str]:
        """The sentences in view."""
        return [line.text for line in self._lines if not line.isHidden()]

    def show_notes(self, notes: tuple[Note, ...]) -> None:
        """Show these notes, and no others."""
        self._notes = notes
        self.setVisible(bool(notes))
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(notes))
        self._paint()

    def _paint(self) -> None:
        theme = self._themes.current
        for line, note in zip(self._lines, self._notes, strict=False):
            line.show_note(note, str(getattr(theme, note.sign.tone)))


class _Line(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.go_to = 0
        self._sign, self._text, self.button = QLabel(), QLabel(), QPushButton()
        self.setProperty("role", "banner")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button.setProperty("role", "quiet")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 5, 6, 5)
        layout.setSpacing(8)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def text(self) -> str:
        return self._text.text()

    def show_note(self, note: Note, color: str) -> None:
        self.go_to = note.go_to or 0
        self._sign.setPixmap(icon(note.sign.icon, color).pixmap(_ICON, _ICON))
        self._text.setText(note.text)
        self.setAccessibleName(note.text)
        if self.property("tone") != note.sign.tone:
            self.setProperty("tone", str(note.sign.tone))
            self.style().polish(self)
        self.button.setText(note.way)
        self.button.setVisible(note.go_to is not None)
