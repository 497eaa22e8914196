"""Hearing: what a store's server tells at once of new events, as the window hears it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from leftfold.session import Session
from leftfold.store.listening import Listener
from leftfold.ui.tasks import Lane, Request, Tasks

_LISTEN: Final = "listen"
_TAKE: Final = "take what was sent"


class Hearing(QObject):
    """Listens to the server of one store at a time, where it tells; what it says is read off the GUI thread."""

    heard = Signal()
    """There may be something new."""

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._listener: Listener | None = None
        self._socket: QSocketNotifier | None = None
        self.is_told = False
        """Whether the server did tell at least once, and can be heard still."""
        self.is_deaf = False
        """Whether the connection was lost on which it told."""

    def begin(self, session: Session) -> None:
        """Listen to the server of a session's store, where it has one."""
        self.end()
        self._tasks.run(
            Request(
                lane=Lane.WATCH,
                key=_LISTEN,
                work=lambda _job: session.store.listen(),
                done=self._listen,
                failed=lambda _error: self._lose(),
                unwanted=_close,
            )
        )

    def end(self) -> None:
        """Listen no more."""
        for key in (_LISTEN, _TAKE):
            self._tasks.cancel(key)
        self.is_told = self.is_deaf = False
        if self._socket is not None:
            self._socket.setEnabled(False)
            self._socket.deleteLater()
        listener, self._listener, self._socket = self._listener, None, None
        if listener is not None:
            # What was sent may be being read just now.
            self._tasks.when_through(listener.close)

    def _listen(self, listener: Listener | None) -> None:
        self._listener = listener
        if listener is not None:
            self._socket = QSocketNotifier(listener.fileno(), QSocketNotifier.Type.Read, self)
            self._socket.activated.connect(self._take)
            # What came before somebody listened.
            self.heard.emit()

    def _take(self) -> None:
        listener, socket = self._listener, self._socket
        if listener is None or socket is None:
            return
        # Until it is read there is something to read, and it would be told so without an end.
        socket.setEnabled(False)
        self._tasks.run(
            Request(
                lane=Lane.WATCH,
                key=_TAKE,
                work=lambda _job: listener.take(),
                done=lambda was_sent: self._hear(was_sent=was_sent),
                failed=lambda _error: self._lose(),
            )
        )

    def _hear(self, *, was_sent: bool) -> None:
        if self._socket is not None:
            self._socket.setEnabled(True)
        if was_sent:
            self.is_told = True
            self.heard.emit()

    def _lose(self) -> None:
        self.end()
        self.is_deaf = True


def _close(listener: Listener | None) -> None:
    if listener is not None:
        listener.close()
