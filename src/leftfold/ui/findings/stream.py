"""The findings of the shown stream, looked for off the GUI thread once its survey is through."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from leftfold.deferred import Deferred
from leftfold.model.event import Event
from leftfold.replay.history import History
from leftfold.replay.survey import SurveyChunk
from leftfold.ui.document import Document
from leftfold.ui.findings.found import NO_FINDINGS, Found, placed
from leftfold.ui.shown import Shown
from leftfold.ui.tasks import Job, Lane, Request

if TYPE_CHECKING:
    from leftfold.diagnose import findings as looking
else:
    # They are looked for once all else is shown.
    looking = Deferred("leftfold.diagnose.findings")

MOST: Final = 10_000
"""Findings that are listed: nobody reads more, and a stream may have one an event."""
_KEY: Final = "findings"
_LOOK: Final = 1_000
"""Events between two looks whether anybody still waits: some 5 ms."""


class StreamFindings(QObject):
    """Knows the findings of what is shown, a draft laid on it included."""

    changed = Signal(object)
    """What is `Found` of what is shown is other."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document
        self._history: History[Any] | None = None
        """Of which they were looked for."""
        self.known = NO_FINDINGS
        document.shown_changed.connect(self._begin)
        document.surveyed.connect(self._look_once_surveyed)
        document.filled.connect(self._look_where_surveyed)

    def _begin(self) -> None:
        shown = self._document.shown
        if shown is not None and shown.history is self._history:
            return
        self._history = None
        self._document.tasks.cancel(_KEY)
        self._take(NO_FINDINGS)
        if shown is not None and self._document.survey_from > shown.history.length:
            self._look(shown)

    def _look_once_surveyed(self, chunk: SurveyChunk) -> None:
        shown = self._document.shown
        if shown is not None and chunk.first + len(chunk) > shown.history.length:
            self._look(shown)

    def _look_where_surveyed(self) -> None:
        shown = self._document.shown
        if shown is not None and self._document.replaying.surveyed_to >= shown.history.length:
            self._look(shown)

    def _look(self, shown: Shown) -> None:
        session = self._document.session
        if session is None or shown.history is self._history or shown.index.unread is not None:
            return
        self._history = shown.history
        first = 1 if shown.replay.is_projection else session.store.layout.first_version
        self._document.tasks.run(
            Request(
                lane=Lane.SURVEY,
                key=_KEY,
                work=partial(_find, shown, first),
                done=self._take,
                # What cannot be read is told where it is shown.
                failed=lambda _error: self._take(NO_FINDINGS),
            )
        )

    def _take(self, found: Found) -> None:
        before, self.known = self.known, found
        if len(found) or len(before):
            self.changed.emit(found)


def _find(shown: Shown, first_version: int, job: Job) -> Found:
    history = shown.history
    events = _checked(iter(history.source.read(1, history.length)), job)
    found = looking.findings_of(history.domain, events, first_version=first_version)
    listed = tuple(islice(found, MOST + 1))
    return placed(shown.index, listed[:MOST], more=len(listed) > MOST)


def _checked(events: Iterator[Event], job: Job) -> Iterator[Event]:
    while page := tuple(islice(events, _LOOK)):
        job.check()
        yield from page
