"""The reducer that a person named for a store: run in a process of its own, and loaded again when its file is saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from leftfold.domain.asked import Asked, asked_domain
from leftfold.domain.choice import Choice, DomainFile, Reducer, chosen, command_file
from leftfold.model.errors import LeftfoldError
from leftfold.session import Session
from leftfold.ui.document import Document
from leftfold.ui.settings import Settings
from leftfold.ui.tasks import Lane, Request

SETTLED: Final = 150
"""Milliseconds after which a file that was saved is whole: editors write it in several strokes, or replace it."""
_LOAD: Final = "reducer"


class Reducing(QObject):
    """Which reducer folds the opened store's events."""

    used = Signal(str)
    """Another one folds them from now on: the sentence that says so."""
    failed = Signal(str)
    """The one that was asked for cannot be used, and the one until now still is: the sentence that says why."""

    def __init__(self, document: Document, settings: Settings) -> None:
        super().__init__(document)
        self._document = document
        self._settings = settings
        self._watcher: QFileSystemWatcher | None = None
        self._seen: object = None
        self._settled = QTimer(self, singleShot=True, interval=SETTLED)
        self._settled.timeout.connect(self._look)
        document.opened.connect(self._begin)
        document.closed.connect(self._end)

    @property
    def choice(self) -> Choice | None:
        """What was asked for; None where each aggregate is read by the domain for its type."""
        session = self._document.session
        return session.asked.choice if session else None

    @property
    def text(self) -> str:
        """What was asked for, as the person would write it; empty for none."""
        match self.choice:
            case None:
                return ""
            case Reducer(command):
                return command
            case DomainFile(path):
                return path
            case name:
                return name

    @property
    def is_kept(self) -> bool:
        """Whether the opened store is folded by it whenever it is opened."""
        session = self._document.session
        return session is not None and self._settings.store_reducer(session.place) is not None

    def use(self, text: str, *, remember: bool) -> None:
        """Fold by a command line or a Python file from now on, by the store's own domain where it is blank."""
        session = self._document.session
        if session is None:
            return
        named, place = text.strip(), session.place
        choice = None if not named else named if named in session.domains.names else chosen(named)
        kept = named if named and remember else None
        self._load(session, choice, lambda: self._settings.remember_reducer(place, kept))

    def again(self) -> None:
        """Start again what folds the events."""
        session = self._document.session
        if session is not None:
            self._load(session, self.choice, lambda: None)

    def _load(self, session: Session, choice: Choice | None, then: Callable[[], None]) -> None:
        self._document.tasks.run(
            Request(
                lane=Lane.LIBRARY,
                key=_LOAD,
                work=lambda job: asked_domain(session.domains, choice, check=job.check),
                done=lambda asked: self._turn_to(session, asked, then),
                failed=self._refuse,
                unwanted=Asked.close,
            )
        )

    def _turn_to(self, session: Session, asked: Asked, then: Callable[[], None]) -> None:
        before = session.read_by(asked)
        self._watch()
        self._document.reload()
        self._document.tasks.when_through(before.close)
        then()
        self.used.emit(self._told(before.choice))

    def _told(self, before: Choice | None) -> str:
        if self.choice is None:
            return "The store's own domain folds its events again."
        return f"{self.text} was loaded again." if self.choice == before else f"{self.text} folds the events now."

    def _refuse(self, error: LeftfoldError) -> None:
        kept = " What was loaded before still folds the events." if self.choice is not None else ""
        self.failed.emit(f"{error}{kept}")

    def _begin(self) -> None:
        session = self._document.session
        self._watch()
        if session is not None and self.choice is None and (text := self._settings.store_reducer(session.place)):
            self._load(session, chosen(text), lambda: None)

    def _end(self) -> None:
        self._settled.stop()
        self._document.tasks.cancel(_LOAD)
        self._unwatch()

    def _unwatch(self) -> None:
        # It ends here, in the GUI thread, and not whenever and wherever it would be collected.
        watcher, self._watcher = self._watcher, None
        if watcher is not None:
            watcher.setParent(None)

    def _watch(self) -> None:
        """Watch the file, and its folder for a file that takes its place."""
        self._unwatch()
        file = command_file(self.choice)
        if file is None:
            return
        self._seen = _stamp(file)
        self._watcher = QFileSystemWatcher([str(path) for path in (file, file.parent) if path.exists()], self)
        self._watcher.fileChanged.connect(self._settled.start)
        self._watcher.directoryChanged.connect(self._settled.start)

    def _look(self) -> None:
        file = command_file(self.choice)
        if file is None or _stamp(file) in (None, self._seen):
            return
        self._watch()
        self.again()


def _stamp(file: Path) -> object:
    """What tells one saving of a file from another; None while it is not there."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
