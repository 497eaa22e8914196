"""First: which events are wrong, told by what they have in common with the one at the cursor."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QGroupBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from leftfold.batch.which import Where
from leftfold.diagnose.condition import ConditionError, parse_condition
from leftfold.ui.batch.clues import Clue
from leftfold.ui.theme.type import monospace

_ABOUT: Final = (
    "Choose what the wrong events have in common. All aggregates are looked through for events at which all of it "
    "holds. Nothing is written."
)
_ANY: Final = "any"


class WhichPage(QWidget):
    """Asks which events are wrong."""

    changed = Signal()
    """The condition or the type is another."""

    def __init__(self, types: tuple[str, ...], chosen: str, clues: tuple[Clue, ...]) -> None:
        super().__init__()
        self.boxes = tuple(_box(clue) for clue in clues)
        self._clues = clues
        self.types, self.condition, self._complaint = QComboBox(), QLineEdit(), QLabel()
        self.types.setAccessibleName("Kind of aggregate")
        for type_ in (_ANY, *types):
            self.types.addItem(type_ or "without a type", None if type_ is _ANY else type_)
        self.types.setCurrentIndex(max(0, self.types.findData(chosen)))
        self.condition.setAccessibleName("Condition")
        self.condition.setFont(monospace())
        self._complaint.setProperty("role", "danger")
        self._complaint.setWordWrap(True)
        self._lay_out()
        self._write()
        for box in self.boxes:
            box.toggled.connect(self._write)
        self.condition.textEdited.connect(self._check)
        self.types.currentIndexChanged.connect(self.changed)

    @property
    def which(self) -> Where | None:
        """The events at which the condition holds; None where it is none."""
        return Where(self.where, self.type) if self.where else None

    @property
    def where(self) -> str:
        """The condition; empty where it is none."""
        return "" if self._complaint.text() else self.condition.text().strip()

    @property
    def type(self) -> str | None:
        """The type of aggregate; None for any."""
        found = self.types.currentData()
        return None if found is None else str(found)

    def _lay_out(self) -> None:
        about, group = QLabel(_ABOUT), QGroupBox("Events like the one at the cursor")
        about.setProperty("role", "caption")
        about.setWordWrap(True)
        inside = QVBoxLayout(group)
        for box in self.boxes:
            inside.addWidget(box)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("Kind of aggregate", self.types)
        form.addRow("Condition", self.condition)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(about)
        layout.addWidget(group)
        layout.addLayout(form)
        layout.addWidget(self._complaint)
        layout.addStretch()
        group.setVisible(bool(self.boxes))

    def _write(self) -> None:
        """Write the condition that the boxes say, in place of what was written by hand."""
        chosen = (clue.condition for clue, box in zip(self._clues, self.boxes, strict=True) if box.isChecked())
        self.condition.setText(" and ".join(chosen))
        self.condition.setCursorPosition(0)
        self._check()

    def _check(self) -> None:
        self._complaint.setText(_complaint(self.condition.text()))
        self._complaint.setVisible(bool(self._complaint.text()))
        self.changed.emit()


def _complaint(text: str) -> str:
    if not text.strip():
        return "Say what the wrong events have in common: tick something, or write a condition."
    try:
        parse_condition(text)
    except ConditionError as error:
        return str(error)
    return ""


def _box(clue: Clue) -> QCheckBox:
    box = QCheckBox(clue.words.replace("&", "&&"))
    box.setChecked(clue.likely)
    box.setToolTip(clue.condition)
    box.setAccessibleName(clue.words)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return box
