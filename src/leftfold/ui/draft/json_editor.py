"""An editor for a JSON object that says, while it is typed, where it is wrong."""

from __future__ import annotations

from dataclasses import dataclass

import orjson
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from leftfold.model.json import JsonObject, indented
from leftfold.ui.theme.type import monospace


@dataclass(frozen=True, slots=True)
class Malformed:
    """Why a text is no JSON object."""

    complaint: str
    """A sentence, with line and column where there is a place to point at."""


def parse_object(text: str) -> JsonObject | Malformed:
    """The JSON object that a text holds."""
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        return Malformed(f"Line {error.lineno}, column {error.colno}: {error.msg}.")
    if not isinstance(value, dict):
        return Malformed("An event's payload is a JSON object, such as {}.")
    return value


class JsonEditor(QWidget):
    """A field for JSON, and under it what is wrong with it."""

    edited = Signal()
    """Something was typed."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._text, self._complaint = QPlainTextEdit(), QLabel()
        self._text.setFont(monospace())
        self._text.setAccessibleName(name)
        self._text.setTabChangesFocus(True)
        self._complaint.setProperty("role", "danger")
        self._complaint.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._text)
        layout.addWidget(self._complaint)
        self._text.textChanged.connect(self._check)
        self.fill({})

    def read(self) -> JsonObject | Malformed:
        """What was typed."""
        return parse_object(self._text.toPlainText())

    def fill(self, value: JsonObject) -> None:
        """Put an object into the field."""
        self._text.setPlainText(indented(value))

    def type(self, text: str) -> None:
        """Put any text into the field."""
        self._text.setPlainText(text)

    def _check(self) -> None:
        found = self.read()
        self._complaint.setText(found.complaint if isinstance(found, Malformed) else "")
        self._complaint.setVisible(isinstance(found, Malformed))
        self.edited.emit()
