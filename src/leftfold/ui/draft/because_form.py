"""Who corrects, and why: asked for once, recorded with every write."""

from __future__ import annotations

import getpass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from leftfold.model.edits import Because


class BecauseForm(QWidget):
    """Reason, ticket and author."""

    edited = Signal()
    """Something was typed."""

    def __init__(self) -> None:
        super().__init__()
        self._reason, self._ticket, self._author = QLineEdit(), QLineEdit(), QLineEdit(getpass.getuser())
        self._reason.setPlaceholderText("Why is this corrected? (required)")
        self._ticket.setPlaceholderText("Optional")
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(6)
        for title, field in (("Reason", self._reason), ("Ticket", self._ticket), ("Author", self._author)):
            field.setAccessibleName(title)
            field.textEdited.connect(self.edited)
            layout.addRow(title, field)

    @property
    def because(self) -> Because:
        """What was typed."""
        return Because(self._author.text().strip(), self._reason.text().strip(), self._ticket.text().strip())

    def explain(self, reason: str, *, ticket: str = "") -> None:
        """Fill in why."""
        self._reason.setText(reason)
        self._ticket.setText(ticket)
        self.edited.emit()

    def clear_reason(self) -> None:
        """Forget why: the next correction has its own reason."""
        self._reason.clear()
        self._ticket.clear()

    def ask(self) -> None:
        """Put the keyboard where the reason is typed."""
        self._reason.setFocus()
