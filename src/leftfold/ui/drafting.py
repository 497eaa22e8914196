"""The draft of the shown stream: staged, shown as a what-if, previewed, and committed while the store is unlocked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import reduce
from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from leftfold.domain.decide import decide
from leftfold.domain.definition import Rejection
from leftfold.draft.draft import Draft, rebased, with_append, with_restore, with_soft_delete, without
from leftfold.draft.overlay import WhatIf
from leftfold.draft.preview import Preview
from leftfold.draft.wording import told_edits
from leftfold.model.edits import Append, Because
from leftfold.model.errors import Conflict, LeftfoldError, Refused
from leftfold.model.index import StreamIndex
from leftfold.model.json import JsonObject
from leftfold.model.stream import StreamId
from leftfold.session import Replay, Session
from leftfold.store.writing import Committed
from leftfold.ui.document import Document
from leftfold.ui.drafts import Drafts
from leftfold.ui.store_lock import StoreLock
from leftfold.ui.tasks import Job, Lane, Request

COMMIT: Final = "commit"
"""The key of the request that writes a draft."""
_PREVIEW: Final = "preview"


class Drafting(QObject):
    """Owns the draft; every change of it is shown as a what-if in list, timeline and inspector."""

    changed = Signal()
    """The draft has other edits, or is gone."""
    refused = Signal(str)
    """An edit was not staged, or the store not unlocked: the sentence that says why."""
    rejected = Signal(str)
    """The domain rejected a command: its reason."""
    previewed = Signal(object)
    """The `Preview` of the draft as it is; None while it is worked out or where there is none."""
    committed = Signal(object)
    """What the store answered: a `Committed`."""
    conflicted = Signal(str)
    """Nothing was written, because the stream changed; the draft is kept. The sentence says what arrived."""
    commit_failed = Signal(str)
    """Nothing was written: the sentence that says why."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.lock = StoreLock(document, self)
        self._drafts = Drafts(self)
        self._what_if: WhatIf[Any] | None = None
        self.preview: Preview | None = None
        self.told: tuple[str, ...] = ()
        """Each edit of the draft in a sentence, once it is previewed."""
        self.shows_stored = False
        """Whether list, timeline and inspector show what is stored although there is a draft."""
        self.because = Because("", "")
        self.lock.refused.connect(self.refused)
        self._drafts.changed.connect(self._draft_changed)
        document.loaded.connect(self._lay_again)
        document.opened.connect(self._begin)
        # A long preview would hold up the stream that the person turned to.
        document.loading.connect(lambda _stream: document.tasks.cancel(_PREVIEW))

    @property
    def draft(self) -> Draft | None:
        """The draft of the shown stream; drafts of other streams are kept until theirs is shown again."""
        shown = self._document.shown
        return None if shown is None else self._drafts.of(shown.replay.stream)

    @property
    def drafted(self) -> tuple[StreamId, ...]:
        """The streams that have a draft."""
        return self._drafts.streams

    @property
    def undo_stack(self) -> QUndoStack:
        """The way back and forth through the edits."""
        return self._drafts.undo_stack

    @property
    def is_committing(self) -> bool:
        """Whether the draft is being written."""
        return self._document.tasks.is_under_way(COMMIT)

    def soft_delete(self, version: int) -> None:
        """Stage the soft deletion of a stored event."""
        self._stage(lambda draft, index: with_soft_delete(draft, index, version), f"soft-delete event {version}")

    def restore(self, version: int) -> None:
        """Stage the restoring of a soft-deleted event."""
        self._stage(lambda draft, index: with_restore(draft, index, version), f"restore event {version}")

    def append(self, event_type: str, data: JsonObject) -> None:
        """Stage a new event at the end."""
        event = Append(event_type, data, datetime.now(UTC))
        self._stage(lambda draft, _index: with_append(draft, event), f"append {event_type}")

    def command(self, name: str, arguments: object) -> None:
        """Have the domain decide a command on the drafted end state, and stage the events that follow."""
        shown = self._document.shown
        if shown is None:
            return
        history = shown.replay.history if self._what_if is None else self._what_if.history

        def work(job: Job) -> Any:
            state = history.standing(history.length, progress=job.check).state
            return decide(shown.replay.domain, state, name, arguments)

        self._run("decide", work, lambda decision: self._decided(name, decision))

    def remove(self, place: int) -> None:
        """Take one edit out of the draft."""
        self._stage(lambda draft, _index: without(draft, place), "remove an edit")

    def discard(self) -> None:
        """Drop the draft."""
        if self.draft is not None:
            self._drafts.put(self.draft.stream, None, text="discard the draft")

    def explain(self, because: Because) -> None:
        """Say who writes and why; it becomes part of each drafted event's metadata."""
        if because == self.because:
            return
        self.because = because
        session, draft = self._document.session, self.draft
        if session is not None and draft is not None:
            self._drafts.keep(draft.stream, replace(draft, because=session.signed(because)))

    def show_stored(self, stored: bool) -> None:  # noqa: FBT001 - a slot of a check box
        """Show what is stored in list, timeline and inspector, or what the draft would make of it."""
        if stored != self.shows_stored:
            self.shows_stored = stored
            self._document.show_what_if(None if stored else self._what_if)
            self.changed.emit()

    def commit(self) -> None:
        """Write the draft; afterwards the stream is read again."""
        session, draft = self._document.session, self.draft
        if session is not None and draft is not None and not self.is_committing:
            self._run(
                COMMIT,
                lambda _job: session.commit(draft),
                lambda committed: self._committed(draft.stream, committed),
                self._commit_failed,
            )

    def rebase(self) -> None:
        """Read the stream as it is now and lay the draft on it; edits that no longer apply are said and left out."""
        session, draft = self._document.session, self.draft
        if session is not None and draft is not None:
            self._run(
                "rebase",
                lambda job: session.open_stream(draft.stream, progress=job.check),
                lambda replay: self._rebased(draft, replay),
            )

    def _stage(self, edit: Callable[[Draft, StreamIndex], Draft], text: str) -> None:
        session, shown = self._document.session, self._document.shown
        if session is None or shown is None:
            return
        try:
            draft = self.draft or session.new_draft(shown.replay, self.because)
            staged = edit(draft, shown.replay.index)
        except Refused as refusal:
            self.refused.emit(str(refusal))
            return
        # An edit that cannot be seen is as good as none made.
        self.shows_stored = False
        self._drafts.put(draft.stream, replace(staged, because=session.signed(self.because)), text=text)

    def _draft_changed(self, stream: StreamId) -> None:
        session, shown = self._document.session, self._document.shown
        if session is not None and shown is not None and shown.replay.stream == stream:
            self._show(session, shown.replay)

    def _show(self, session: Session, replay: Replay) -> None:
        draft = self.draft
        self._forget_preview()
        self._what_if = proposed = None if draft is None else session.what_if(replay, draft)
        self.shows_stored = self.shows_stored and proposed is not None
        self._document.show_what_if(None if self.shows_stored else proposed)
        self.changed.emit()
        self.previewed.emit(None)
        if draft is None or proposed is None:
            return

        def work(job: Job) -> tuple[Preview, tuple[str, ...]]:
            preview = session.preview(replay, proposed, progress=job.check)
            return preview, told_edits(draft, replay.history, proposed)

        self._run(_PREVIEW, work, self._previewed)

    def _lay_again(self) -> None:
        session, shown, draft = self._document.session, self._document.shown, self.draft
        if session is None or shown is None:
            return
        if draft is None or draft.stands_on(shown.replay.index):
            self._show(session, shown.replay)
            return
        self._forget_preview()
        self._what_if = None
        self.changed.emit()
        self.previewed.emit(None)
        self.conflicted.emit(f"{draft.stream} changed since the draft was made.")

    def _forget_preview(self) -> None:
        self.preview, self.told = None, ()
        self._document.tasks.cancel(_PREVIEW)

    def _previewed(self, found: tuple[Preview, tuple[str, ...]]) -> None:
        self.preview, self.told = found
        self.previewed.emit(self.preview)

    def _decided(self, name: str, decision: Any) -> None:
        if isinstance(decision, Rejection):
            self.rejected.emit(decision.reason)
            return
        now = datetime.now(UTC)
        staged = [Append(event.type, event.data, now) for event in decision]
        self._stage(lambda draft, _index: reduce(with_append, staged, draft), name)

    def _committed(self, stream: StreamId, committed: Committed) -> None:
        self._drafts.replace(stream, None)
        self.committed.emit(committed)
        self._document.reload()

    def _commit_failed(self, error: LeftfoldError) -> None:
        signal = self.conflicted if isinstance(error, Conflict) else self.commit_failed
        signal.emit(str(error))

    def _rebased(self, draft: Draft, replay: Replay) -> None:
        if self.draft is not draft:
            return
        fresh, lost = rebased(draft, replay.index)
        self._drafts.replace(draft.stream, fresh)
        for sentence in lost:
            self.refused.emit(sentence)
        self._document.show_replay(replay)

    def _begin(self) -> None:
        self._drafts.clear()
        self._forget_preview()
        self.changed.emit()

    def _run(
        self,
        key: str,
        work: Callable[[Job], Any],
        done: Callable[[Any], None],
        failed: Callable[[LeftfoldError], None] | None = None,
    ) -> None:
        refuse = failed or (lambda error: self.refused.emit(str(error)))
        self._document.tasks.run(Request(lane=Lane.STREAM, key=key, work=work, done=done, failed=refuse))
