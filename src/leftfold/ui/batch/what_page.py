"""Second: what is done about the wrong events, in words, with what it would do to the first that is found."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QRadioButton, QStackedWidget, QVBoxLayout, QWidget

from leftfold.batch.correction import Correction, DeleteEvents, RestoreState, run_command
from leftfold.batch.proposal import Proposal
from leftfold.batch.which import nothing_found
from leftfold.domain.definition import Command
from leftfold.model.errors import BadRequest
from leftfold.model.json import JsonObject
from leftfold.ui.batch.argument_input import ArgumentInput
from leftfold.ui.batch.sample import Sample
from leftfold.ui.batch.telling import effect_text
from leftfold.ui.draft.field_input import LeftOut, Wrong
from leftfold.ui.draft.typed import Meant

_DELETE: Final = "&Undo the events: they stay stored and no longer count (soft deletion)"
_RESTORE: Final = "Bring each &back to where it was before the event, by a new event"
_COMMAND: Final = "&Run a command on each"
_NO_WAY_BACK: Final = "What these events mean does not say which new events bring a state back."
_NO_COMMANDS: Final = "What these events mean knows no commands."
_LOOKING: Final = "Looking for the first such event…"


class WhatPage(QWidget):
    """Asks what is done."""

    changed = Signal()
    """It is another correction, or none."""

    def __init__(self, sample: Sample) -> None:
        super().__init__()
        self._sample = sample
        self.delete, self.restore, self.command = (QRadioButton(text) for text in (_DELETE, _RESTORE, _COMMAND))
        self.commands, self._forms = QComboBox(), QStackedWidget()
        self.commands.setAccessibleName("Command")
        self._inputs = tuple(self._inputs_of(command) for command in sample.domain.commands)
        self._found, self._effect = QLabel(), QLabel()
        for label in (self._found, self._effect):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._found.setProperty("role", "caption")
        self._lay_out()
        self._allow()
        for button in (self.delete, self.restore, self.command):
            button.toggled.connect(self._tell)
        self.commands.currentIndexChanged.connect(self._tell)

    @property
    def correction(self) -> Correction | None:
        """What is done; None where something is missing in it."""
        if self.delete.isChecked():
            return DeleteEvents()
        if self.restore.isChecked():
            return RestoreState()
        if not self.command.isChecked():
            return None
        arguments = self._arguments()
        try:
            return None if isinstance(arguments, str) else run_command(str(self.commands.currentData()), arguments)
        except BadRequest:
            return None

    @property
    def complaint(self) -> str:
        """What is missing; empty where nothing is."""
        if not self.command.isChecked():
            return "" if self.correction is not None else "Choose what is done."
        arguments = self._arguments()
        return arguments if isinstance(arguments, str) else "" if self.correction else "A value leads to no place."

    @property
    def effect(self) -> str:
        """What is said of the first one that is found."""
        return self._effect.text()

    def show_looking(self) -> None:
        """Say that the first such event is looked for."""
        self._found.setText(_LOOKING)
        self._effect.clear()

    def show_preview(self, proposal: Proposal | None) -> None:
        """Show what would be done to the first one that was found."""
        if proposal is None:
            nothing = self._sample.listed and nothing_found(self._sample.listed)
            self._found.setText(nothing or "No aggregate has such an event; go back and say less.")
            return
        self._found.setText(f"The first found is {proposal.stream}, event {proposal.offending[0]}: {proposal.told}")
        self._effect.setText(effect_text(proposal))

    def show_failure(self, sentence: str) -> None:
        """Say why nothing can be shown."""
        self._found.setText(sentence)
        self._effect.clear()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for button in (self.delete, self.restore, self.command):
            layout.addWidget(button)
        for command, inputs in zip(self._sample.domain.commands, self._inputs, strict=True):
            self.commands.addItem(command.title, command.name)
            self._forms.addWidget(_form(inputs))
        self.commands.currentIndexChanged.connect(self._forms.setCurrentIndex)
        self.commands.setCurrentIndex(max(0, self.commands.findData(self._sample.command)))
        inside = QFormLayout()
        inside.setContentsMargins(24, 0, 0, 0)
        inside.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        inside.addRow("Command", self.commands)
        inside.addRow(self._forms)
        layout.addLayout(inside)
        layout.addSpacing(12)
        layout.addWidget(self._found)
        layout.addWidget(self._effect)
        layout.addStretch()

    def _allow(self) -> None:
        """Let nothing be chosen that the store or the domain cannot do, with the reason; choose the first that is."""
        sample, domain = self._sample, self._sample.domain
        append = "" if sample.append.allowed else sample.append.reason
        against = (
            (self.delete, "" if sample.delete.allowed else sample.delete.reason),
            (self.restore, append or ("" if domain.compensate else _NO_WAY_BACK)),
            (self.command, append or ("" if domain.commands else _NO_COMMANDS)),
        )
        for button, reason in against:
            button.setEnabled(not reason)
            button.setToolTip(reason)
            button.setAccessibleDescription(reason)
        first = next((button for button, reason in against if not reason), None)
        if first is not None:
            first.setChecked(True)
        self._show_form()

    def _tell(self) -> None:
        self._show_form()
        self.changed.emit()

    def _show_form(self) -> None:
        for widget in (self.commands, self._forms):
            widget.setEnabled(self.command.isChecked())

    def _arguments(self) -> JsonObject | str:
        found: JsonObject = {}
        for one in self._inputs[self.commands.currentIndex()]:
            match one.held():
                case Meant(value):
                    found[one.field.name] = value
                case Wrong(_, complaint):
                    return complaint
                case LeftOut():
                    pass
        return found

    def _inputs_of(self, command: Command[object]) -> tuple[ArgumentInput, ...]:
        inputs = tuple(ArgumentInput(field, self._sample, self) for field in command.fields)
        for one in inputs:
            one.edited.connect(self.changed)
        return inputs


def _form(inputs: tuple[ArgumentInput, ...]) -> QWidget:
    page = QWidget()
    form = QFormLayout(page)
    form.setContentsMargins(0, 0, 0, 0)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    for one in inputs:
        form.addRow(one.field.title + ("" if one.field.required else " (optional)"), one.widget)
    return page
