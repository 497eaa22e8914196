"""“When did it last become 3?”: a small field that finds the last event at which a value became another."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from leftfold.diagnose.field_history import FieldChange, last_became
from leftfold.diagnose.meaning import change_to
from leftfold.model.paths import Path
from leftfold.ui.document import Document
from leftfold.ui.tasks import Lane, Request

_KEY: Final = "became"


class BecameField(QWidget):
    """Takes a value, and leads to the last event at which the shown field became it."""

    found = Signal(int)
    """The ordinal of that event."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._path: Path | None = None
        self.field, self.answer = QLineEdit(), QLabel()
        self.field.setPlaceholderText("When did it last become …")
        self.field.setAccessibleName("Value that the field last became")
        self.field.setToolTip("A value, such as 3 or a text; nothing for one that is gone. Enter goes to the event.")
        self.answer.setProperty("role", "caption")
        self.answer.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 6, 4)
        layout.addWidget(self.field, 1)
        layout.addWidget(self.answer)
        self.field.returnPressed.connect(self._seek)
        self.field.textEdited.connect(lambda _text: self._say(""))
        document.shown_changed.connect(self._stop)

    def show_field(self, path: Path | None) -> None:
        """Ask about another field, or none."""
        self._stop()
        self._path = path
        self.setVisible(path is not None)

    def _seek(self) -> None:
        shown, path, typed = self._document.shown, self._path, self.field.text()
        if shown is None or path is None or not typed.strip():
            return
        self._say("searching…")
        self._document.tasks.run(
            Request(
                lane=Lane.FIELD,
                key=_KEY,
                work=lambda job: last_became(shown.history, path, change_to(typed), progress=job.check),
                done=self._arrive,
                failed=lambda error: self._say(str(error)),
            )
        )

    def _arrive(self, change: FieldChange | None) -> None:
        if change is None:
            self._say("never")
        else:
            self._say(f"at version {change.version:,}")
            self.found.emit(change.ordinal)

    def _stop(self) -> None:
        self._document.tasks.cancel(_KEY)
        self._say("")

    def _say(self, answer: str) -> None:
        self.answer.setText(answer)
        self.answer.setVisible(bool(answer))
