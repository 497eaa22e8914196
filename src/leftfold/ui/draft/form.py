"""A form for the fields of an event or a command: what is typed becomes a JSON object, or a sentence says why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import orjson
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from leftfold.domain.definition import Field, Kind
from leftfold.model.json import Json, JsonObject, compact

_YES_NO = ("", "yes", "no")


@dataclass(frozen=True, slots=True)
class Wrong:
    """A field that does not hold what it must."""

    field: Field
    complaint: str
    """A sentence."""


Reading: TypeAlias = JsonObject | Wrong


class FieldsForm(QWidget):
    """One input a field; an optional one left empty is left out."""

    edited = Signal()
    """Something was typed or chosen."""

    def __init__(self, fields: tuple[Field, ...]) -> None:
        super().__init__()
        self._fields = fields
        self._inputs = {field.name: _input(field) for field in fields}
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for field in fields:
            widget = self._inputs[field.name]
            layout.addRow(field.title + ("" if field.required else " (optional)"), widget)
            changed = widget.currentIndexChanged if isinstance(widget, QComboBox) else widget.textChanged
            changed.connect(self.edited)

    def read(self) -> Reading:
        """What was typed as a JSON object, or the first field that is wrong."""
        found: JsonObject = {}
        for field in self._fields:
            text = _text(self._inputs[field.name])
            if not text.strip():
                if field.required:
                    return Wrong(field, f"{field.title} is missing.")
                continue
            value = parse(field, text)
            if isinstance(value, Wrong):
                return value
            found[field.name] = value.value
        return found

    def fill(self, values: Mapping[str, Json]) -> None:
        """Put values into the fields; those not named are emptied."""
        for field in self._fields:
            widget, value = self._inputs[field.name], values.get(field.name)
            text = "" if value is None else _shown(value)
            if isinstance(widget, QComboBox):
                widget.setCurrentText(text)
            else:
                widget.setText(text)

    def mark(self, wrong: Wrong | None) -> None:
        """Show which field is wrong, or that none is."""
        for name, widget in self._inputs.items():
            is_wrong = wrong is not None and wrong.field.name == name
            widget.setProperty("role", "wrong" if is_wrong else "")
            widget.setToolTip(wrong.complaint if wrong is not None and is_wrong else "")
            widget.style().polish(widget)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A value that a text stands for."""

    value: Json


def parse(field: Field, text: str) -> Parsed | Wrong:
    """The value of a field that a text stands for."""
    match field.kind:
        case Kind.TEXT:
            return Parsed(text)
        case Kind.INTEGER:
            return _integer(field, text)
        case Kind.NUMBER:
            return _number(field, text)
        case Kind.YES_NO:
            return Parsed(text == "yes") if text in _YES_NO else Wrong(field, f"{field.title} must be yes or no.")
        case Kind.JSON:
            return _json(field, text)


def _integer(field: Field, text: str) -> Parsed | Wrong:
    bare = text.strip()
    if bare.lstrip("+-").isdecimal() and len(bare) < 19:
        return Parsed(int(bare))
    return Wrong(field, f"{field.title} must be a whole number.")


def _number(field: Field, text: str) -> Parsed | Wrong:
    try:
        value = orjson.loads(text.strip().replace(",", "."))
    except orjson.JSONDecodeError:
        value = None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Parsed(value)
    return Wrong(field, f"{field.title} must be a number.")


def _json(field: Field, text: str) -> Parsed | Wrong:
    try:
        return Parsed(orjson.loads(text))
    except orjson.JSONDecodeError as error:
        return Wrong(field, f"{field.title} must be JSON: {error}.")


def _input(field: Field) -> QLineEdit | QComboBox:
    widget: QLineEdit | QComboBox
    if field.kind is Kind.YES_NO:
        widget = QComboBox()
        widget.addItems(_YES_NO)
    else:
        widget = QLineEdit()
        widget.setPlaceholderText(str(field.kind))
    widget.setAccessibleName(field.title)
    widget.setAccessibleDescription(f"{field.kind}, {'required' if field.required else 'optional'}")
    return widget


def _text(widget: QLineEdit | QComboBox) -> str:
    return widget.currentText() if isinstance(widget, QComboBox) else widget.text()


def _shown(value: Json) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else compact(value)
