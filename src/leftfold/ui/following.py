"""Following: whether others write to the opened store, and what is shown kept up with them where that is wanted."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from leftfold.model.errors import LeftfoldError
from leftfold.ui.committing import COMMIT
from leftfold.ui.document import Document
from leftfold.ui.hearing import Hearing
from leftfold.ui.store_lock import LOCK
from leftfold.ui.tasks import Lane, Request

PAUSE: Final = 1_000
"""Milliseconds between two questions: soon enough to watch an application at work, and no load on the store."""
REST: Final = 10
"""So many times longer is the pause while nobody sees the window, or while the server tells what is new."""
SOON: Final = 100
"""Milliseconds until it is asked after the server told, so that it is not asked once for each of many events."""

_ASK: Final = "change token"


class Following(QObject):
    """Asks the store again and again whether another program changed it; own commits are no such change.

    Where the store's server tells of new events, it is asked as soon as it tells, and else seldom.
    """

    changed_outside = Signal()
    """Another program changed the store; where `on`, what is shown is being read again."""
    store_changed = Signal()
    """The store holds other events than it did: what lists them is out of date."""
    failed = Signal(str)
    """The store cannot be asked any more: the sentence that says why. Told once, until `recovered`."""
    recovered = Signal()
    """The store can be asked again."""

    def __init__(self, document: Document, *, pause: int = PAUSE) -> None:
        super().__init__(document)
        self._document = document
        self._pause = pause
        self._on = False
        self._hidden = False
        self._seen: object = None
        """The last token that was seen; None where none was."""
        self._behind = False
        self._failing = False
        self._told = False
        self._hearing = Hearing(document.tasks, self)
        self._hearing.heard.connect(self._ask_soon)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._ask)
        document.opened.connect(self._begin)
        document.closed.connect(self._end)
        document.reloading.connect(self._catch_up)

    @property
    def on(self) -> bool:
        """Whether what is shown keeps up with the store."""
        return self._on

    @on.setter
    def on(self, on: bool) -> None:
        self._on = on
        self._keep_up()

    @property
    def hidden(self) -> bool:
        """Whether nobody sees the window, so that it is enough to ask seldom."""
        return self._hidden

    @hidden.setter
    def hidden(self, hidden: bool) -> None:
        was_waiting = self._timer.isActive() and self._hidden and not hidden
        self._hidden = hidden
        if was_waiting:
            self._ask()

    def _begin(self) -> None:
        self._seen = self._document.as_of
        self._behind = self._failing = self._told = False
        if self._document.session is not None:
            self._hearing.begin(self._document.session)
        self._ask()

    def _end(self) -> None:
        self._hearing.end()
        self._timer.stop()

    def _ask_soon(self) -> None:
        self._told = True
        # An answer that is on its way may be older than what was told; then it is asked after it.
        if self._timer.isActive() and self._timer.remainingTime() > SOON:
            self._timer.start(SOON)

    def _ask(self) -> None:
        session = self._document.session
        if session is None:
            return
        self._timer.stop()
        self._told = False
        self._document.tasks.run(
            Request(
                lane=Lane.WATCH,
                key=_ASK,
                work=lambda _job: session.store.change_token(),
                done=self._hear,
                failed=self._miss,
            )
        )

    def _wait(self, *, unsure: bool = False) -> None:
        """Ask again in a while; `unsure` where what the server told may not be known yet."""
        seldom = self._hidden or (self._hearing.is_told and not unsure)
        self._timer.start(SOON if self._told else self._pause * (REST if seldom else 1))

    def _hear(self, token: object) -> None:
        under_way = self._document.tasks.is_under_way
        is_busy = self._document.is_reading or under_way(COMMIT) or under_way(LOCK)
        self._wait(unsure=is_busy)
        if self._failing:
            self._failing = False
            self.recovered.emit()
        if self._hearing.is_deaf and self._document.session is not None:
            self._hearing.begin(self._document.session)
        if is_busy:
            # The change may be our own, or one that is being read; the next answer tells.
            return
        if self._seen is None:
            self._seen = token
        if token != self._seen:
            self._seen = token
            self._behind = True
            self.changed_outside.emit()
        self._keep_up()

    def _miss(self, error: LeftfoldError) -> None:
        self._wait()
        if not self._failing:
            self._failing = True
            self.failed.emit(str(error))

    def _keep_up(self) -> None:
        if self._on and self._behind:
            self._document.reload()

    def _catch_up(self, token: object) -> None:
        # An older answer may still be on its way.
        self._document.tasks.cancel(_ASK)
        self._seen = token
        self._behind = False
        self._wait(unsure=True)
        self.store_changed.emit()
