"""Looks for a query in the shown events, off the GUI thread, and steps the cursor over what it finds."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from leftfold.model.errors import LeftfoldError
from leftfold.model.index import Flags
from leftfold.ui.document import Document
from leftfold.ui.events.finding import Found, search
from leftfold.ui.events.query import Query
from leftfold.ui.tasks import Job, Lane, Request

_KEY: Final = "find"
_PACE: Final = 100
"""Milliseconds between two tellings of what was found so far: as often as a count can be read."""


class Finder(QObject):
    """One search at a time; it begins anew where the shown events change."""

    changed = Signal()
    """More was found or looked at, or the search began, ended, or was given up."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.found = Found.nothing()
        self.failure = ""
        self._document = document
        self._query: Query | None = None
        self._step = 0
        # The survey, which the timeline is drawn from, shall be asked for before the search.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._begin)
        self._pace = QTimer(self, singleShot=True, interval=_PACE)
        self._pace.timeout.connect(self._tell_rest)
        self._untold = False
        document.shown_changed.connect(self._shown_changed)

    @property
    def query(self) -> Query | None:
        """What is looked for."""
        return self._query

    @property
    def ordinal(self) -> int:
        """The ordinal of the event at the cursor."""
        return self._document.selection.ordinal

    @property
    def is_running(self) -> bool:
        """Whether events are being looked at."""
        return self._document.tasks.is_under_way(_KEY) or self._later.isActive()

    def seek(self, query: Query | None) -> None:
        """Look for this from now on, or for nothing."""
        self._query = query
        self._restart()

    def stop(self) -> None:
        """Give up looking; what was found stays."""
        self._document.tasks.cancel(_KEY)
        self._later.stop()
        self._step = 0
        self.changed.emit()

    def go_next(self) -> None:
        """Move the cursor to the next event found, once it is found; after the last, to the first."""
        self._go(1)

    def go_previous(self) -> None:
        """Move the cursor to the event found before; before the first, to the last."""
        self._go(-1)

    def _go(self, step: int) -> None:
        selection, found = self._document.selection, self.found
        here = selection.ordinal
        there = found.after(here) if step > 0 else found.before(here)
        if there is None and self.is_running:
            self._step = step
            return
        if there is None:
            there = found.after(0) if step > 0 else found.before(found.scanned + 1)
        self._step = 0
        if there is not None:
            selection.go_to(there)

    def _shown_changed(self) -> None:
        if self._query is not None:
            self._restart()

    def _restart(self) -> None:
        self._document.tasks.cancel(_KEY)
        self._step = 0
        self.failure = ""
        self.found = Found.nothing()
        if self._query is not None and self._document.shown is not None:
            self._later.start()
        else:
            self._later.stop()
        self.changed.emit()

    def _begin(self) -> None:
        shown, query = self._document.shown, self._query
        # What would be looked for, or in, cannot have gone: that stops the timer.
        assert shown is not None
        assert query is not None
        history = shown.history
        self.found = Found(query, Found.nothing().hits, history.length)

        def work(job: Job) -> None:
            for hits in search(history, query):
                job.report(hits)

        self._document.tasks.run(
            Request(
                lane=Lane.FIND,
                key=_KEY,
                work=work,
                done=lambda _none: self._end(),
                failed=self._fail,
                part=self._take,
            )
        )

    def _take(self, hits: Flags) -> None:
        self.found = self.found.with_chunk(hits)
        self._step_on()
        self._untold = True
        if not self._pace.isActive():
            self._tell_rest()

    def _tell_rest(self) -> None:
        if self._untold:
            self._untold = False
            self._pace.start()
            self.changed.emit()

    def _end(self) -> None:
        self._untold = False
        self._step_on()
        self.changed.emit()

    def _fail(self, error: LeftfoldError) -> None:
        self.failure = str(error)
        self.changed.emit()

    def _step_on(self) -> None:
        if self._step:
            self._go(self._step)
