"""A stream read once more, to lay a draft on it as it is now."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal

from leftfold.model.stream import StreamId
from leftfold.session import Session
from leftfold.ui.tasks import Lane, Request, Tasks

_REREAD: Final = "reread"


class Rereading(QObject):
    """Reads one stream at a time, off the GUI thread."""

    read = Signal(object)
    """The `Replay` of the stream as it was just read."""
    failed = Signal(str)
    """The stream cannot be read: the sentence that says why."""

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks

    def ask(self, session: Session, stream: StreamId) -> None:
        """Read a stream."""
        self._tasks.run(
            Request(
                lane=Lane.STREAM,
                key=_REREAD,
                work=lambda job: session.show_stream(stream, progress=job.check),
                done=self.read.emit,
                failed=lambda error: self.failed.emit(str(error)),
            )
        )
