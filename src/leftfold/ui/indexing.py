"""The rest of a long stream's index, read off the GUI thread while its first and last events are shown."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal

from leftfold.session import Replay
from leftfold.ui.tasks import Job, Lane, Request, Tasks

INDEX: Final = "index"
"""The key of the request that reads it."""


class Indexing(QObject):
    """Reads on in the index of one stream at a time."""

    filled = Signal(object)
    """The `Replay` that was begun with, with more of its index."""
    failed = Signal(str)
    """No more of it can be read: the sentence that says why."""

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._at = 0

    def look_at(self, ordinal: int) -> None:
        """Read next what lies around this event, if it is not read yet."""
        self._at = ordinal

    def begin(self, replay: Replay) -> None:
        """Read all that the index of a stream does not have yet, in place of any other's."""
        self._tasks.cancel(INDEX)
        if replay.index.unread is None:
            return

        def near() -> int:
            # A number that the GUI thread puts down; whichever is read, the worst is a page that nobody looks at.
            return min(max(1, self._at), len(replay.index))

        def work(job: Job) -> None:
            for fuller in replay.filled(progress=job.check, near=near):
                job.report(fuller)

        self._tasks.run(
            Request(
                # Before the survey, not beside it: together they would only hold up each other and the window.
                lane=Lane.SURVEY,
                key=INDEX,
                work=work,
                done=lambda _none: None,
                failed=lambda error: self.failed.emit(str(error)),
                part=self.filled.emit,
            )
        )
