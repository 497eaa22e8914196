"""The audit of the open store in a window of its own: looked through, checked, exported, and gone back from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from leftfold.draft.recorded import sentences
from leftfold.model.audit import AuditEntry
from leftfold.model.times import microseconds
from leftfold.ui.audit.filters import FilterBar
from leftfold.ui.audit.model import AuditModel, Column
from leftfold.ui.audit.reading import AuditReading
from leftfold.ui.audit.undoing import ProposedUndoing
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.notice import Notice, Pages
from leftfold.ui.parts import Surroundings
from leftfold.ui.rows.table import RowTable

_SIZE: Final = (1080, 680)
_WIDTHS: Final = {
    Column.ENTRY: 56,
    Column.WHEN: 156,
    Column.WHO: 120,
    Column.TICKET: 84,
    Column.AGGREGATE: 140,
    Column.WHAT: 280,
}
_KINDS: Final = "Table (*.csv);;Page (*.html);;JSON Lines (*.jsonl)"
_READING: Final = Notice("hourglass", "Reading the audit")
_EMPTY: Final = Notice("inbox", "Nothing was written yet", "What Leftfold writes to this store is told here.")
_NO_MATCH: Final = Notice("search", "No entry is like that", "Change or clear a field above.")
_PROPOSED: Final = "A draft that undoes it is laid on the aggregate; see what it does, then commit it or discard it."
_NONE: Final = "Choose an entry to read all of it. A double click goes to the event it is about."


class AuditDialog(QDialog):
    """Lists the entries, the newest first."""

    def __init__(
        self, document: Document, drafting: Drafting, around: Surroundings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._clock = around.clock
        self.reading = AuditReading(document, self)
        self.undoing = ProposedUndoing(document, drafting, self)
        self.filters = FilterBar()
        self.model = AuditModel(around.clock, self)
        self.table = RowTable(around.themes, "Entries of the audit")
        self.table.setModel(self.model)
        self.pages = Pages(self.table, around.themes)
        self.details = QPlainTextEdit()
        self.said = QLabel()
        self.go_button, self.undo_button = QPushButton("Go to it"), QPushButton("Propose undoing it")
        self.verify_button, self.export_button = QPushButton("Verify"), QPushButton("Export…")
        self._lay_out()
        self._connect(drafting)
        self._begin()

    @override
    def done(self, result: int) -> None:
        self.reading.close()
        self.undoing.close()
        super().done(result)

    def _lay_out(self) -> None:
        self.resize(*_SIZE)
        self.details.setReadOnly(True)
        self.details.setAccessibleName("All of the entry")
        self.details.setPlaceholderText(_NONE)
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.said.setAccessibleName("What was found")
        for column, width in _WIDTHS.items():
            self.table.setColumnWidth(column, width)
        self.table.horizontalHeader().setStretchLastSection(True)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.pages)
        split.addWidget(self.details)
        split.setSizes([420, 170])
        buttons = QHBoxLayout()
        for button in (self.go_button, self.undo_button, self.verify_button, self.export_button):
            button.setAutoDefault(False)
        buttons.addWidget(self.go_button)
        buttons.addWidget(self.undo_button)
        buttons.addStretch(1)
        buttons.addWidget(self.verify_button)
        buttons.addWidget(self.export_button)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(self.filters)
        layout.addWidget(split, 1)
        layout.addWidget(self.said)
        layout.addLayout(buttons)

    def _connect(self, drafting: Drafting) -> None:
        reading, document = self.reading, self._document
        reading.reading.connect(self._show_reading)
        reading.listed.connect(self._show_entries)
        reading.failed.connect(self._show_failure)
        reading.verified.connect(lambda _whole, told: self.said.setText("\n".join(told)))
        reading.exported.connect(self.said.setText)
        self.filters.wanted.connect(reading.want)
        self.filters.complained.connect(self.said.setText)
        self.undoing.proposed.connect(self._tell_proposed)
        self.undoing.refused.connect(self.said.setText)
        self.table.selectionModel().currentRowChanged.connect(self._show_details)
        self.table.doubleClicked.connect(lambda index: self._go(self.model.entry(index.row())))
        self.go_button.clicked.connect(lambda: self._with_current(self._go))
        self.undo_button.clicked.connect(lambda: self._with_current(self.undoing.propose))
        self.verify_button.clicked.connect(reading.verify)
        self.export_button.clicked.connect(self._export)
        self._clock.changed.connect(self._show_details)
        document.closed.connect(self.reject)
        document.reloading.connect(reading.read)
        drafting.committed.connect(reading.read)

    def _begin(self) -> None:
        session = self._document.session
        if session is not None:
            self.setWindowTitle(f"Audit of {session.store.name}")
            self.reading.read()

    def _show_reading(self) -> None:
        # What is listed stays until there is other.
        if not self.model.rowCount():
            self.pages.show_notice(_READING)

    def _show_entries(self) -> None:
        current = self._current()
        self.model.show_entries(self.reading.entries)
        self.export_button.setEnabled(bool(self.reading.entries))
        if self.reading.entries:
            self.pages.show_content()
        else:
            self.pages.show_notice(_NO_MATCH if self.reading.count else _EMPTY)
        self.table.follow(None if current is None else self.model.row_of(current.number))
        self._show_details()

    def _show_failure(self, sentence: str) -> None:
        if self.model.rowCount():
            self.said.setText(sentence)
        else:
            self.pages.show_notice(Notice("triangle-alert", "The audit cannot be read", sentence))

    def _show_details(self) -> None:
        entry = self._current()
        is_of_one = entry is not None and entry.stream is not None
        self.go_button.setEnabled(is_of_one)
        self.undo_button.setEnabled(is_of_one)
        told = () if entry is None else sentences(entry, lambda at: self._clock.day_and_time(microseconds(at)))
        self.details.setPlainText("\n".join(told))

    def _current(self) -> AuditEntry | None:
        index = self.table.currentIndex()
        return self.model.entry(index.row()) if index.isValid() else None

    def _with_current(self, act: Callable[[AuditEntry], None]) -> None:
        entry = self._current()
        if entry is not None:
            act(entry)

    def _go(self, entry: AuditEntry) -> None:
        if entry.stream is not None:
            versions = (edit.get("version") for edit in entry.written)
            at = next((version for version in versions if isinstance(version, int)), entry.version)
            self._document.select(str(entry.stream), at=at)

    def _tell_proposed(self, left_out: tuple[str, ...]) -> None:
        self.said.setText(" ".join((_PROPOSED, *left_out)))

    def _export(self) -> None:
        path, _filter = QFileDialog.getSaveFileName(self, "Export the audit", "audit.csv", _KINDS)
        if path:
            self.reading.export(Path(path))
