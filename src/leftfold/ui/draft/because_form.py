"""Who corrects, and why: asked for once, recorded with every write."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from leftfold.model.edits import Because


class BecauseForm(QWidget):
    """Reason, ticket and author."""

    edited = Signal(object)
    """The `Because` as it is typed now."""

    def __init__(self) -> None:
        super().__init__()
        self._reason, self._ticket, self._author = QLineEdit(), QLineEdit(), QLineEdit()
        self._committer = ""
        self._reason.setPlaceholderText("Why is this corrected? (required)")
        self._ticket.setPlaceholderText("Optional")
        self._author.setPlaceholderText("Who corrects it? (required)")
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(6)
        layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for title, field in (("Reason", self._reason), ("Ticket", self._ticket), ("Author", self._author)):
            field.setAccessibleName(title)
            field.textEdited.connect(self._tell)
            layout.addRow(title, field)

    @property
    def because(self) -> Because:
        """What was typed."""
        author, reason, ticket = (field.text().strip() for field in (self._author, self._reason, self._ticket))
        return Because(author, reason, ticket, self._committer)

    def fill(self, because: Because) -> None:
        """Show what is given; where it is what was typed, the text being typed is left alone."""
        self._committer = because.committer
        # Who drafted it stays who drafted it, whoever goes on with it.
        self._author.setReadOnly(bool(because.committer))
        told = f"{because.author} drafted this; you, {because.committer}, commit it. Both are recorded."
        self._author.setToolTip(told if because.committer else "")
        self._author.setAccessibleDescription(self._author.toolTip())
        if because != self.because:
            self._author.setText(because.author)
            self._reason.setText(because.reason)
            self._ticket.setText(because.ticket)

    def ask(self) -> None:
        """Put the keyboard where something that is required is missing."""
        field = self._reason if not self.because.reason or self.because.author else self._author
        field.setFocus()

    def _tell(self) -> None:
        self.edited.emit(self.because)
