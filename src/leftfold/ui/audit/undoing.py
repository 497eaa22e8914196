"""Undoing an entry of the audit: its edits are worked out, and proposed as a draft on the aggregate."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal

from leftfold.draft.undoing import Ground, Undoing, undo_reason, undone
from leftfold.model.audit import AuditEntry
from leftfold.model.edits import Append, Because, Edit, Restore, SoftDelete
from leftfold.model.errors import LeftfoldError, Refused
from leftfold.session import Session
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.tasks import Lane, Request

_KEY: Final = "undo an entry"


class ProposedUndoing(QObject):
    """Proposes what undoes an entry; it is committed like any draft, or not."""

    proposed = Signal(tuple)
    """The draft is laid; a sentence for each edit of the entry that it leaves out."""
    refused = Signal(str)
    """Nothing undoes the entry: the sentence that says why."""

    def __init__(self, document: Document, drafting: Drafting, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._drafting = drafting
        self._waiting: Undoing | None = None
        document.loaded.connect(self._lay_if_shown)
        document.load_failed.connect(self._give_up)

    def propose(self, entry: AuditEntry) -> None:
        """Work out what undoes an entry, and lay it as a draft on its aggregate, which is shown then."""
        session = self._document.session
        self._waiting = None
        if session is not None:
            request = Request(
                lane=Lane.STREAM,
                key=_KEY,
                work=lambda _job: _undoing(session, entry),
                done=self._show,
                failed=self._refuse,
            )
            self._document.tasks.run(request)

    def close(self) -> None:
        """Lay nothing any more."""
        self._waiting = None
        self._document.tasks.cancel(_KEY)

    def _show(self, undoing: Undoing) -> None:
        self._waiting = undoing
        shown = self._document.shown
        if shown is not None and shown.replay.stream == undoing.draft.stream == self._document.selection.stream:
            self._lay()
        else:
            self._document.selection.select(undoing.draft.stream)

    def _lay_if_shown(self) -> None:
        shown, waiting = self._document.shown, self._waiting
        if waiting is None or shown is None:
            return
        if shown.replay.stream == waiting.draft.stream:
            self._lay()
        else:
            # The person went elsewhere meanwhile.
            self._waiting = None

    def _lay(self) -> None:
        undoing, self._waiting = self._waiting, None
        if undoing is None:
            return
        drafting = self._drafting
        if not drafting.because.reason:
            drafting.explain(_signed(drafting.because, undoing.draft.because))
        for edit in undoing.draft.edits:
            self._stage(edit)
        self.proposed.emit(undoing.left_out)

    def _stage(self, edit: Edit) -> None:
        match edit:
            case Append(type_, data):
                self._drafting.append(type_, data)
            case SoftDelete(version):
                self._drafting.soft_delete(version)
            case Restore(version):
                self._drafting.restore(version)

    def _refuse(self, error: LeftfoldError) -> None:
        self.refused.emit(str(error))

    def _give_up(self) -> None:
        self._waiting = None


def _undoing(session: Session, entry: AuditEntry) -> Undoing:
    if entry.stream is None:
        raise Refused(f"Entry {entry.number} is no correction of one aggregate, so that no draft undoes it.")
    replay = session.show_stream(entry.stream)
    draft = session.new_draft(replay, Because("", undo_reason(entry), entry.because.ticket))
    return undone(draft, entry, Ground.of(session.store, replay.index, replay.history))


def _signed(given: Because, proposed: Because) -> Because:
    return Because(given.author or proposed.author, proposed.reason, given.ticket or proposed.ticket)
