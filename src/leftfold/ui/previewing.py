"""What the draft would do, worked out off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from leftfold.draft.draft import Draft
from leftfold.draft.overlay import WhatIf
from leftfold.draft.preview import Preview
from leftfold.draft.wording import told_edits
from leftfold.model.edits import Append
from leftfold.model.errors import LeftfoldError
from leftfold.session import Replay, Session
from leftfold.ui.tasks import Job, Lane, Request, Tasks

PREVIEW: Final = "preview"
"""The key of the request that works a preview out."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A draft on the stream that it is laid on, and what comes of it."""

    session: Session
    replay: Replay
    draft: Draft
    what_if: WhatIf[Any]

    def ordinal_of(self, place: int) -> int:
        """The ordinal of the event that the edit in a place of the draft is about; 0 where there is none."""
        edit = self.draft.edits[place]
        if isinstance(edit, Append):
            return len(self.replay.index) + sum(isinstance(one, Append) for one in self.draft.edits[: place + 1])
        return self.replay.index.ordinal_of(edit.version) or 0


class Previewing(QObject):
    """Holds the newest preview, or why there is none."""

    changed = Signal()
    """There is another preview, or none any more."""

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._asked: Proposed | None = None
        self.preview: Preview | None = None
        """What the draft would do; None until it is worked out."""
        self.told: tuple[str, ...] = ()
        """Each edit in a sentence, once the preview is there."""
        self.failure = ""
        """Why the draft cannot be previewed, as a sentence; empty where it can."""

    def begin(self, proposed: Proposed) -> None:
        """Work out what a draft would do, in place of any other."""
        self._set(None, (), "")
        self.renew(proposed)

    def renew(self, proposed: Proposed) -> None:
        """Work it out once more because the reason is another now; the preview there is counts until then."""
        self._asked = proposed
        self._tasks.run(
            Request(
                lane=Lane.STREAM,
                key=PREVIEW,
                work=lambda job: _previewed(proposed, job),
                done=lambda found: self._set(*found, ""),
                failed=self._fail,
            )
        )

    def try_again(self) -> None:
        """Work out once more what could not be."""
        if self._asked is not None:
            self.begin(self._asked)

    def stop(self) -> None:
        """Have no preview."""
        self._tasks.cancel(PREVIEW)
        self._asked = None
        self._set(None, (), "")

    def _fail(self, error: LeftfoldError) -> None:
        self._set(None, (), str(error))

    def _set(self, preview: Preview | None, told: tuple[str, ...], failure: str) -> None:
        self.preview, self.told, self.failure = preview, told, failure
        self.changed.emit()


def _previewed(proposed: Proposed, job: Job) -> tuple[Preview, tuple[str, ...]]:
    preview = proposed.session.preview(proposed.replay, proposed.what_if, progress=job.check)
    return preview, told_edits(proposed.draft, proposed.replay.history, proposed.what_if)
