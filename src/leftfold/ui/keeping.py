"""Keeps what is proposed while it is proposed, so that neither a crash nor closing the window loses it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import Final

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal

from leftfold.correcting import saved
from leftfold.draft.draft_file import Saved
from leftfold.draft.kept import LOCK, Kept, forget, keep, kept_for, new_place
from leftfold.model.errors import LeftfoldError
from leftfold.session import Session
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.tasks import Lane, Request

_PAUSE: Final = 300
"""Milliseconds after the last change until it is kept: a crash loses no more than the word being typed."""
_KEEP: Final = "keep the draft"
_LOOK: Final = "look for drafts that were left"


class Keeping(QObject):
    """Keeps the drafts of the opened store in a file, and finds those that were left there before."""

    found = Signal(object)
    """The `Kept` drafts that were left on the store that was just opened, the newest first; perhaps none."""
    failed = Signal(str)
    """What is proposed cannot be kept: the sentence that says why."""

    def __init__(self, document: Document, drafting: Drafting) -> None:
        super().__init__(document)
        self._document, self._drafting = document, drafting
        self._session: Session | None = None
        self._file: _File | None = None
        self._is_new = False
        self._left: dict[Path, QLockFile] = {}
        self._later = QTimer(self, singleShot=True, interval=_PAUSE)
        self._later.timeout.connect(self._keep)
        drafting.changed.connect(self._soon)
        drafting.drafts.explained.connect(self._soon)
        document.opened.connect(self._begin)
        document.closed.connect(self._end)

    def keep_now(self) -> str:
        """Keep what is proposed at once; the sentence that says why that cannot be, empty where it is kept."""
        self._later.stop()
        if self._session is None or not self._is_new:
            return ""
        self._document.tasks.cancel(_KEEP)
        try:
            self._work()()
        except LeftfoldError as error:
            return str(error)
        self._is_new = False
        return ""

    def settle(self, left: Sequence[Kept], *, discard: bool) -> None:
        """Offer these drafts no more on this store now; for good where they are discarded or were taken up."""
        for one in left:
            lock = self._left.pop(one.path, None)
            if lock is not None:
                if discard:
                    forget(one.path)
                lock.unlock()

    def _soon(self) -> None:
        self._is_new = True
        self._later.start()

    def _keep(self) -> None:
        if self._session is None or not self._is_new:
            return
        self._is_new = False
        try:
            work = self._work()
        except LeftfoldError as error:
            self._fail(str(error))
            return
        self._document.tasks.run(
            Request(
                lane=Lane.LIBRARY,
                key=_KEEP,
                work=lambda _job: work(),
                done=lambda _none: None,
                failed=lambda error: self._fail(str(error)),
            )
        )

    def _work(self) -> Callable[[], None]:
        """What keeps the drafts as they are now, on whichever thread."""
        session, correction = self._session, self._drafting.drafts.correction
        assert session is not None
        if self._file is None:
            if not correction:
                return _nothing
            self._file = _File(session.place)
        return self._file.keeping(saved(session, correction) if correction else None)

    def _fail(self, sentence: str) -> None:
        self._is_new = True
        self.failed.emit(f"What is proposed cannot be kept, and would be lost with the window: {sentence}")

    def _begin(self) -> None:
        self._session = session = self._document.session
        self._is_new = False
        if session is not None:
            place, layout = session.place, session.store.layout.key
            self._document.tasks.run(
                Request(
                    lane=Lane.LIBRARY,
                    key=_LOOK,
                    work=lambda _job: tuple(kept_for(place, layout)),
                    done=self._tell,
                    failed=lambda _error: None,
                )
            )

    def _tell(self, kept: tuple[Kept, ...]) -> None:
        left = []
        for one in kept:
            lock = _lock(one.path)
            # Another window that is open has it, this one perhaps.
            if lock.tryLock(0):
                self._left[one.path] = lock
                left.append(one)
        self.found.emit(tuple(left))

    def _end(self) -> None:
        sentence = self.keep_now()
        if sentence:
            self.failed.emit(sentence)
        self._session = None
        for lock in self._left.values():
            lock.unlock()
        self._left.clear()
        if self._file is not None:
            self._file.leave()
            self._file = None


class _File:
    """One window's file; what is asked for last is what it has in the end."""

    def __init__(self, place: str) -> None:
        self._path = new_place(place)
        self._mine = _lock(self._path)
        self._mine.tryLock(0)
        self._turn = Lock()
        self._asked = self._done = 0

    def keeping(self, saved: Saved | None) -> Callable[[], None]:
        """What keeps a draft, or none any more; does nothing where a newer one was kept meanwhile."""
        self._asked += 1
        number = self._asked

        def write() -> None:
            with self._turn:
                if number < self._done:
                    return
                if saved is None:
                    forget(self._path)
                else:
                    keep(self._path, saved)
                self._done = number

        return write

    def leave(self) -> None:
        """Let others find it."""
        self._mine.unlock()


def _lock(path: Path) -> QLockFile:
    lock = QLockFile(f"{path}{LOCK}")
    # However long a window is open, its draft is its own; only that of a process that ended is another's.
    lock.setStaleLockTime(0)
    return lock


def _nothing() -> None:
    """What keeps nothing, where nothing is proposed."""
