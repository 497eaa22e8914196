"""Asks for a command, has the domain decide it, and stages what follows; a rejection is said and the form stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from leftfold.domain.definition import Command
from leftfold.ui.document import Document
from leftfold.ui.draft.field_input import Wrong
from leftfold.ui.draft.form import FieldsForm
from leftfold.ui.drafting import Drafting

_WIDTH: Final = 440
_ABOUT: Final = (
    "It is decided on the last state, the draft included. What it appends is added to the draft; nothing is written "
    "until you commit."
)
_NO_COMMANDS: Final = "The domain of this aggregate has no commands. An event can be proposed as it is."


class CommandDialog(QDialog):
    """Proposes the events that follow from a command; nothing is written."""

    def __init__(
        self, document: Document, drafting: Drafting, append: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._drafting, self._append = drafting, append
        shown = document.shown
        self._commands: tuple[Command[Any], ...] = shown.replay.domain.commands if shown else ()
        self._choice, self._shown_form = QComboBox(), QStackedWidget()
        self._forms = tuple(FieldsForm(command.fields) for command in self._commands)
        self._waiting = False
        self.setWindowTitle("Propose what a command decides")
        self.setMinimumWidth(_WIDTH)
        self._complaint = QLabel()
        self._complaint.setProperty("role", "danger")
        self._complaint.setWordWrap(True)
        self._complaint.hide()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._run = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._run.setText("Propose" if self._commands else "Propose an event…")
        self._run.setProperty("role", "primary")
        self._lay_out()
        self._connect()

    def choose(self, name: str) -> FieldsForm:
        """Choose a command by its name; gives the form for its arguments."""
        self._choice.setCurrentIndex(self._choice.findData(name))
        return self._forms[self._choice.currentIndex()]

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
        form = self._forms[self._choice.currentIndex()]
        arguments = form.read()
        form.mark(arguments if isinstance(arguments, Wrong) else None)
        if isinstance(arguments, Wrong):
            self._complain(arguments.complaint)
            return
        self._wait(waiting=True)
        self._drafting.command(str(self._choice.currentData()), arguments)

    @override
    def done(self, result: int) -> None:
        # What is still being decided must not be staged after all.
        self._wait(waiting=False)
        self._drafting.deciding.give_up()
        super().done(result)

    def _lay_out(self) -> None:
        about = QLabel(_ABOUT if self._commands else _NO_COMMANDS)
        about.setProperty("role", "caption")
        about.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(about)
        if self._commands:
            self._choice.setAccessibleName("Command")
            for command, form in zip(self._commands, self._forms, strict=True):
                self._choice.addItem(command.title, command.name)
                self._shown_form.addWidget(form)
            fields = QFormLayout()
            fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
            fields.addRow("Command", self._choice)
            layout.addLayout(fields)
            layout.addWidget(self._shown_form)
        layout.addWidget(self._complaint)
        layout.addWidget(self._buttons)

    def _connect(self) -> None:
        self._choice.currentIndexChanged.connect(self._shown_form.setCurrentIndex)
        self._choice.currentIndexChanged.connect(self._complaint.hide)
        for form in self._forms:
            form.edited.connect(self._complaint.hide)
        self._buttons.accepted.connect(self.decide)
        self._buttons.rejected.connect(self.reject)
        self._drafting.rejected.connect(self._rejected)
        self._drafting.refused.connect(self._rejected)
        self._drafting.staged.connect(self._staged)

    def _rejected(self, reason: str) -> None:
        if self._waiting:
            self._wait(waiting=False)
            self._complain(reason)

    def _staged(self) -> None:
        if self._waiting:
            self.accept()

    def _wait(self, *, waiting: bool) -> None:
        self._waiting = waiting
        self._run.setEnabled(not waiting)

    def _complain(self, sentence: str) -> None:
        self._complaint.setText(sentence)
        self._complaint.show()
