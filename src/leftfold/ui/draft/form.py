"""A form for the fields of an event or a command: what is typed becomes a JSON object, or a sentence says why not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from leftfold.domain.definition import Field
from leftfold.model.json import Json, JsonObject
from leftfold.ui.draft.field_input import FieldInput, LeftOut, Wrong
from leftfold.ui.draft.typed import Meant

Reading: TypeAlias = JsonObject | Wrong


class FieldsForm(QWidget):
    """One input a field; an optional one left empty is left out. Values of other names pass through unchanged."""

    edited = Signal()
    """Something was typed or chosen."""

    def __init__(self, fields: tuple[Field, ...]) -> None:
        super().__init__()
        self._inputs = {field.name: FieldInput(field, self) for field in fields}
        self._given: JsonObject = {}
        self._others = QLabel()
        self._others.setProperty("role", "caption")
        self._others.setWordWrap(True)
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for one in self._inputs.values():
            layout.addRow(one.field.title + ("" if one.field.required else " (optional)"), one.widget)
            one.edited.connect(self.edited)
        layout.addRow(self._others)
        self._others.hide()

    @property
    def inputs(self) -> tuple[QWidget, ...]:
        """What the keyboard goes through, in order."""
        return tuple(one.widget for one in self._inputs.values())

    def read(self, *, whole: bool = True) -> Reading:
        """What was typed as a JSON object, or the first field that is wrong; unless `whole`, fields may be missing."""
        found = dict(self._given)
        for name, one in self._inputs.items():
            held = one.held()
            if isinstance(held, LeftOut):
                if whole and one.field.required:
                    return one.missing()
                found.pop(name, None)
            elif isinstance(held, Meant):
                found[name] = held.value
            else:
                return held
        return found

    def fill(self, values: Mapping[str, Json]) -> None:
        """Put values into the fields; those not named are emptied."""
        self._given = dict(values)
        for name, one in self._inputs.items():
            one.give(Meant(values[name]) if name in values else None)
        others = [name for name in values if name not in self._inputs]
        self._others.setText(f"Also kept, to be seen as JSON: {', '.join(others)}.")
        self._others.setVisible(bool(others))

    def mark(self, wrong: Wrong | None) -> None:
        """Show which field is wrong and put the keyboard there, or that none is."""
        for name, one in self._inputs.items():
            is_wrong = wrong is not None and wrong.field.name == name
            one.mark(wrong.complaint if wrong is not None and is_wrong else "")
            if is_wrong:
                one.widget.setFocus()
