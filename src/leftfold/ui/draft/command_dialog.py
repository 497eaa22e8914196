"""Asks for a command, has the domain decide it, and stages what follows; a rejection is said and the form stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from leftfold.domain.definition import Command
from leftfold.ui.document import Document
from leftfold.ui.draft.form import FieldsForm, Wrong
from leftfold.ui.drafting import Drafting

_WIDTH = 440


class CommandDialog(QDialog):
    """Proposes the events that follow from a command; nothing is written."""

    def __init__(
        self, document: Document, drafting: Drafting, append: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._drafting, self._append = drafting, append
        shown = document.shown
        self._commands: tuple[Command[Any], ...] = shown.replay.domain.commands if shown else ()
        self._form = FieldsForm(())
        self._waiting = False
        self.setWindowTitle("Propose what a command decides")
        self.setMinimumWidth(_WIDTH)
        self._choice = QComboBox()
        self._choice.setAccessibleName("Command")
        self._complaint = QLabel()
        self._complaint.setProperty("role", "danger")
        self._complaint.setWordWrap(True)
        self._complaint.hide()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._run = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._buttons.accepted.connect(self.decide)
        self._buttons.rejected.connect(self.reject)
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(10)
        self._lay_out()

    def choose(self, name: str) -> FieldsForm:
        """Choose a command by its name; gives the form for its arguments."""
        self._choice.setCurrentIndex(self._choice.findData(name))
        return self._form

    @property
    def complaint(self) -> str:
        """Why the command was not accepted; empty where nothing is wrong."""
        return self._complaint.text() if self._complaint.isVisibleTo(self) else ""

    def decide(self) -> None:
        """Have the command decided on the drafted end state."""
        if not self._commands:
            self.reject()
            self._append()
            return
        arguments = self._form.read()
        self._form.mark(arguments if isinstance(arguments, Wrong) else None)
        if isinstance(arguments, Wrong):
            self._complain(arguments.complaint)
            return
        self._waiting = True
        self._run.setEnabled(False)
        self._drafting.command(str(self._choice.currentData()), arguments)

    def _lay_out(self) -> None:
        if self._commands:
            for command in self._commands:
                self._choice.addItem(command.title, command.name)
            fields = QFormLayout()
            fields.addRow("Command", self._choice)
            self._layout.addLayout(fields)
            self._layout.addWidget(self._form)
            self._run.setText("Decide")
            self._run.setProperty("role", "primary")
            self._choice.currentIndexChanged.connect(self._show_form)
            self._drafting.rejected.connect(self._rejected)
            self._drafting.changed.connect(self._staged)
            self._show_form(0)
        else:
            text = QLabel("This aggregate's domain has no commands. An event can be proposed as it is.")
            text.setWordWrap(True)
            self._layout.addWidget(text)
            self._run.setText("Propose an event…")
        self._layout.addWidget(self._complaint)
        self._layout.addWidget(self._buttons)

    def _show_form(self, place: int) -> None:
        form = FieldsForm(self._commands[place].fields)
        form.edited.connect(self._complaint.hide)
        self._layout.replaceWidget(self._form, form)
        self._form.deleteLater()
        self._form = form
        self._complaint.hide()

    def _rejected(self, reason: str) -> None:
        if self._waiting:
            self._waiting = False
            self._run.setEnabled(True)
            self._complain(reason)

    def _staged(self) -> None:
        if self._waiting:
            self.accept()

    def _complain(self, sentence: str) -> None:
        self._complaint.setText(sentence)
        self._complaint.show()
