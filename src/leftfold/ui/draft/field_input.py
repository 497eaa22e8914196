"""The input for one field of an event or a command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit

from leftfold.domain.definition import Field, Kind
from leftfold.model.json import Json, compact
from leftfold.ui.draft.typed import Meaningless, Meant, meant
from leftfold.ui.theme.type import monospace

_HINTS: Final = {
    Kind.TEXT: "text",
    Kind.INTEGER: "whole number",
    Kind.NUMBER: "number",
    Kind.YES_NO: "yes or no",
    Kind.JSON: "JSON",
}
_CHOICES: Final = ("", "yes", "no")
"""No is not the same as nothing chosen, so that a box to tick would not do."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A field that does not hold what it must."""

    field: Field
    complaint: str
    """A sentence."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Nothing was typed."""


Held: TypeAlias = Meant | LeftOut | Wrong


class FieldInput(QObject):
    """A line to type in, or a choice; a value put into it stays exactly as it is until it is typed over."""

    edited = Signal()
    """Something was typed or chosen."""

    def __init__(self, field: Field, parent: QObject) -> None:
        super().__init__(parent)
        self.field = field
        self.widget = _choice() if field.kind is Kind.YES_NO else _line(field)
        self._given: Meant | None = None
        self.widget.setAccessibleName(field.title)
        self.widget.setAccessibleDescription(f"{_hint(field)}, {'required' if field.required else 'optional'}")
        self.widget.setToolTip(field.help)
        _changes(self.widget, self._typed)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.widget.currentText() if isinstance(self.widget, QComboBox) else self.widget.text()

    def held(self) -> Held:
        """The value, that there is none, or what is wrong with it; none is wrong only where the whole form is read."""
        if self._given is not None:
            return self._checked(self._given)
        if not self.text.strip():
            return LeftOut()
        found = meant(self.field.kind, self.text)
        return self._complain(found.why) if isinstance(found, Meaningless) else found

    def give(self, value: Meant | None) -> None:
        """Put a value into the input, or empty it."""
        # Null reads as nothing typed, and is kept as null all the same.
        text = "" if value is None or value.value is None else _shown(self.field.kind, value.value)
        with QSignalBlocker(self.widget):
            if isinstance(self.widget, QComboBox):
                self.widget.setCurrentText(text if text in _CHOICES else "")
            else:
                self.widget.setText(text)
        self._given = value
        self.mark("")

    def mark(self, complaint: str) -> None:
        """Show what is wrong with the input; empty for nothing."""
        self.widget.setProperty("role", "wrong" if complaint else "")
        self.widget.setToolTip(complaint or self.field.help)
        self.widget.style().polish(self.widget)

    def missing(self) -> Wrong:
        """That the field must be filled in."""
        return Wrong(self.field, f"{self.field.title} is missing.")

    def _typed(self) -> None:
        self._given = None
        found = self.held()
        self.mark(found.complaint if isinstance(found, Wrong) else "")
        self.edited.emit()

    def _checked(self, given: Meant) -> Held:
        if given.value is None:
            return given if not self.field.required or self.field.kind is Kind.JSON else LeftOut()
        if _fits(self.field.kind, given.value):
            return given
        return self._complain(f"{compact(given.value)} is no {_HINTS[self.field.kind]}.")

    def _complain(self, why: str) -> Wrong:
        return Wrong(self.field, f"{self.field.title}: {why[:1].lower()}{why[1:]}")


def _hint(field: Field) -> str:
    return f"{_HINTS[field.kind]}: {field.help}" if field.help else _HINTS[field.kind]


def _line(field: Field) -> QLineEdit:
    line = QLineEdit()
    line.setPlaceholderText(_hint(field))
    if field.kind is Kind.JSON:
        line.setFont(monospace())
    return line


def _choice() -> QComboBox:
    choice = QComboBox()
    choice.addItems(_CHOICES)
    return choice


def _changes(widget: QLineEdit | QComboBox, call: Callable[[], None]) -> None:
    changed = widget.currentIndexChanged if isinstance(widget, QComboBox) else widget.textChanged
    changed.connect(lambda _new: call())


def _shown(kind: Kind, value: Json) -> str:
    if kind is Kind.YES_NO and isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) and kind is not Kind.JSON else compact(value)


def _fits(kind: Kind, value: Json) -> bool:
    match kind:
        case Kind.TEXT:
            return isinstance(value, str)
        case Kind.YES_NO:
            return isinstance(value, bool)
        case Kind.INTEGER:
            return isinstance(value, int) and not isinstance(value, bool)
        case Kind.NUMBER:
            return isinstance(value, (int, float)) and not isinstance(value, bool)
        case Kind.JSON:
            return True
