"""The dialog that scans the whole store: findings stream in, and each leads to its event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from leftfold.model.finding import Finding, FindingKind
from leftfold.opened import Named
from leftfold.scan.scan import Totals
from leftfold.ui.document import Document
from leftfold.ui.findings.model import Column, FindingsModel
from leftfold.ui.findings.scanning import Scanning
from leftfold.ui.findings.words import WORDS
from leftfold.ui.notice import Notice, Pages
from leftfold.ui.rows.table import RowTable
from leftfold.ui.theme.themes import Themes

_SIZE: Final = (960, 560)
_WIDTHS: Final = {Column.AGGREGATE: 210, Column.VERSION: 76, Column.KIND: 164}
_SCANNING: Final = Notice("hourglass", "Nothing found so far", "What is found is listed here as the store is read.")
_CLEAN: Final = Notice("circle-check", "Nothing found", "All events of the store were read.")
_STOPPED: Final = Notice("circle-alert", "Nothing found before it was stopped", "Scan again to read all of the store.")


class ScanDialog(QDialog):
    """Scans the store that is open while it is shown, and stays beside the window."""

    correct_asked = Signal(object)
    """The person wants to correct what is listed: a tuple of `(StreamId, version)`, each event once."""

    def __init__(self, document: Document, named: Named, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._correct_why_not = ""
        self.scanning = Scanning(document.tasks, named, self)
        self.model = FindingsModel(self)
        self.table = RowTable(themes, "Findings in the store")
        self.pages = Pages(self.table, themes)
        self.kinds, self.run_button, self.correct_button = QComboBox(), QPushButton(), QPushButton("Correct these…")
        self._said, self._work = QLabel(), QProgressBar()
        self.setWindowTitle("Scan the store")
        self.resize(*_SIZE)
        self._lay_out()
        self._connect()
        self.begin()

    def let_correct(self, why_not: str) -> None:
        """Offer to correct what is listed, unless a sentence says why that cannot be."""
        self._correct_why_not = why_not
        self._show_offers()

    def begin(self) -> None:
        """Scan from the beginning."""
        self.model.show(())
        self.pages.show_notice(_SCANNING)
        self._said.setText("Reading the store…")
        self._fill_kinds()
        self.scanning.begin()
        self._show_offers()

    @override
    def done(self, result: int) -> None:
        self.scanning.stop()
        super().done(result)

    def _lay_out(self) -> None:
        self.table.setModel(self.model)
        for column, width in _WIDTHS.items():
            self.table.setColumnWidth(column, width)
        self.table.horizontalHeader().setSectionResizeMode(Column.TEXT, QHeaderView.ResizeMode.Stretch)
        self.kinds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.kinds.setAccessibleName("Which findings are listed")
        self._said.setProperty("role", "caption")
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._work.setRange(0, 0)
        self._work.setTextVisible(False)
        self._work.setFixedWidth(96)
        self._work.setAccessibleName("Scan under way")
        for button in (self.run_button, self.correct_button):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addLayout(_row(self.kinds, None, self._said, self._work, self.run_button))
        layout.addWidget(self.pages, 1)
        close = QPushButton("Close")
        close.clicked.connect(self.reject)
        layout.addLayout(_row(self.correct_button, None, close))

    def _connect(self) -> None:
        self.scanning.found.connect(self._take)
        self.scanning.progressed.connect(self._tell)
        self.scanning.ended.connect(self._end)
        self.kinds.activated.connect(lambda _place: self._list_kind())
        self.run_button.clicked.connect(self._run_or_stop)
        self.correct_button.clicked.connect(self._ask_to_correct)
        self.table.activated.connect(self._go_to)
        self._document.closed.connect(self.reject)

    def _take(self, findings: Sequence[Finding]) -> None:
        known = len(self.model.counts)
        self.model.extend(findings)
        if self.model.rowCount():
            self.pages.show_content()
        if len(self.model.counts) != known:
            self._fill_kinds()
        self._show_offers()

    def _tell(self, totals: Totals) -> None:
        found = f"{totals.findings:,} finding{'' if totals.findings == 1 else 's'}"
        self._said.setText(f"{totals.events:,} events of {totals.streams:,} aggregates read; {found}")

    def _end(self, sentence: str) -> None:
        if sentence:
            self._said.setText(sentence)
        if not self.model.rowCount():
            failed = Notice("triangle-alert", "The store cannot be scanned", sentence)
            self.pages.show_notice(failed if sentence else _CLEAN)
        self._fill_kinds()
        self._show_offers()

    def _run_or_stop(self) -> None:
        if not self.scanning.is_under_way:
            self.begin()
            return
        self.scanning.stop()
        self._said.setText(f"Stopped. {self._said.text()}")
        if not self.model.rowCount():
            self.pages.show_notice(_STOPPED)
        self._show_offers()

    def _show_offers(self) -> None:
        is_under_way = self.scanning.is_under_way
        self._work.setVisible(is_under_way)
        self.run_button.setText("Stop" if is_under_way else "Scan again")
        why_not = self._correct_why_not or ("" if self.model.rowCount() else "Nothing is listed.")
        self.correct_button.setEnabled(not why_not)
        self.correct_button.setToolTip(why_not)
        self.correct_button.setAccessibleDescription(why_not)

    def _fill_kinds(self) -> None:
        chosen, counts = self.kinds.currentData(), self.model.counts
        self.kinds.clear()
        self.kinds.addItem(f"All findings ({counts.total():,})" if counts else "All findings", None)
        for kind in FindingKind:
            if counts[kind]:
                self.kinds.addItem(f"{WORDS[kind]} ({counts[kind]:,})", str(kind))
        self.kinds.setCurrentIndex(max(0, self.kinds.findData(chosen)))

    def _list_kind(self) -> None:
        kind = self.kinds.currentData()
        self.model.list_only(FindingKind(kind) if kind else None)

    def _ask_to_correct(self) -> None:
        self.correct_asked.emit(tuple(dict.fromkeys((one.stream, one.version) for one in self.model.findings)))

    def _go_to(self, index: QModelIndex) -> None:
        finding = self.model.finding(index.row())
        self._document.select(str(finding.stream), at=finding.version)


def _row(*parts: QWidget | None) -> QHBoxLayout:
    """Widgets beside each other; None for the room that is left."""
    row = QHBoxLayout()
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    return row
