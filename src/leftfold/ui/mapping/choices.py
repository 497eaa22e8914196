"""For each part of an event the choice of its column, with how what is there is read."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QSizePolicy, QWidget

from leftfold.store.guessing import can_be_mapped
from leftfold.store.roles import IN_ORDER, REQUIRED, Role, Roles
from leftfold.store.tables import Table
from leftfold.ui.mapping.preview import Preview

_MEANINGS: Final = {
    Role.AGGREGATE_ID: "Which one of all it happened to: the number of a student, of an account",
    Role.AGGREGATE_TYPE: "What kind of thing that is: a student, an account; none where all are of one kind",
    Role.VERSION: "The event's place among those of its aggregate; none where they are counted in the store's order",
    Role.POSITION: "The event's place among all events of the store",
    Role.EVENT_TYPE: "What happened: the name of the event",
    Role.DATA: "What is told of it: the payload",
    Role.METADATA: "What is told beside it: who caused it, and by what",
    Role.RECORDED_AT: "When it was stored",
    Role.DELETED: "A mark on events that no longer count",
}
_NONE: Final = {Role.AGGREGATE_TYPE: "none, all are alike", Role.VERSION: "none, they are counted"}
_UNTOLD: Final = "choose a column"
_WIDTH: Final = 280
"""Pixels of a choice: a column's name of forty letters."""


class ColumnChoices(QWidget):
    """The table, and a choice of its columns for each role."""

    said = Signal()
    """The person chose another column for a role; `roles` tells all of them."""

    def __init__(self, tables: QComboBox) -> None:
        super().__init__()
        tables.setFixedWidth(_WIDTH)
        tables.setToolTip("Those first that look as if they held events")
        self._boxes = {role: _box(role) for role in IN_ORDER}
        self._forms = {role: _form() for role in IN_ORDER}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        _add_row(grid, "Events &table", tables, _form("What is marked * is needed."))
        for role in IN_ORDER:
            title = f"{role.capitalize()}{' *' if role in REQUIRED else ''}"
            _add_row(grid, title, self._boxes[role], self._forms[role])
            self._boxes[role].activated.connect(self.said)

    @property
    def roles(self) -> Roles:
        """The column for each role; empty where it has none."""
        return {role: str(box.currentData() or "") for role, box in self._boxes.items()}

    def box(self, role: Role) -> QComboBox:
        """The choice for one role."""
        return self._boxes[role]

    def show_table(self, table: Table) -> None:
        """Offer the columns of a table; none is chosen."""
        for role, box in self._boxes.items():
            with QSignalBlocker(box):
                box.clear()
                box.addItem(_UNTOLD if role in REQUIRED else _NONE.get(role, "none"), "")
                for name in can_be_mapped(table):
                    box.addItem(name, name)
            self._forms[role].clear()

    def show_preview(self, preview: Preview) -> None:
        """Show which columns were taken, and how what is in them is read."""
        for role, box in self._boxes.items():
            with QSignalBlocker(box):
                box.setCurrentIndex(max(0, box.findData(preview.roles.get(role, ""))))
            form = self._forms[role]
            missing = role in REQUIRED and role not in preview.roles
            form.setText("needed" if missing else _told(preview, role))
            form.setProperty("role", "danger" if missing else "caption")
            form.style().polish(form)
            box.setAccessibleDescription(f"{_MEANINGS[role]}. {form.text()}")


def _told(preview: Preview, role: Role) -> str:
    found = (preview.forms.get(role, ""), preview.why.get(role, ""))
    return " · ".join(part for part in found if part)


def _add_row(grid: QGridLayout, title: str, box: QComboBox, form: QLabel) -> None:
    label, row = QLabel(title), grid.rowCount()
    label.setBuddy(box)
    label.setToolTip(box.toolTip())
    for column, widget in enumerate((label, box, form)):
        grid.addWidget(widget, row, column)


def _box(role: Role) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(role.capitalize())
    box.setToolTip(_MEANINGS[role])
    box.setFixedWidth(_WIDTH)
    return box


def _form(text: str = "") -> QLabel:
    form = QLabel(text)
    form.setTextFormat(Qt.TextFormat.PlainText)
    form.setProperty("role", "caption")
    # A long word on how a column is read makes the window no wider.
    form.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return form
