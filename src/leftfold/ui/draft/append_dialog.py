"""Asks for one compensating event: its type, and its payload by form or as JSON."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from leftfold.domain.definition import EventType
from leftfold.model.event import Event
from leftfold.model.json import JsonObject
from leftfold.ui.document import Document
from leftfold.ui.draft.form import FieldsForm, Wrong
from leftfold.ui.draft.json_editor import JsonEditor, Malformed
from leftfold.ui.drafting import Drafting
from leftfold.ui.tasks import Lane, Request

_SIZE = (520, 420)
_COPY = "copy event"


class AppendDialog(QDialog):
    """Proposes an event at the end of the shown stream; nothing is written."""

    def __init__(self, document: Document, drafting: Drafting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._drafting = document, drafting
        self._known = _known_types(document)
        self._form: FieldsForm | None = None
        self.setWindowTitle("Propose a compensating event")
        self.resize(*_SIZE)
        self._type = QComboBox(editable=True)
        self._type.setAccessibleName("Event type")
        for kind in self._known.values():
            self._type.addItem(f"{kind.title}  ({kind.name})" if kind.title != kind.name else kind.name, kind.name)
        self._json = JsonEditor("Payload as JSON")
        self._tabs = QTabWidget()
        self._complaint = QLabel()
        self._complaint.setProperty("role", "danger")
        self._complaint.setWordWrap(True)
        self._copy = QPushButton("Copy from the event at the cursor")
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setText("Propose")
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setProperty("role", "primary")
        self._lay_out()
        self._connect()
        self._show_form()

    @property
    def event_type(self) -> str:
        """The event type as it would be stored."""
        text = self._type.currentText().strip()
        place = self._type.findText(text)
        return str(self._type.itemData(place)) if place >= 0 else text

    def choose(self, event_type: str, data: JsonObject) -> None:
        """Fill the dialog in."""
        place = self._type.findData(event_type)
        if place >= 0:
            self._type.setCurrentIndex(place)
        else:
            self._type.setEditText(event_type)
        self._json.fill(data)
        if self._form is not None:
            self._form.fill(data)

    @override
    def accept(self) -> None:
        """Stage the event where it is whole; say what is wrong where it is not."""
        data = self._read()
        if not self.event_type:
            self._complain("Choose or type an event type.")
        elif isinstance(data, str):
            self._complain(data)
        else:
            self._drafting.append(self.event_type, data)
            super().accept()

    def _lay_out(self) -> None:
        fields = QFormLayout()
        fields.addRow("Event type", self._type)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addLayout(fields)
        layout.addWidget(self._tabs, 1)
        layout.addWidget(self._copy)
        layout.addWidget(self._complaint)
        layout.addWidget(self._buttons)
        self._complaint.hide()

    def _connect(self) -> None:
        self._type.currentTextChanged.connect(self._show_form)
        self._tabs.currentChanged.connect(self._keep_in_step)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._copy.clicked.connect(self._copy_event)
        self._copy.setEnabled(self._document.selection.ordinal > 0)

    def _show_form(self) -> None:
        kind = self._known.get(self.event_type)
        self._tabs.clear()
        self._form = None
        if kind is not None and kind.fields:
            self._form = FieldsForm(kind.fields)
            self._form.edited.connect(self._complaint.hide)
            self._tabs.addTab(self._form, "Form")
        self._tabs.addTab(self._json, "JSON")

    def _keep_in_step(self) -> None:
        """Carry what was typed on one tab over to the other, where it can be read."""
        if self._form is None:
            return
        if self._tabs.currentWidget() is self._json:
            data = self._form.read()
            if not isinstance(data, Wrong):
                self._json.fill(data)
        else:
            typed = self._json.read()
            if not isinstance(typed, Malformed):
                self._form.fill(typed)

    def _read(self) -> JsonObject | str:
        if self._form is not None and self._tabs.currentWidget() is self._form:
            data = self._form.read()
            self._form.mark(data if isinstance(data, Wrong) else None)
            return data.complaint if isinstance(data, Wrong) else data
        typed = self._json.read()
        return typed.complaint if isinstance(typed, Malformed) else typed

    def _complain(self, sentence: str) -> None:
        self._complaint.setText(sentence)
        self._complaint.show()

    def _copy_event(self) -> None:
        shown, ordinal = self._document.shown, self._document.selection.ordinal
        if shown is None or not ordinal:
            return
        source = shown.history.source
        self._document.tasks.run(
            Request(
                lane=Lane.MOMENT,
                key=_COPY,
                work=lambda _job: next(iter(source.read(ordinal, ordinal))),
                done=self._fill_from,
                failed=lambda error: self._complain(str(error)),
            )
        )

    def _fill_from(self, event: Event) -> None:
        if isinstance(event.data, dict):
            self.choose(event.type, event.data)
        else:
            self._complain("The event at the cursor has no payload that could be copied.")

    @override
    def done(self, result: int) -> None:
        self._document.tasks.cancel(_COPY)
        super().done(result)


def _known_types(document: Document) -> dict[str, EventType]:
    shown = document.shown
    if shown is None:
        return {}
    known = {kind.name: kind for kind in shown.replay.domain.event_types}
    seen = {name: EventType(name, name) for name in shown.index.type_names if name not in known}
    return {**known, **seen}
