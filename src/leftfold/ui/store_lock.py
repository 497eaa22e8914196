"""Whether the opened store may be written: locked until a person unlocks it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from leftfold.session import Session
from leftfold.ui.document import Document
from leftfold.ui.tasks import Lane, Request

LOCK: Final = "lock"
"""The key of the request that unlocks or locks."""
RULES: Final = "rules"
"""The key of the request that looks at the rules."""


class StoreLock(QObject):
    """Unlocks the store and locks it again, off the GUI thread."""

    changed = Signal(bool)
    """Whether the store is locked now; the rules for writing may be others, too."""
    refused = Signal(str)
    """The store could not be unlocked: the sentence that says why."""

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        document.opened.connect(lambda: self.changed.emit(True))

    @property
    def is_open(self) -> bool:
        """Whether a draft may be committed."""
        session = self._document.session
        return session is not None and session.unlocked

    def unlock(self) -> None:
        """Open the store for writing."""
        self._run(Session.unlock, self._tell)

    def lock(self) -> None:
        """Give up writing. What is shown is read again: with its writer, the store's log is put away."""
        self._run(_lock, self._locked)

    def look(self) -> None:
        """Look at the rules for writing again."""
        self._run(lambda session: session.unlocking.look(), self._tell, key=RULES)

    def _locked(self) -> None:
        self._tell()
        self._document.reload()

    def _tell(self) -> None:
        self.changed.emit(not self.is_open)

    def _refuse(self, sentence: str) -> None:
        self.refused.emit(sentence)
        self._tell()

    def _run(self, change: Callable[[Session], Any], done: Callable[[], None], *, key: str = LOCK) -> None:
        session = self._document.session
        if session is None:
            return
        self._document.tasks.run(
            Request(
                lane=Lane.STREAM,
                key=key,
                work=lambda _job: change(session),
                done=lambda _none: done(),
                failed=lambda error: self._refuse(str(error)),
            )
        )


def _lock(session: Session) -> None:
    session.lock()
    session.unlocking.look()
