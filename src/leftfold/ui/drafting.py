"""The draft of the shown stream: staged, shown as a what-if, previewed, and committed while the store is unlocked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import reduce
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from leftfold.domain.decide import decide
from leftfold.domain.definition import Rejection
from leftfold.draft.draft import Draft, rebased, with_append, with_restore, with_soft_delete, without
from leftfold.draft.preview import Preview
from leftfold.model.edits import Append, Because
from leftfold.model.errors import Conflict, LeftfoldError, Refused
from leftfold.model.index import StreamIndex
from leftfold.model.json import JsonObject
from leftfold.model.stream import StreamId
from leftfold.session import Replay, Session
from leftfold.store.writing import Committed
from leftfold.ui.document import Document
from leftfold.ui.tasks import Job, Lane, Request

COMMIT: Final = "commit"
"""The key of the request that writes a draft."""


class Drafting(QObject):
    """Owns the draft; every change of it is shown as a what-if in list, timeline and inspector."""

    changed = Signal()
    """The draft has other edits, or is gone."""
    refused = Signal(str)
    """An edit or command was not staged: the sentence that says why."""
    previewed = Signal(object)
    """The `Preview` of the draft as it is; None while it is worked out or where there is none."""
    committed = Signal(object)
    """What the store answered: a `Committed`."""
    conflicted = Signal(str)
    """Nothing was written, because the stream changed; the draft is kept. The sentence says what arrived."""
    commit_failed = Signal(str)
    """Nothing was written: the sentence that says why."""
    locked_changed = Signal(bool)
    """Whether the store is locked now."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._drafts: dict[StreamId, Draft] = {}
        self.preview: Preview | None = None
        self.because = Because("", "")
        document.loaded.connect(self._lay_again)
        document.opened.connect(self._begin)
        # A long preview would hold up the stream that the person turned to.
        document.loading.connect(lambda _stream: document.tasks.cancel("preview"))

    @property
    def draft(self) -> Draft | None:
        """The draft of the shown stream; drafts of other streams are kept until theirs is shown again."""
        shown = self._document.shown
        return None if shown is None else self._drafts.get(shown.replay.stream)

    @property
    def drafted(self) -> tuple[StreamId, ...]:
        """The streams that have a draft."""
        return tuple(self._drafts)

    @property
    def unlocked(self) -> bool:
        """Whether a draft may be committed."""
        session = self._document.session
        return session is not None and session.unlocked

    def soft_delete(self, version: int) -> None:
        """Stage the soft deletion of a stored event."""
        self._stage(lambda draft, index: with_soft_delete(draft, index, version))

    def restore(self, version: int) -> None:
        """Stage the restoring of a soft-deleted event."""
        self._stage(lambda draft, index: with_restore(draft, index, version))

    def append(self, event_type: str, data: JsonObject) -> None:
        """Stage a new event at the end."""
        event = Append(event_type, data, datetime.now(UTC))
        self._stage(lambda draft, _index: with_append(draft, event))

    def command(self, name: str, arguments: object) -> None:
        """Have the domain decide a command on the drafted end state, and stage the events that follow."""
        shown = self._document.shown
        if shown is None:
            return

        def work(job: Job) -> Any:
            state = shown.history.standing(shown.history.length, progress=job.check).state
            return decide(shown.replay.domain, state, name, arguments)

        self._run("decide", work, self._decided)

    def remove(self, place: int) -> None:
        """Take one edit out of the draft."""
        self._stage(lambda draft, _index: without(draft, place))

    def discard(self) -> None:
        """Drop the draft."""
        self._adopt(None)

    def explain(self, because: Because) -> None:
        """Say who writes and why; it becomes part of each drafted event's metadata."""
        if because != self.because:
            self.because = because
            self._adopt(self.draft)

    def unlock(self) -> None:
        """Open the store for writing."""
        session = self._document.session
        if session is not None:
            self._run("unlock", lambda _job: session.unlock(), lambda _none: self.locked_changed.emit(False))

    def lock(self) -> None:
        """Give up writing."""
        session = self._document.session
        if session is not None:
            self._run("lock", lambda _job: session.lock(), lambda _none: self.locked_changed.emit(True))

    def commit(self) -> None:
        """Write the draft; afterwards the stream is read again."""
        session, draft = self._document.session, self.draft
        if session is not None and draft is not None and not self._document.tasks.is_under_way(COMMIT):
            stream = draft.stream
            self._run(
                COMMIT,
                lambda _job: session.commit(draft),
                lambda committed: self._committed(stream, committed),
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

    def _stage(self, edit: Callable[[Draft, StreamIndex], Draft]) -> None:
        session, shown = self._document.session, self._document.shown
        if session is None or shown is None:
            return
        try:
            draft = self.draft or session.new_draft(shown.replay, self.because)
            staged = edit(draft, shown.replay.index)
        except Refused as refusal:
            self.refused.emit(str(refusal))
            return
        self._adopt(staged if staged.edits else None)

    def _adopt(self, draft: Draft | None) -> None:
        session, shown = self._document.session, self._document.shown
        if session is None or shown is None:
            return
        stream = shown.replay.stream
        self._drafts.pop(stream, None)
        if draft is not None:
            self._drafts[stream] = replace(draft, because=session.signed(self.because))
        self._show(session, shown.replay)

    def _show(self, session: Session, replay: Replay) -> None:
        draft = self.draft
        self.preview = None
        self._document.tasks.cancel("preview")
        what_if = None if draft is None else session.what_if(replay, draft)
        self._document.show_what_if(what_if)
        self.changed.emit()
        self.previewed.emit(None)
        if what_if is not None:
            self._run("preview", lambda job: session.preview(replay, what_if, progress=job.check), self._previewed)

    def _lay_again(self) -> None:
        session, shown, draft = self._document.session, self._document.shown, self.draft
        if session is None or shown is None:
            return
        if draft is None or draft.stands_on(shown.replay.index):
            self._show(session, shown.replay)
        else:
            self.preview = None
            self._document.tasks.cancel("preview")
            self.changed.emit()
            self.previewed.emit(None)
            self.conflicted.emit(f"{draft.stream} changed since the draft was made; the draft is kept.")

    def _previewed(self, preview: Preview) -> None:
        self.preview = preview
        self.previewed.emit(preview)

    def _decided(self, decision: Any) -> None:
        if isinstance(decision, Rejection):
            self.refused.emit(decision.reason)
            return
        now = datetime.now(UTC)
        staged = [Append(event.type, event.data, now) for event in decision]
        self._stage(lambda draft, _index: reduce(with_append, staged, draft))

    def _committed(self, stream: StreamId, committed: Committed) -> None:
        self._drafts.pop(stream, None)
        self.preview = None
        self.changed.emit()
        self.committed.emit(committed)
        self._document.reload()

    def _commit_failed(self, error: LeftfoldError) -> None:
        signal = self.conflicted if isinstance(error, Conflict) else self.commit_failed
        signal.emit(str(error))

    def _rebased(self, draft: Draft, replay: Replay) -> None:
        if self._drafts.get(draft.stream) is not draft:
            return
        fresh, lost = rebased(draft, replay.index)
        self._drafts.pop(draft.stream)
        if fresh.edits:
            self._drafts[draft.stream] = fresh
        for sentence in lost:
            self.refused.emit(sentence)
        self._document.show_replay(replay)

    def _begin(self) -> None:
        self._drafts.clear()
        self.preview = None
        self.changed.emit()
        self.locked_changed.emit(True)

    def _run(
        self,
        key: str,
        work: Callable[[Job], Any],
        done: Callable[[Any], None],
        failed: Callable[[LeftfoldError], None] | None = None,
    ) -> None:
        refuse = failed or (lambda error: self.refused.emit(str(error)))
        self._document.tasks.run(Request(lane=Lane.STREAM, key=key, work=work, done=done, failed=refuse))
