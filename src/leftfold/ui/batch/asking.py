"""Opens the dialog that corrects many aggregates, from the event at the cursor, and does in the window what it asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from leftfold.batch.proposal import Proposal
from leftfold.batch.which import listed
from leftfold.model.edits import Append, SoftDelete
from leftfold.model.errors import LeftfoldError
from leftfold.model.stream import StreamId
from leftfold.session import Session
from leftfold.ui.batch.dialog import BatchDialog
from leftfold.ui.batch.sample import Sample, read_listed, read_sample
from leftfold.ui.batch.working import Batch
from leftfold.ui.parts import Parts
from leftfold.ui.raising import show_beside
from leftfold.ui.tasks import Job, Lane, Request

_SAMPLE = "batch sample"


class Asking(QObject):
    """The way between the window and the dialog, of which there is one at a time."""

    opened = Signal(object)
    """The `BatchDialog` is there."""

    def __init__(self, parts: Parts, unlock: Callable[[], None], window: QWidget) -> None:
        super().__init__(window)
        self._parts = parts
        self._unlock = unlock
        self._window = window
        self._dialog: BatchDialog | None = None
        self._wanted: Proposal | None = None
        parts.document.closed.connect(self._give_up)
        parts.document.shown_changed.connect(self._stage)

    def ask(self) -> None:
        """Open the dialog, or bring it forward."""
        document, clock = self._parts.document, self._parts.around.clock
        session, shown, ordinal = document.session, document.shown, document.selection.ordinal
        if not self._comes_forward() and session is not None and shown is not None:
            replay = shown.replay
            at = min(ordinal, len(replay.index))
            self._begin(session, lambda _job: read_sample(session, replay, at, clock))

    def ask_for(self, events: Iterable[tuple[StreamId, int]]) -> None:
        """Open the dialog for the events that a scan found, or bring the one forward that is open."""
        session, clock, found = self._parts.document.session, self._parts.around.clock, listed(events)
        if not self._comes_forward() and session is not None:
            self._begin(session, lambda job: read_listed(session, found, clock, progress=lambda _events: job.check()))

    def _comes_forward(self) -> bool:
        """Whether there is a dialog, which is in front then."""
        if self._dialog is None:
            return False
        self._dialog.raise_()
        self._dialog.activateWindow()
        return True

    def _begin(self, session: Session, work: Callable[[Job], Sample]) -> None:
        done = partial(self._open, session)
        self._parts.document.tasks.run(Request(lane=Lane.BATCH, key=_SAMPLE, work=work, done=done, failed=self._tell))

    def _open(self, session: Session, sample: Sample) -> None:
        parts = self._parts
        batch = Batch(session, parts.document.tasks)
        dialog = BatchDialog(sample, batch, parts.drafting.lock, parts.around.themes, self._window)
        dialog.unlock_asked.connect(self._unlock)
        dialog.open_asked.connect(self._show)
        dialog.written.connect(parts.aggregates.reload)
        dialog.written.connect(parts.document.reload)
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        # A person goes back and forth between the two.
        show_beside(dialog)
        self.opened.emit(dialog)

    def _show(self, proposal: Proposal) -> None:
        """Show an aggregate with its proposal as a draft."""
        self._wanted = proposal
        shown = self._parts.document.shown
        if shown is not None and shown.replay.stream == proposal.stream:
            self._stage()
        else:
            self._parts.document.selection.select(proposal.stream)

    def _stage(self) -> None:
        shown, wanted = self._parts.document.shown, self._wanted
        if wanted is None or shown is None or shown.replay.stream != wanted.stream:
            return
        self._wanted = None
        drafting = self._parts.drafting
        if drafting.draft:
            # What a person proposed for it already stays as it is.
            return
        for edit in wanted.edits:
            match edit:
                case SoftDelete(version):
                    drafting.soft_delete(version)
                case Append(type_, data):
                    drafting.append(type_, data)

    def _forget(self) -> None:
        self._dialog = None

    def _give_up(self) -> None:
        self._wanted = None
        self._parts.document.tasks.cancel(_SAMPLE)
        if self._dialog is not None:
            self._dialog.reject()

    def _tell(self, error: LeftfoldError) -> None:
        self._parts.document.load_failed.emit(str(error))
