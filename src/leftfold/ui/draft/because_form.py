"""Who corrects, and why: asked for once, recorded with every write."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from leftfold.model.edits import Because
from leftfold.model.rulings import Rulings


class BecauseForm(QWidget):
    """Reason, ticket and author."""

    edited = Signal(object)
    """The `Because` as it is typed now."""

    def __init__(self) -> None:
        super().__init__()
        self._reason, self._ticket, self._author = QLineEdit(), QLineEdit(), QLineEdit()
        self._committer = ""
        self._needs_ticket = False
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

    def demand(self, rulings: Rulings) -> None:
        """Say in the fields what the store's rules demand."""
        longer = f", {rulings.reason} characters or more" if rulings.reason > 1 else ""
        self._reason.setPlaceholderText(f"Why is this corrected? (required{longer})")
        alike = " and ".join(rulings.ticket_patterns)
        demanded = f"Required{alike and f', like {alike}'}"
        self._needs_ticket = rulings.ticket
        self._ticket.setPlaceholderText(demanded if rulings.ticket else f"Optional{alike and f', like {alike}'}")
        self._ticket.setAccessibleDescription(self._ticket.placeholderText())
        self._reason.setAccessibleDescription(self._reason.placeholderText())

    def ask(self) -> None:
        """Put the keyboard where something that is required is missing."""
        because = self.because
        wanting = [(because.reason, self._reason), (because.author, self._author)]
        if self._needs_ticket:
            wanting.append((because.ticket, self._ticket))
        next((field for text, field in wanting if not text), self._reason).setFocus()

    def _tell(self) -> None:
        self.edited.emit(self.because)
