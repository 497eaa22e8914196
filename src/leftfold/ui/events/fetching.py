"""Fetches what rows say, for the rows in view: the newest view wins, and what was told before is remembered."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from leftfold.domain.definition import Domain
from leftfold.model.errors import LeftfoldError
from leftfold.model.index import Ints
from leftfold.replay.history import History
from leftfold.ui.events.telling import Told, tell
from leftfold.ui.events.told_pages import ToldPages, bounds
from leftfold.ui.tasks import Job, Lane, Request, Tasks

_KEY: Final = "rows"
_PATIENCE: Final = 300
"""Milliseconds for which rows may say what they said before a change."""


class Fetching(QObject):
    """Has the steps of one history told, page by page."""

    arrived = Signal(int, int)
    """What the events with the ordinals first to last say is another now."""
    linked = Signal(object)
    """A tuple of the `Link`s of events that were just told, at least one."""
    failed = Signal(str)
    """Pages could not be read: the sentence that says why."""

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._pages = ToldPages()
        self._history: History[Any] | None = None
        self._waiting: Ints | None = None
        self._asked: tuple[int, ...] = ()
        self._held = False
        # Rows that are told anew at once do not flicker; those that take longer must not say what no longer holds.
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._patience.timeout.connect(self._forget_outdated)

    def turn_to(self, history: History[Any] | None, *, changed_from: int | None) -> None:
        """Tell of this history from now on; of the same stream, with changes from an ordinal on, or of another.

        Nothing is fetched until `release`: the replay to the cursor is under way, and leaves keyframes to begin from.
        """
        self._tasks.cancel(_KEY)
        if changed_from is None:
            self._patience.stop()
            self._pages.clear()
        else:
            self._pages.outdate_from(changed_from)
            self._patience.start()
        self._history = history
        self._held = True
        self._asked = ()

    def hold(self) -> None:
        """Fetch nothing new until `release`: the replay to the cursor comes first."""
        self._held = True

    def release(self) -> None:
        """Fetch what was wanted in the meantime, and from now on at once."""
        if self._held:
            self._held = False
            if self._waiting is not None:
                self.want(self._waiting)

    def get(self, ordinal: int) -> Told | None:
        """What an event says; None where it was not told yet."""
        return self._pages.get(ordinal)

    def want(self, ordinals: Ints) -> None:
        """Have these events told, in place of those that were wanted before."""
        self._waiting = ordinals
        history = self._history
        if self._held or history is None:
            return
        missing = self._pages.missing(ordinals[ordinals <= history.length])
        if missing and missing != self._asked:
            self._fetch(history, missing)

    def _fetch(self, history: History[Any], numbers: tuple[int, ...]) -> None:
        self._asked = numbers

        def work(job: Job) -> None:
            for number in numbers:
                job.report((number, _page(history, number, job)))

        self._tasks.run(
            Request(
                lane=Lane.ROWS,
                key=_KEY,
                work=work,
                done=lambda _none: self._end(),
                failed=self._fail,
                part=lambda found: self._take(history, *found),
            )
        )

    def _take(self, history: History[Any], number: int, page: tuple[Told, ...]) -> None:
        self._pages.put(number, page)
        if links := tuple(link for told in page for link in told.links):
            self.linked.emit(links)
        self.arrived.emit(*bounds(number, history.length))

    def _forget_outdated(self) -> None:
        if self._pages.forget_outdated() and self._history is not None:
            self.arrived.emit(1, self._history.length)

    def _end(self) -> None:
        self._asked = ()

    def _fail(self, error: LeftfoldError) -> None:
        self._end()
        self._forget_outdated()
        self.failed.emit(str(error))


def _page(history: History[Any], number: int, job: Job) -> tuple[Told, ...]:
    domain: Domain[Any] = history.domain
    first, last = bounds(number, history.length)
    return tuple(tell(domain, step) for step in history.steps(first, last, progress=job.check))
