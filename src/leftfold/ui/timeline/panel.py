"""The timeline's panel: the pictures, the transport, and what stands in their place."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from leftfold.model.index import Ints
from leftfold.model.paths import path_text
from leftfold.model.stream import StreamId
from leftfold.ui.bookmarks import Marks
from leftfold.ui.breakpoints.hits import NO_HITS, Hits
from leftfold.ui.clock import Clock
from leftfold.ui.cohorting import Cohort
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.findings.found import Found
from leftfold.ui.links import Links
from leftfold.ui.notice import Notice, Pages
from leftfold.ui.snapshots import Snapshots
from leftfold.ui.theme.themes import Themes
from leftfold.ui.timeline.departures import Departures
from leftfold.ui.timeline.event_menu import TimelineMenus
from leftfold.ui.timeline.loading import Loading
from leftfold.ui.timeline.model import TimelineModel
from leftfold.ui.timeline.playback import Playback
from leftfold.ui.timeline.transport import Transport
from leftfold.ui.timeline.usual import usual_of
from leftfold.ui.timeline.viewing import ZOOM, Viewing
from leftfold.ui.timeline.words import cursor_text, place_text, time_of

if TYPE_CHECKING:
    from leftfold.ui.timeline.pictures import Pictures

_PATIENCE: Final = 150
"""Milliseconds a stream may take to be read before the panel says that it is being read: less would only flicker."""
_REST: Final = 100
"""Milliseconds after which a cursor has come to rest: of what it passes over nobody could be told in time."""
_NOTHING: Final = Notice("chart-no-axes-gantt", "No aggregate selected", "Select one to see its events over time.")


class TimelinePanel(QWidget):
    """Shows the events of the selected stream over version or time, and moves the cursor along them."""

    action_asked = Signal(str)
    """An action, named by its id, shall be done with the event at the cursor."""

    def __init__(self, document: Document, drafting: Drafting, themes: Themes, clock: Clock) -> None:
        super().__init__()
        self.setAccessibleName("Timeline")
        self._document = document
        self._selection = document.selection
        self._themes, self._clock = themes, clock
        self._changes: Ints = np.empty(0, np.int64)
        self._hits = NO_HITS
        self._model = TimelineModel(document, self)
        self._menus = TimelineMenus(document, drafting, self._model, self.action_asked.emit)
        self.viewing = Viewing(self._model, self._selection, self)
        self.playback = Playback(self._selection, self)
        self._pictures: Pictures | None = None
        self._loading = Loading(document.tasks, self)
        self._transport = Transport(self._selection, self.playback, themes)
        self.departures = Departures()
        self._failure = QLabel(wordWrap=True)
        self._failure.hide()
        self._failure.setProperty("role", "danger")
        self._content = QWidget()
        self.pages = Pages(self._content, themes)
        self.pages.show_notice(_NOTHING)
        self._lay_out()
        self._reading: StreamId | None = None
        self._read = 0
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._connect()

    @property
    def by_time(self) -> bool:
        """Whether the events are laid out by time."""
        return self._model.by_time

    def set_axis(self, *, by_time: bool) -> None:
        """Lay the events out by time with idle stretches folded, or by version in even steps."""
        self._model.set_by_time(by_time=by_time)

    def step_back(self) -> None:
        """Move the cursor one event back."""
        self._selection.step(-1)

    def step_forward(self) -> None:
        """Move the cursor one event on."""
        self._selection.step(1)

    def first(self) -> None:
        """Move the cursor before the first event."""
        self._selection.go_to(0)

    def last(self) -> None:
        """Move the cursor to the last event."""
        self._selection.go_to(self._selection.length)

    def zoom_in(self) -> None:
        """Show less, larger."""
        self.viewing.zoom(1 / ZOOM)

    def zoom_out(self) -> None:
        """Show more, smaller."""
        self.viewing.zoom(ZOOM)

    def fit(self) -> None:
        """Show all events."""
        self.viewing.fit()

    def zoom_to_cursor(self) -> None:
        """Show the events around the cursor, one by one."""
        self.viewing.zoom_to(self._selection.ordinal)

    def mark_changes(self, ordinals: Ints) -> None:
        """Mark the events that are known to change the watched field, given by ascending ordinals."""
        self._changes = ordinals
        self._show_watched()

    def mark_hits(self, hits: Hits) -> None:
        """Mark the events at which breakpoints are known to hit."""
        self._hits = hits
        self._show_hits()

    def show_cohort(self, cohort: Cohort | None) -> None:
        """Show what is usual behind the tracks, and say where they depart from it; None shows nothing of it."""
        bands = cohort.bands if cohort else ()
        usual = (None if band is None else usual_of(band.low, band.median, band.high) for band in bands)
        self._model.show_usual((*usual,))
        self.departures.tell(cohort.told if cohort else ())

    def mark_snapshots(self, snapshots: Snapshots) -> None:
        """Mark the events after which there are snapshots."""
        self._model.mark_snapshots(snapshots)

    def mark_links(self, links: Links) -> None:
        """Mark the events that compensate others, and those others."""
        self._model.mark_links(links)

    def mark_findings(self, found: Found) -> None:
        """Mark the events that are to be looked at."""
        self._model.mark_findings(found)

    def mark_bookmarks(self, bookmarks: Marks) -> None:
        """Mark the events that have bookmarks."""
        self._model.mark_bookmarks(bookmarks)

    def picture(self) -> QPixmap:
        """What the timeline shows now, to be put into a file; empty before it is drawn."""
        return QPixmap() if self._pictures is None else self._pictures.grab()

    def _lay_out(self) -> None:
        self._room = QVBoxLayout(self._content)
        self._room.setContentsMargins(0, 0, 0, 0)
        self._room.setSpacing(0)
        self._room.addStretch(1)
        self._room.addWidget(self.departures)
        self._room.addWidget(self._failure)
        self._room.addWidget(self._transport)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def _draw(self, module: ModuleType) -> None:
        made: Pictures = module.Pictures(self.viewing, self._selection, self._themes, self._clock)
        made.menu_asked.connect(self._offer)
        self._room.takeAt(0)
        self._room.insertWidget(0, made, 1)
        made.come_before(self._failure)
        self._pictures = made
        self._show_axis()
        self._show_watched()
        self._show_hits()
        self._describe()

    def _connect(self) -> None:
        document, selection = self._document, self._selection
        document.loading.connect(self._await)
        document.progressed.connect(self._count)
        document.load_failed.connect(self._fail)
        document.survey_failed.connect(self._show_failure)
        document.shown_changed.connect(lambda: self._show_failure(""))
        self._loading.loaded.connect(self._draw)
        self._patience.timeout.connect(self._show_reading)
        self._rest.timeout.connect(self._describe)
        self.departures.asked.connect(selection.go_to)
        self._model.changed.connect(self._show)
        self._model.grown.connect(self._tell)
        document.filled.connect(self._show_axis)
        selection.ordinal_changed.connect(self._tell)
        selection.watched_changed.connect(self._show_watched)
        self._clock.changed.connect(self._tell)

    def _offer(self, ordinal: int, at: QPoint) -> None:
        self._menus.menu(ordinal, self).popup(at)

    def _await(self, stream: StreamId) -> None:
        self._reading, self._read = stream, 0
        self._patience.start()

    def _count(self, events: int) -> None:
        self._read = events
        if not self._patience.isActive() and self._reading is not None:
            self._show_reading()

    def _show_reading(self) -> None:
        self.pages.show_notice(Notice("hourglass", f"Reading {self._reading}", f"{self._read:,} events so far"))

    def _fail(self, sentence: str) -> None:
        self._stop_waiting()
        if self._document.shown is None and self._document.selection.stream is not None:
            again = self._document.reload
            self.pages.show_notice(Notice("circle-alert", "This cannot be shown", sentence, "Try again", again))

    def _stop_waiting(self) -> None:
        self._patience.stop()
        self._reading = None

    def _show(self) -> None:
        self._show_axis()
        self._tell()
        self._stop_waiting()
        shown = self._model.shown
        if shown is None:
            self.pages.show_notice(_NOTHING)
        elif len(shown.index):
            self._loading.want()
            self.pages.show_content()
        else:
            self.pages.show_notice(Notice("inbox", "No events", f"{shown.replay.stream} has no events yet."))

    def _show_axis(self) -> None:
        if self._pictures is not None:
            is_read = self._model.index.unread is None
            self._pictures.switch.show_axis(by_time=self.by_time, has_times=self._model.has_times, is_read=is_read)

    def _show_failure(self, sentence: str) -> None:
        self._failure.setText(sentence)
        self._failure.setVisible(bool(sentence))

    def _show_watched(self) -> None:
        path = self._selection.watched
        if self._pictures is not None:
            self._pictures.watch(None if path is None else path_text(path) or "state", self._changes)

    def _show_hits(self) -> None:
        if self._pictures is not None:
            self._pictures.mark_hits(self._hits.title if self._hits.texts else "", self._hits.ordinals)

    def _tell(self) -> None:
        model = self._model
        ordinal = min(self._selection.ordinal, len(model.index))
        time = self._clock.day_and_time(time_of(model, ordinal))
        self._transport.tell(place_text(ordinal, len(model.index)), time)
        self._rest.start()

    def _describe(self) -> None:
        model = self._model
        if self._pictures is not None:
            ordinal = min(self._selection.ordinal, len(model.index))
            self._pictures.describe(cursor_text(model, ordinal, self._clock) if model.shown else "")
