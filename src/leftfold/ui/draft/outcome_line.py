"""The line that says what an event would do, while it is put together."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from leftfold.draft.trial import Trial


class OutcomeLine(QLabel):
    """Says what an event would do to the drafted state; nothing while that is not known."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAccessibleName("What the event would do")
        self.show_trial(None)

    def show_trial(self, trial: Trial | None) -> None:
        """Show what was tried."""
        self.setText("" if trial is None else trial.text if trial.fails else f"It would say: {trial.text}")
        self.setProperty("role", "danger" if trial is not None and trial.fails else "caption")
        self.style().polish(self)
        self.setVisible(trial is not None)
