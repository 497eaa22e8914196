"""Third: what was found, and what would change in each; any can be left out, or looked at in the window."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from leftfold.batch.run_file import Run
from leftfold.ui.batch.model import Column, ProposalsModel
from leftfold.ui.batch.telling import found_text
from leftfold.ui.notice import Notice, Pages
from leftfold.ui.rows.table import RowTable
from leftfold.ui.theme.themes import Themes

_WIDTHS: Final = {Column.TAKEN: 108, Column.AGGREGATE: 130, Column.EFFECT: 390}
_NOTHING: Final = Notice("inbox", "Nothing found", "No aggregate has an event like that. Go back and say less.")


class FoundPage(QWidget):
    """Shows what was found."""

    open_asked = Signal(object)
    """The `Proposal` to be looked at in the window."""
    stop_asked = Signal()
    """The dry run is to be stopped."""
    switched = Signal(object)
    """The `Outcome` of an aggregate that is left out, or wanted after all."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self.model = ProposalsModel(self)
        self.table = _Table(themes, "Aggregates found")
        self.table.setModel(self.model)
        for column, width in _WIDTHS.items():
            self.table.setColumnWidth(column, width)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.pages = Pages(self.table, themes)
        self._said = QLabel()
        self._said.setWordWrap(True)
        self.open_button, self.leave_button = QPushButton("&Look at it in the window"), QPushButton("Lea&ve it out")
        self._lay_out()
        self.table.switch_asked.connect(self._switch)
        self.table.activated.connect(self._open)
        self.table.clicked.connect(self._clicked)
        self.table.selectionModel().currentChanged.connect(self._let)
        self.model.modelReset.connect(self._let)
        self.open_button.clicked.connect(self._open)
        self.leave_button.clicked.connect(self._switch)

    @property
    def said(self) -> str:
        """What is said of all of them."""
        return self._said.text()

    def show_trying(self, done: int, total: int) -> None:
        """Say how far the dry run is."""
        of = "" if total < 0 else f" of {total:,}"
        text = f"{done:,}{of} aggregates are looked at. Nothing is written."
        self.pages.show_notice(Notice("hourglass", "Trying it on all", text, "Stop", self.stop_asked.emit))
        self._said.clear()

    def show_failure(self, sentence: str) -> None:
        """Say why nothing was found out."""
        self.pages.show_notice(Notice("triangle-alert", "It could not be tried on all", sentence))

    def show_run(self, run: Run) -> None:
        """Show what was found."""
        self.model.show_run(run)
        self._said.setText(found_text(run) if len(run) else "")
        if len(run):
            self.pages.show_content()
        else:
            self.pages.show_notice(_NOTHING)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._said, 1)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.leave_button)
        for button in (self.open_button, self.leave_button):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(buttons)
        layout.addWidget(self.pages, 1)
        self._let()

    def _let(self) -> None:
        for button in (self.open_button, self.leave_button):
            button.setEnabled(self.table.currentIndex().isValid())

    def _open(self) -> None:
        current = self.table.currentIndex()
        if current.isValid():
            self.open_asked.emit(self.model.proposal(current.row()))

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == Column.TAKEN:
            self._switch()

    def _switch(self) -> None:
        current = self.table.currentIndex()
        outcome = self.model.switch(current.row()) if current.isValid() else None
        if outcome is not None:
            self.switched.emit(outcome)


class _Table(RowTable):
    switch_asked = Signal()
    """The person pressed the key that takes a row in or leaves it out."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.switch_asked.emit()
            return
        super().keyPressEvent(event)
