"""Asks for one compensating event: its type, and its payload by form or as JSON."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from leftfold.domain.definition import EventType, Field
from leftfold.model.json import JsonObject
from leftfold.ui.document import Document
from leftfold.ui.draft.finding_out import FindingOut
from leftfold.ui.draft.link_choice import LinkChoice
from leftfold.ui.draft.outcome_line import OutcomeLine
from leftfold.ui.draft.payload_editor import PayloadEditor, Unreadable
from leftfold.ui.drafting import Drafting
from leftfold.ui.originals import read_original
from leftfold.ui.restoring import Begun

_SIZE: Final = (560, 520)
_COPY: Final = "copy event"
_UNKNOWN: Final = "Neither the domain nor this aggregate knows this type; check how it is written."


class AppendDialog(QDialog):
    """Proposes an event at the end of the shown stream; nothing is written."""

    def __init__(self, document: Document, drafting: Drafting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._drafting = document, drafting
        self._known = _known_types(document)
        self.setWindowTitle("Propose a compensating event")
        self.resize(*_SIZE)
        self._type = _type_choice(self._known)
        self.payload = PayloadEditor()
        self.finding_out = FindingOut(document, drafting, self)
        self.link = LinkChoice(document)
        self._about_type, self.outcome, self._complaint = QLabel(_UNKNOWN), OutcomeLine(), QLabel()
        self._about_type.setProperty("role", "caption")
        self._complaint.setProperty("role", "danger")
        for label in (self._about_type, self._complaint):
            label.setWordWrap(True)
            label.hide()
        self._copy = QPushButton("Copy from the event at the cursor")
        self._copy.setAutoDefault(False)
        self._copy.setEnabled(document.selection.ordinal > 0)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        propose = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        propose.setText("Propose")
        propose.setProperty("role", "primary")
        self._lay_out()
        self._connect()
        self._show_form()

    @property
    def event_type(self) -> str:
        """The event type as it would be stored."""
        text = self._type.currentText().strip()
        place = self._type.findText(text, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchCaseSensitive)
        return str(self._type.itemData(place)) if place >= 0 else text

    @property
    def complaint(self) -> str:
        """Why nothing is proposed; empty where nothing is wrong."""
        return self._complaint.text() if self._complaint.isVisibleTo(self) else ""

    def begin(self, begun: Begun) -> None:
        """Fill the dialog in with what there is of an event already."""
        self.link.offer(begun.compensates, on=begun.is_linked, about=begun.about)
        self.setWindowTitle("Compensate an event" if begun.is_linked and begun.compensates else "Propose a new event")
        self.choose(begun.type, begun.data)

    def choose(self, event_type: str, data: JsonObject) -> None:
        """Fill the dialog in."""
        place = self._type.findData(event_type)
        if place >= 0:
            self._type.setCurrentIndex(place)
        else:
            self._type.setEditText(event_type)
        self.payload.fill(data)
        self._try()

    @override
    def accept(self) -> None:
        """Stage the event where it is whole; say what is wrong where it is not."""
        data = self.payload.read()
        if not self.event_type:
            self._complain("Choose or type an event type.")
            self._type.setFocus()
        elif isinstance(data, Unreadable):
            # Once is enough: under the JSON it stands already.
            self._complain("" if self.payload.complaint else data.complaint)
        else:
            self._drafting.append(self.event_type, data, compensates=self.link.chosen)

    @override
    def done(self, result: int) -> None:
        self._document.tasks.cancel(_COPY)
        self.finding_out.stop()
        super().done(result)

    def _lay_out(self) -> None:
        fields = QFormLayout()
        fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        fields.addRow("Event type", self._type)
        fields.addRow("", self._about_type)
        about = QLabel(f"It is added to {self._stream()} in the draft; nothing is written until you commit.")
        about.setProperty("role", "caption")
        about.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(about)
        layout.addLayout(fields)
        layout.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.payload, 1)
        layout.addWidget(self.link)
        layout.addStretch()
        layout.addWidget(self.outcome)
        layout.addWidget(self._complaint)
        layout.addWidget(self._buttons)

    def _connect(self) -> None:
        self._type.currentTextChanged.connect(self._show_form)
        self.payload.edited.connect(self._complaint.hide)
        self.payload.edited.connect(self._try)
        self.finding_out.fields_seen.connect(self._show_fields)
        self.finding_out.tried.connect(self.outcome.show_trial)
        self.payload.refused.connect(self._complain)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._copy.clicked.connect(self._copy_event)
        self._drafting.staged.connect(self._close)
        self._drafting.refused.connect(self._complain)

    def _close(self) -> None:
        super().accept()

    def _stream(self) -> str:
        shown = self._document.shown
        return "the aggregate" if shown is None else str(shown.replay.stream)

    def _show_form(self) -> None:
        kind = self._known.get(self.event_type)
        self.payload.show_fields(() if kind is None else kind.fields)
        if kind is not None and not kind.fields:
            self.finding_out.look_for_fields(kind.name)
        self._try()
        self._about_type.setVisible(kind is None and bool(self.event_type))
        self.payload.setVisible(bool(self.event_type))
        self._complaint.hide()

    def _show_fields(self, event_type: str, fields: tuple[Field, ...]) -> None:
        kind = self._known.get(event_type)
        if kind is not None and fields:
            self._known[event_type] = replace(kind, fields=fields)
            if event_type == self.event_type:
                self._show_form()

    def _try(self) -> None:
        self.finding_out.try_soon(self.event_type, self.payload.so_far())

    def _complain(self, sentence: str) -> None:
        self._complaint.setText(sentence)
        self._complaint.setVisible(bool(sentence))

    def _copy_event(self) -> None:
        read_original(self._document, _COPY, lambda found: self.choose(found.type, found.data), self._complain)


def _type_choice(known: dict[str, EventType]) -> QComboBox:
    choice = QComboBox(editable=True)
    choice.setAccessibleName("Event type")
    choice.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    for kind in known.values():
        choice.addItem(f"{kind.title}  ({kind.name})" if kind.title != kind.name else kind.name, kind.name)
    # None is chosen at first: an event is not proposed because it happens to be named first.
    choice.setCurrentIndex(-1)
    choice.lineEdit().setPlaceholderText("Choose one, or type it as it is stored")  # type: ignore[union-attr]
    # Found by any part of title or stored name; nothing is typed in the person's place.
    completer = QCompleter(choice.model(), choice)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    choice.setCompleter(completer)
    return choice


def _known_types(document: Document) -> dict[str, EventType]:
    shown = document.shown
    if shown is None:
        return {}
    known = {kind.name: kind for kind in shown.replay.domain.event_types}
    seen = {name: EventType(name, name) for name in shown.index.type_names if name not in known}
    return {**known, **seen}
