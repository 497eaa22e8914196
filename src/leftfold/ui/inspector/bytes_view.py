"""What could not be read, as the bytes it is: why, how many, and each of them."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from leftfold.model.event import Undecodable
from leftfold.ui.inspector.bytes_model import BytesModel
from leftfold.ui.inspector.copying import Copying
from leftfold.ui.inspector.saving import Saving
from leftfold.ui.rows.table import RowTable
from leftfold.ui.tasks import Tasks
from leftfold.ui.theme.themes import Themes
from leftfold.ui.theme.type import monospace

MOST_COPIED: Final = 4 * 2**20
"""Bytes that are copied: to hand more of them to the clipboard would hold the window up."""
_TOO_LONG: Final = "These are too many bytes for the clipboard; save them to a file."
_LINE: Final = 19
"""Pixels a line of bytes: nobody aims at one, and they are read together."""


class BytesView(QWidget):
    """Shows the parts of an event, or of anything stored, that could not be read, one at a time."""

    def __init__(self, tasks: Tasks, themes: Themes) -> None:
        super().__init__()
        self._parts: Mapping[str, Undecodable] = {}
        self.model = BytesModel(self)
        self.table = RowTable(themes, "Stored bytes", height=_LINE)
        self.copying, self.saving = Copying(tasks, self), Saving(tasks, self)
        self.part = QComboBox()
        self.why, self.count, self.told = QLabel(), QLabel(), QLabel()
        self.as_hex, self.as_base64 = QPushButton("Copy as hex"), QPushButton("Copy as Base64")
        self.to_file = QPushButton("Save…")
        self._prepare()
        self._lay_out()

    def show_parts(self, parts: Mapping[str, Undecodable]) -> None:
        """Show what could not be read, by what it is: the first of it, and which others there are."""
        if not parts and not self._parts:
            return
        self._parts = parts
        self.part.blockSignals(True)
        self.part.clear()
        self.part.addItems([f"The {name}" for name in parts])
        self.part.blockSignals(False)
        self.part.setVisible(len(parts) > 1)
        self.told.hide()
        self._show_part()

    def copy_hex(self) -> None:
        """Copy the bytes in hexadecimal."""
        self._copy(bytes.hex)

    def copy_base64(self) -> None:
        """Copy the bytes in Base64."""
        self._copy(lambda raw: b64encode(raw).decode())

    def save(self) -> None:
        """Ask for a file, and write the bytes to it."""
        if not self._parts:
            return
        name, shown = self._shown
        path, _filter = QFileDialog.getSaveFileName(self, "Save the stored bytes", f"{name}.bin")
        if path:
            self.saving.save(shown.raw, Path(path))

    @property
    def _shown(self) -> tuple[str, Undecodable]:
        return list(self._parts.items())[max(0, self.part.currentIndex())]

    def _copy(self, written: Callable[[bytes], str]) -> None:
        if not self._parts:
            return
        raw = self._shown[1].raw
        if len(raw) > MOST_COPIED:
            self._tell(_TOO_LONG)
        else:
            self.copying.copy(lambda: written(raw))

    def _show_part(self) -> None:
        if not self._parts:
            self.model.show(b"")
            return
        name, shown = self._shown
        many, fits = len(shown.raw), len(shown.raw) <= MOST_COPIED
        self.why.setText(f"The {name} {shown.reason}.")
        self.count.setText("1 byte" if many == 1 else f"{many:,} bytes")
        self.model.show(shown.raw)
        for button in (self.as_hex, self.as_base64):
            button.setEnabled(fits)
            button.setToolTip("" if fits else _TOO_LONG)
        for widget in (self.table, self.count, self.as_hex, self.as_base64, self.to_file):
            widget.setVisible(bool(many))

    def _tell(self, sentence: str) -> None:
        self.told.setText(sentence)
        self.told.show()

    def _prepare(self) -> None:
        self.part.setAccessibleName("What could not be read")
        self.part.currentIndexChanged.connect(lambda _place: self._show_part())
        for label in (self.why, self.told):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for label in (self.count, self.told):
            label.setProperty("role", "caption")
        for button, run in (
            (self.as_hex, self.copy_hex),
            (self.as_base64, self.copy_base64),
            (self.to_file, self.save),
        ):
            button.setProperty("role", "quiet")
            button.clicked.connect(run)
        self.table.setFont(monospace())
        self.table.setModel(self.model)
        self.table.horizontalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.copy_asked.connect(self._copy_line)
        self.saving.told.connect(self._tell)

    def _copy_line(self) -> None:
        line = str(self.model.data(self.table.currentIndex()))
        self.copying.copy(lambda: line)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self.count)
        row.addStretch(1)
        for button in (self.as_hex, self.as_base64, self.to_file):
            row.addWidget(button)
        above = QVBoxLayout()
        above.setContentsMargins(12, 8, 8, 6)
        above.setSpacing(4)
        above.addWidget(self.part, 0, Qt.AlignmentFlag.AlignLeft)
        above.addWidget(self.why)
        above.addLayout(row)
        above.addWidget(self.told)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(above)
        layout.addWidget(self.table, 1)
