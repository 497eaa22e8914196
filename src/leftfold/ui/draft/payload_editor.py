"""The payload of an event, by form or as JSON: one payload on two tabs, and the one that is seen counts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from leftfold.domain.definition import Field
from leftfold.model.json import JsonObject
from leftfold.ui.draft.field_input import Wrong
from leftfold.ui.draft.form import FieldsForm
from leftfold.ui.draft.json_editor import JsonEditor
from leftfold.ui.draft.typed import Meaningless

_MARGIN: Final = 10


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why there is no payload."""

    complaint: str
    """A sentence."""


class PayloadEditor(QWidget):
    """A form for the fields that are known of an event type, and JSON for any."""

    edited = Signal()
    """Something was typed or chosen."""
    refused = Signal(str)
    """The other tab cannot be shown: the sentence that says what to mend first."""

    def __init__(self) -> None:
        super().__init__()
        self.form, self.json, self._tabs = FieldsForm(()), JsonEditor("Payload as JSON"), QTabWidget()
        self._fields: tuple[Field, ...] = ()
        self._seen: QWidget = self.json
        self.json.setContentsMargins(0, _MARGIN, 0, 0)
        self._tabs.addTab(self.form, "Form")
        self._tabs.addTab(self.json, "JSON")
        self._tabs.setTabVisible(0, False)
        self._tabs.tabBar().setAccessibleName("Payload")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._tabs)
        self.json.edited.connect(self.edited)
        self._tabs.currentChanged.connect(self._turn)

    def show_fields(self, fields: tuple[Field, ...]) -> None:
        """Offer a form for these fields, with what is typed so far; where there are none, JSON alone."""
        if fields == self._fields:
            return
        typed, before, self._fields = self._typed(), self._fields, fields
        if isinstance(typed, Unreadable):
            self._replace_form(fields, {}, seen=self.json)
            return
        kept = {field.name for field in fields}
        # From one known type to another, what only the first has does not belong.
        dropped = {field.name for field in before} - kept if fields else set()
        data = {name: value for name, value in typed.items() if name not in dropped}
        self.json.fill(data)
        self._replace_form(fields, data, seen=None if fields else self.json)

    @property
    def complaint(self) -> str:
        """What is said of the payload under it; empty where nothing is."""
        return self.json.complaint if self._seen is self.json else ""

    def fill(self, data: JsonObject) -> None:
        """Put a payload in place of what is typed."""
        self.json.fill(data)
        self.form.fill(data)

    def show_json(self) -> None:
        """Turn to the JSON."""
        self._tabs.setCurrentWidget(self.json)

    def show_form(self) -> None:
        """Turn to the form, where there is one."""
        self._tabs.setCurrentWidget(self.form if self._fields else self.json)

    def read(self) -> JsonObject | Unreadable:
        """The payload, or why there is none; what is wrong is marked."""
        if self._seen is self.json:
            self.json.text.setFocus()
            return self._typed()
        found = self.form.read()
        self.form.mark(found if isinstance(found, Wrong) else None)
        return Unreadable(found.complaint) if isinstance(found, Wrong) else found

    def so_far(self) -> JsonObject | None:
        """The payload where it is whole, nothing being marked; None where it is not."""
        typed = self.form.read() if self._seen is self.form else self.json.read()
        return typed if isinstance(typed, dict) else None

    def _typed(self) -> JsonObject | Unreadable:
        """What is typed on the tab that is seen, as far as it goes."""
        if self._seen is self.json:
            typed = self.json.read()
            return Unreadable(typed.why) if isinstance(typed, Meaningless) else typed
        found = self.form.read(whole=False)
        return Unreadable(found.complaint) if isinstance(found, Wrong) else found

    def _turn(self, _tab: int) -> None:
        turned_to = self._tabs.currentWidget()
        if turned_to is self._seen:
            return
        typed = self._typed()
        if isinstance(typed, Unreadable):
            self._tabs.setCurrentWidget(self._seen)
            self.refused.emit(typed.complaint)
            return
        self._seen = turned_to
        self.fill(typed)

    def _replace_form(self, fields: tuple[Field, ...], data: JsonObject, *, seen: QWidget | None) -> None:
        old, self.form = self.form, FieldsForm(fields)
        self.form.setContentsMargins(0, _MARGIN, 0, 0)
        self.form.fill(data)
        self.form.edited.connect(self.edited)
        self._seen = seen or self.form
        self._tabs.currentChanged.disconnect(self._turn)
        self._tabs.removeTab(0)
        old.deleteLater()
        self._tabs.insertTab(0, self.form, "Form")
        self._tabs.setTabVisible(0, bool(fields))
        self._tabs.setCurrentWidget(self._seen)
        self._tabs.currentChanged.connect(self._turn)
        # The new form lies last in the order of the keyboard, after the buttons.
        for before, after in pairwise((self._tabs.tabBar(), *self.form.inputs, self.json.text)):
            QWidget.setTabOrder(before, after)
