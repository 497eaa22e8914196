"""The panel that lists the shown stream's events in sentences, and finds among them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QByteArray, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from leftfold.model.stream import StreamId
from leftfold.ui.breakpoints.words import Words
from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.events.columns import Columns
from leftfold.ui.events.correcting import Correcting
from leftfold.ui.events.find_bar import FindBar
from leftfold.ui.events.finder import Finder
from leftfold.ui.events.menu import event_menu
from leftfold.ui.events.model import EventsModel
from leftfold.ui.events.table import EventsTable
from leftfold.ui.notice import Notice, Pages
from leftfold.ui.theme.themes import Themes

_PATIENCE: Final = 150
"""Milliseconds a stream may take to be read before the panel says that it is being read: less would only flicker."""
_FRAME: Final = 16
"""Milliseconds in which a moment that has come is painted."""
_NOTHING: Final = Notice("list", "No aggregate selected", "Select one to read what happened to it.")
_LIST_ALL: Final = "List all events"


class EventsPanel(QWidget):
    """Shows what happened, a row an event; the current row is the cursor."""

    action_asked = Signal(str)
    """An action, named by its id, shall be done with the event at the cursor."""
    link_asked = Signal(int)
    """The event that is linked to the one with this version shall be shown."""

    def __init__(self, document: Document, drafting: Drafting, themes: Themes, clock: Clock, words: Words) -> None:
        super().__init__()
        self.setAccessibleName("Events")
        self._document = document
        self.correcting = Correcting(document, drafting)
        self.model = EventsModel(document.tasks, clock, self)
        self.table = EventsTable(themes)
        self.table.setModel(self.model)
        self.columns = Columns(self.table)
        self.finder = Finder(document, self)
        self.bar = FindBar(self.finder, words, themes)
        self.trouble = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.trouble.setProperty("role", "danger")
        self.trouble.setContentsMargins(8, 4, 8, 4)
        self.trouble.hide()
        self.pages = Pages(self.table, themes)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        # Rows come into view many at once while a list is scrolled; they are asked for when it comes to rest.
        self._settle = QTimer(self, singleShot=True, interval=0)
        # Until the moment at the cursor is painted, telling rows would only slow that down.
        self._after = QTimer(self, singleShot=True)
        self._read: int | None = None
        """How much of the stream that is being read is read; None where none is."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.trouble)
        layout.addWidget(self.pages, 1)
        self._connect()
        self.pages.show_notice(_NOTHING)

    def open_find(self) -> None:
        """Open the bar that finds events."""
        self.bar.open_bar()

    def soft_delete_current(self) -> None:
        """Propose to soft-delete the event at the cursor."""
        self.correcting.soft_delete()

    def restore_current(self) -> None:
        """Propose to restore the event at the cursor."""
        self.correcting.restore()

    def copy_current(self) -> None:
        """Copy the event at the cursor as JSON."""
        self.correcting.copy_json()

    def save_state(self) -> QByteArray:
        """How the columns stand."""
        return self.columns.save()

    def restore_state(self, state: QByteArray) -> bool:
        """Put the columns as they stood; whether the state was one."""
        return self.columns.restore(state)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.bar.isVisible():
            self.bar.close_bar()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        document, table = self._document, self.table
        document.loading.connect(self._say_loading_soon)
        document.progressed.connect(self._note_progress)
        document.load_failed.connect(self._say_failed)
        document.shown_changed.connect(self._show)
        document.filled.connect(self._fill)
        document.moment_changed.connect(self._tell_rows_soon)
        document.moment_failed.connect(self._tell_rows_soon)
        document.selection.ordinal_changed.connect(self._go_along)
        table.chosen.connect(lambda row: document.selection.go_to(self.model.ordinal_at(row)))
        table.start_asked.connect(lambda: document.selection.go_to(0))
        table.delete_asked.connect(self.soft_delete_current)
        table.mark_pressed.connect(lambda row: self.link_asked.emit(self.model.facts_at(row).version))
        table.menu_asked.connect(self._show_menu)
        table.view_changed.connect(self._settle.start)
        table.typed.connect(self._type_on)
        table.copy_asked.connect(self.correcting.copy_sentence)
        self.model.failed.connect(self._tell)
        self.model.dataChanged.connect(lambda *_range: self.trouble.hide())
        self.model.modelReset.connect(self._follow)
        self._settle.timeout.connect(self._want)
        self._after.timeout.connect(self.model.release)
        self._patience.timeout.connect(self._say_loading)
        self.finder.changed.connect(self._show_found)
        self.bar.only_changed.connect(lambda _on: self._show_found())
        self.bar.closed.connect(lambda: table.setFocus(Qt.FocusReason.OtherFocusReason))
        for keys, run in (("F3", self.finder.go_next), ("Shift+F3", self.finder.go_previous)):
            QShortcut(QKeySequence(keys), self, run, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _show(self) -> None:
        shown = self._document.shown
        self._end_waiting()
        self.trouble.hide()
        self.model.show(shown, changed_from=self._document.survey_from)
        # Of another stream the rows are waited for as much as the moment.
        self._after.setInterval(0)
        if shown is None:
            self.pages.show_notice(_NOTHING)
            return
        self.columns.show_projection(on=shown.replay.is_projection)
        self._show_page()
        self._follow()
        self._settle.start()

    def _fill(self) -> None:
        if self._document.shown is not None:
            self.model.fill(self._document.shown)

    def _go_along(self, ordinal: int) -> None:
        # Before the first event there is no moment to wait for.
        if ordinal:
            self.model.hold()
            self._after.setInterval(_FRAME)
        self._follow()

    def _tell_rows_soon(self, _moment: object) -> None:
        if not self._after.isActive():
            self._after.start()

    def _follow(self) -> None:
        self.table.follow_soon(self.model.row_of(self._document.selection.ordinal))
        if not self.bar.isHidden():
            self.bar.show_found()

    def _want(self) -> None:
        rows = self.table.visible_rows()
        if rows is not None:
            self.model.want(*rows)

    def _show_found(self) -> None:
        finder = self.finder
        only = self.bar.only.isChecked() and finder.query is not None
        if only and finder.is_running and not finder.found.scanned:
            # What is listed stays until there is something to list in its place.
            return
        self.model.mark_found(finder.found, only=only)
        self._show_page()
        self._settle.start()

    def _show_page(self) -> None:
        if self.model.shown is None:
            return
        if self.model.rowCount() or self.finder.is_running:
            self.pages.show_content()
        else:
            self.pages.show_notice(self._why_empty())

    def _why_empty(self) -> Notice:
        finder, again = self.finder, self.bar.list_all
        if finder.failure:
            return Notice("circle-alert", "The events cannot be searched", finder.failure, _LIST_ALL, again)
        if not finder.found.is_complete:
            text = "The search was stopped before the last event."
            return Notice("search", "No event matches so far", text, _LIST_ALL, again)
        return Notice("search", "No event matches", "Look for something else, or list all events.", _LIST_ALL, again)

    def _show_menu(self, at: QPoint) -> None:
        event_menu(self.correcting, self.action_asked.emit, self.table).popup(at)

    def _type_on(self, text: str) -> None:
        if text.strip():
            self.open_find()
            self.bar.field.setText(text)

    def _tell(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.show()

    def _say_loading_soon(self, _stream: StreamId) -> None:
        self._read = 0
        self._patience.start()

    def _note_progress(self, read: int) -> None:
        if self._read is not None:
            self._read = read
            if not self._patience.isActive():
                self._say_loading()

    def _say_loading(self) -> None:
        read = f"{self._read:,} so far" if self._read else ""
        self.pages.show_notice(Notice("hourglass", "Reading the events", read))

    def _say_failed(self, sentence: str) -> None:
        self._end_waiting()
        if self._document.shown is None and self._document.selection.stream is not None:
            self.pages.show_notice(
                Notice("circle-alert", "The events cannot be read", sentence, "Try again", self._retry)
            )

    def _end_waiting(self) -> None:
        self._patience.stop()
        self._read = None

    def _retry(self) -> None:
        self._document.reload()
