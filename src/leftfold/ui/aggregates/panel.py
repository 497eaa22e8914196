"""The panel that lists the aggregates of the store."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QVBoxLayout, QWidget

from leftfold.model.stream import StreamId
from leftfold.ui.aggregates.find_field import FindField
from leftfold.ui.aggregates.listing import Wanted, count_text
from leftfold.ui.aggregates.model import AggregatesModel, Phase
from leftfold.ui.aggregates.type_filter import TypeFilter
from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.notice import Notice, Pages
from leftfold.ui.rows.delegate import TALL
from leftfold.ui.rows.table import RowTable
from leftfold.ui.theme.themes import Themes

_PATIENCE: Final = 250
"""Milliseconds after which loading is said: quicker loading would only flicker."""
_AHEAD: Final = 2
"""Screens of rows below the view that are fetched before they are reached."""


class AggregatesPanel(QWidget):
    """Finds an aggregate by type and id, and selects it."""

    def __init__(self, document: Document, themes: Themes, clock: Clock) -> None:
        super().__init__()
        self.setAccessibleName("Aggregates")
        self._document = document
        self._going_to = ""
        self._to_reveal = False
        self.model = AggregatesModel(document, clock, self)
        self.types, self.field = TypeFilter(themes), FindField(themes)
        self.table = RowTable(themes, "Aggregates", height=TALL)
        self.pages = Pages(self.table, themes)
        self.trouble, self.elsewhere, self.count = _line("danger"), _line("caption"), _line("caption")
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._fill_table()
        self._lay_out()
        self._connect()
        self._show_phase()

    def focus_find(self) -> None:
        """Go to the field that finds an aggregate."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def reload(self) -> None:
        """Read the list again; what is selected and where the list is scrolled to stay."""
        self.model.reload()

    def show_drafted(self, streams: Iterable[StreamId]) -> None:
        """Mark the streams that have a draft."""
        self.model.show_drafted(streams)

    def _fill_table(self) -> None:
        self.table.setModel(self.model)
        header = self.table.horizontalHeader()
        header.hide()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setContentsMargins(8, 8, 8, 8)
        above.setSpacing(6)
        above.addWidget(self.types)
        above.addWidget(self.field, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(above)
        layout.addWidget(self.pages, 1)
        for line in (self.trouble, self.elsewhere, self.count):
            layout.addWidget(line)

    def _connect(self) -> None:
        document, model = self._document, self.model
        document.opened.connect(self._begin)
        document.load_failed.connect(self._say_not_found)
        document.loaded.connect(self._arrive)
        document.selection.stream_changed.connect(self._reveal)
        model.phase_changed.connect(self._show_phase)
        model.kinds_changed.connect(lambda: self.types.show_kinds(model.kinds))
        self.types.currentIndexChanged.connect(lambda _place: self._want())
        self.field.asked.connect(lambda _text: self._want())
        self.field.textEdited.connect(lambda _text: self.trouble.hide())
        self.field.entered.connect(self._go_to)
        self.field.left_down.connect(self._enter_list)
        self.table.chosen.connect(lambda row: document.selection.select(model.stream_at(row)))
        self.table.typed.connect(self._type_on)
        self.table.copy_asked.connect(self._copy)
        self.table.verticalScrollBar().valueChanged.connect(self._fetch_ahead)
        self._patience.timeout.connect(self._say_loading)

    def _begin(self) -> None:
        self.field.reset()
        self.types.setCurrentIndex(0)
        self.trouble.hide()

    def _want(self) -> None:
        wanted = Wanted(self.types.type, self.field.text().strip(), self.types.only_projections)
        if wanted != self.model.wanted:
            self._to_reveal = False
            self.table.scrollToTop()
            self.model.want(wanted)

    def _go_to(self, text: str) -> None:
        model = self.model
        if model.phase is Phase.LISTED and model.wanted.find == text and model.rowCount() == 1:
            self._document.selection.select(model.stream_at(0))
            return
        self._going_to = text
        self._document.select(text)

    def _say_not_found(self, sentence: str) -> None:
        going_to, self._going_to = self._going_to, ""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(going_to))

    def _enter_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self._document.selection.select(self.model.stream_at(0))

    def _type_on(self, text: str) -> None:
        if text.strip():
            self.focus_find()
            self.field.setText(text)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(str(self.model.stream_at(self.table.currentIndex().row())))

    def _fetch_ahead(self, value: int) -> None:
        bar = self.table.verticalScrollBar()
        root = QModelIndex()
        if value >= bar.maximum() - _AHEAD * bar.pageStep() and self.model.canFetchMore(root):
            self.model.fetchMore(root)

    def _arrive(self) -> None:
        self._going_to = ""
        self.trouble.hide()

    def _reveal(self) -> None:
        self._to_reveal = True
        self._follow()

    def _follow(self) -> None:
        stream = self._document.selection.stream
        row = self.model.row_of(stream)
        self.table.follow(row, reveal=self._to_reveal)
        self._to_reveal = self._to_reveal and row is None
        self.elsewhere.setVisible(stream is not None and row is None)
        self.elsewhere.setText(f"Selected, but not listed above: {stream}")

    def _show_phase(self) -> None:
        phase, model = self.model.phase, self.model
        self._patience.stop()
        known = phase is not Phase.NO_STORE
        self.types.setEnabled(known)
        self.field.setEnabled(known)
        if phase is not Phase.LOADING:
            # What is read again says what it said until it is there: a line that comes and goes would move the list.
            self.count.setVisible(phase is Phase.LISTED and not model.wanted.only_projections and model.count > 0)
        match phase:
            case Phase.NO_STORE:
                self.pages.show_notice(Notice("database", "No store is open", "Its aggregates are listed here."))
            case Phase.LOADING:
                self._patience.start()
            case Phase.FAILED:
                self._show_failure()
            case Phase.LISTED:
                self._show_rows()

    def _show_rows(self) -> None:
        model, wanted = self.model, self.model.wanted
        self.count.setText(count_text(wanted, model.count, complete=model.complete))
        self._follow()
        if self.trouble.text() == model.failure:
            self.trouble.hide()
        if model.rowCount():
            self.pages.show_content()
        elif wanted.find:
            kind = f"{wanted.type} aggregate" if wanted.type else "aggregate"
            text = "A part of an ID is enough; capitals do not matter."
            title = f"No {kind} has “{wanted.find}” in its ID"
            self.pages.show_notice(Notice("search", title, text, "Clear", self.field.clear))
        else:
            self.pages.show_notice(Notice("inbox", "The store is empty", "Events appear here once some are stored."))

    def _show_failure(self) -> None:
        failure = Notice(
            "circle-alert", "The aggregates cannot be listed", self.model.failure, "Try again", self.reload
        )
        if self.model.rowCount():
            self.trouble.setText(self.model.failure)
            self.trouble.show()
        else:
            self.pages.show_notice(failure)

    def _say_loading(self) -> None:
        if not self.model.rowCount():
            self.pages.show_notice(Notice("hourglass", "Listing the aggregates"))


def _line(role: str) -> QLabel:
    line = QLabel()
    line.setProperty("role", role)
    line.setWordWrap(True)
    line.setTextFormat(Qt.TextFormat.PlainText)
    line.setContentsMargins(8, 5, 8, 5)
    line.hide()
    return line
