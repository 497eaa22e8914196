"""An editor for a JSON object that says, while it is typed, where it is wrong."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from leftfold.model.json import JsonObject, indented
from leftfold.ui.draft.typed import Meaningless, object_meant
from leftfold.ui.theme.type import monospace


class JsonEditor(QWidget):
    """A field for JSON, and under it what is wrong with it."""

    edited = Signal()
    """Something was typed."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.text, self._complaint = QPlainTextEdit(), QLabel()
        self.text.setFont(monospace())
        self.text.setAccessibleName(name)
        self.text.setTabChangesFocus(True)
        self._complaint.setProperty("role", "danger")
        self._complaint.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text)
        layout.addWidget(self._complaint)
        self.text.textChanged.connect(self._check)
        self.fill({})

    @property
    def complaint(self) -> str:
        """What is wrong, as shown; empty where nothing is."""
        return self._complaint.text()

    def read(self) -> JsonObject | Meaningless:
        """What was typed."""
        return object_meant(self.text.toPlainText())

    def fill(self, value: JsonObject) -> None:
        """Put an object into the field."""
        self.text.setPlainText(indented(value))

    def _check(self) -> None:
        found = self.read()
        complaint = found.why if isinstance(found, Meaningless) else ""
        self._complaint.setText(complaint)
        self._complaint.setVisible(bool(complaint))
        self.text.setProperty("role", "wrong" if complaint else "")
        self.text.setAccessibleDescription(complaint)
        self.text.style().polish(self.text)
        self.edited.emit()
