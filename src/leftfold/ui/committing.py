"""Drafts on their way into the store, one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal

from leftfold.draft.draft import Draft
from leftfold.draft.wording import told_commit, told_commits
from leftfold.model.errors import Conflict, LeftfoldError
from leftfold.session import Session
from leftfold.store.writing import Committed
from leftfold.ui.tasks import Lane, Request, Tasks

COMMIT: Final = "commit"
"""The key of the request that writes a draft."""


@dataclass(frozen=True, slots=True)
class Written:
    """A draft that was committed."""

    draft: Draft
    last_version: int | None
    """The version of the stream's last event since then."""
    others: tuple[Draft, ...] = ()
    """Drafts of other streams that were committed with it."""

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """All that was committed."""
        return (self.draft, *self.others)

    @property
    def told(self) -> str:
        """What was written, as a sentence."""
        return told_commits(self.drafts) if self.others else told_commit(self.draft, self.last_version)


class Committing(QObject):
    """Writes drafts, or tells why nothing was written."""

    written = Signal(object)
    """The draft is `Written`."""
    conflicted = Signal(object, str)
    """The stream of this `Draft` changed; the sentence says how."""
    failed = Signal(str)
    """The store was not written: the sentence that says why."""

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks

    @property
    def is_under_way(self) -> bool:
        """Whether a draft is being written."""
        return self._tasks.is_under_way(COMMIT)

    def commit(self, session: Session, draft: Draft, *others: Draft) -> None:
        """Write a draft, and those of other streams with it, all or none."""
        drafts = (draft, *others)

        def done(committed: tuple[Committed, ...]) -> None:
            self.written.emit(Written(draft, committed[0].last_version, others))

        def failed(error: LeftfoldError) -> None:
            if isinstance(error, Conflict):
                self.conflicted.emit(next((one for one in drafts if one.stream == error.stream), draft), str(error))
            else:
                self.failed.emit(str(error))

        self._tasks.run(
            Request(
                lane=Lane.STREAM,
                key=COMMIT,
                work=lambda _job: session.commit_many(drafts),
                done=done,
                failed=failed,
            )
        )
