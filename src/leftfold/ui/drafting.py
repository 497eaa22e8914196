"""The draft of the shown stream: staged, shown as a what-if, previewed, and committed while the store is unlocked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial, reduce
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoGroup

from leftfold.draft.draft import Draft, reordered, with_restore, with_soft_delete, without
from leftfold.draft.linking import with_linked
from leftfold.draft.moved import moved
from leftfold.draft.preview import Preview
from leftfold.model.edits import Append, Because
from leftfold.model.errors import Refused
from leftfold.model.index import StreamIndex
from leftfold.model.json import JsonObject
from leftfold.model.stream import StreamId
from leftfold.session import Replay
from leftfold.ui.committing import Committing, Written
from leftfold.ui.deciding import Deciding
from leftfold.ui.document import Document
from leftfold.ui.drafts import Drafts
from leftfold.ui.laying import Laying
from leftfold.ui.rereading import Rereading
from leftfold.ui.store_lock import StoreLock

_WRITING: Final = "A draft is being written; try again in a moment."


class Drafting(QObject):
    """Owns the draft; every change of it is shown as a what-if in list, timeline and inspector."""

    changed = Signal()
    """There is another draft, or none any more, or it is shown or written."""
    staged = Signal()
    """An edit became part of the draft."""
    refused = Signal(str)
    """The draft was not changed, or the store not unlocked: the sentence that says why."""
    rejected = Signal(str)
    """A command was not staged: the domain's reason, or another sentence that says why."""
    previewed = Signal(object)
    """The `Preview` of the draft as it is; None while it is worked out or where there is none."""
    committed = Signal(object)
    """The draft is `Written`."""
    conflicted = Signal(str)
    """The stream changed since its draft was made; nothing is written, the draft is kept. The sentence says how."""
    commit_failed = Signal(str)
    """Nothing was written: the sentence that says why."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.lock = StoreLock(document, self)
        self.conflict = ""
        """What happened to the stream since its draft was made, as a sentence; empty where the draft stands on it."""
        self.laying = Laying(document, self)
        self.drafts = Drafts(self)
        """The drafts of all streams."""
        self.deciding = Deciding(document.tasks, self)
        self._committing = Committing(document.tasks, self)
        self._rereading = Rereading(document.tasks, self)
        self.lock.refused.connect(self.refused)
        self.laying.previewing.changed.connect(lambda: self.previewed.emit(self.preview))
        self.deciding.decided.connect(self.append_all)
        self.deciding.rejected.connect(self.rejected)
        self._committing.written.connect(self._written)
        self._committing.conflicted.connect(self._meet_conflict)
        self._committing.failed.connect(self._turn_back)
        self._committing.failed.connect(self.commit_failed)
        self._rereading.read.connect(self._rebase_on)
        self._rereading.failed.connect(self.refused)
        self.drafts.changed.connect(self._draft_changed)
        document.loaded.connect(self._lay_again)
        document.shown_changed.connect(self._leave)
        document.opened.connect(self.drafts.clear)
        document.opened.connect(self.changed)
        self._turn_back()

    @property
    def draft(self) -> Draft | None:
        """The draft of the shown stream; drafts of other streams are kept until theirs is shown again."""
        return None if self._replay is None else self.drafts.of(self._replay.stream)

    @property
    def because(self) -> Because:
        """Who corrects the shown stream, and why."""
        return Because("", "") if self._replay is None else self.drafts.because(self._replay.stream)

    @property
    def drafted(self) -> tuple[StreamId, ...]:
        """The streams that have a draft."""
        return self.drafts.streams

    @property
    def undo_stack(self) -> QUndoGroup:
        """The way back and forth through the edits of the shown stream."""
        return self.drafts.undo_stack

    @property
    def preview(self) -> Preview | None:
        """What the draft would do; None while it is worked out or where there is none."""
        return self.laying.previewing.preview

    @property
    def is_committing(self) -> bool:
        """Whether a draft is being written."""
        return self._committing.is_under_way

    @property
    def _replay(self) -> Replay | None:
        shown = self._document.shown
        return None if shown is None else shown.replay

    def soft_delete(self, version: int) -> None:
        """Stage the soft deletion of a stored event."""
        self._stage(lambda draft, index: with_soft_delete(draft, index, version), f"soft-delete event {version}")

    def restore(self, version: int) -> None:
        """Stage the restoring of a soft-deleted event."""
        self._stage(lambda draft, index: with_restore(draft, index, version), f"restore event {version}")

    def append(self, event_type: str, data: JsonObject, *, compensates: tuple[int, ...] = ()) -> None:
        """Stage a new event at the end, and what it makes up for."""
        self.append_all(f"append {event_type}", (Append(event_type, data, datetime.now(UTC), None, compensates),))

    def append_all(self, text: str, events: tuple[Append, ...]) -> None:
        """Stage new events at the end, to be taken back together under the text."""
        self._stage(lambda draft, index: reduce(partial(with_linked, index), events, draft), text)

    def command(self, name: str, arguments: object) -> None:
        """Have the domain decide a command on the drafted end state, and stage the events that follow."""
        replay, proposed = self._replay, self.laying.proposed
        if replay is not None:
            self.deciding.ask(proposed.what_if.history if proposed else replay.history, name, arguments)

    def remove(self, place: int) -> None:
        """Take one edit out of the draft."""
        draft = self.draft
        if draft is not None and self._may_change():
            self.drafts.put(without(draft, place), text="remove an edit")

    def reorder(self, place: int, to: int) -> None:
        """Put one edit of the draft in another place."""
        draft = self.draft
        if draft is not None and place != to and self._may_change():
            self.drafts.put(reordered(draft, place, to), text="reorder the edits")

    def discard(self) -> None:
        """Drop the draft."""
        draft = self.draft
        if draft is not None and self._may_change():
            self.drafts.drop(draft.stream, text="discard the draft")

    def explain(self, because: Because) -> None:
        """Say who writes and why; it becomes part of each drafted event's metadata."""
        if self._replay is not None and because != self.because:
            self.drafts.explain(self._replay.stream, because)
            self.laying.explain(self.draft)

    def commit(self) -> None:
        """Write the draft; afterwards the stream is read again."""
        if (draft := self.draft) is not None:
            self.commit_all((draft,))

    def commit_all(self, drafts: Iterable[Draft]) -> None:
        """Write drafts of many streams, all or none; afterwards the shown stream is read again."""
        session, written = self._document.session, tuple(drafts)
        if session is None or not written or self.is_committing:
            return
        # What is being written can be neither undone nor added to.
        self.drafts.turn_to(None)
        self._committing.commit(session, *written)
        self.changed.emit()

    def rebase(self) -> None:
        """Read the stream as it is now and lay the draft on it; edits that no longer apply are said and left out."""
        session, draft = self._document.session, self.draft
        if session is not None and draft is not None and self._may_change():
            self._rereading.ask(session, draft.stream)

    def _stage(self, edit: Callable[[Draft, StreamIndex], Draft], text: str) -> None:
        session, replay = self._document.session, self._replay
        if session is None or replay is None or not self._may_change():
            return
        try:
            self.drafts.stage(session, replay, edit, text)
        except Refused as refusal:
            self.refused.emit(str(refusal))
        else:
            self.staged.emit()

    def _may_change(self) -> bool:
        if self.is_committing:
            self.refused.emit(_WRITING)
            return False
        return True

    def _draft_changed(self, stream: StreamId) -> None:
        if self._replay is not None and self._replay.stream == stream:
            # An edit that cannot be seen is as good as none made.
            self.laying.show_stored(False)
            self._lay(self._replay)
        else:
            self.changed.emit()

    def _lay(self, replay: Replay) -> None:
        draft = self.draft
        self.deciding.give_up()
        if draft is None:
            self.conflict = ""
        elif not draft.stands_on(replay.index):
            self.conflict = moved(draft, replay.index)
        self.laying.lay(draft, replay)
        self.changed.emit()

    def _lay_again(self) -> None:
        if self._replay is not None:
            self.conflict = ""
            self.drafts.turn_to(self._replay.stream)
            self._lay(self._replay)
        if self.conflict:
            self.conflicted.emit(self.conflict)

    def _leave(self) -> None:
        if self._replay is None:
            self.conflict = ""
            self.drafts.turn_to(None)
            self.deciding.give_up()
            self.laying.leave()
            self.changed.emit()

    def _written(self, written: Written) -> None:
        replay, streams = self._replay, {draft.stream for draft in written.drafts}
        for stream in streams:
            self.drafts.finish(stream)
        if replay is not None and replay.stream in streams:
            # What is shown is what was written; it stays until the stream is read again.
            self.laying.leave()
            self.conflict = ""
        self._turn_back()
        self.committed.emit(written)
        self._document.reload()

    def _meet_conflict(self, draft: Draft, sentence: str) -> None:
        replay = self._replay
        if replay is not None and replay.stream == draft.stream:
            self.conflict = sentence
            self.conflicted.emit(sentence)
        else:
            self.commit_failed.emit(sentence)
        self._turn_back()

    def _turn_back(self) -> None:
        self.drafts.turn_to(None if self._replay is None else self._replay.stream)
        self.changed.emit()

    def _rebase_on(self, replay: Replay) -> None:
        if self._replay is None or self._replay.stream != replay.stream or self.is_committing:
            return
        lost = self.drafts.rebase(replay)
        self._document.show_replay(replay)
        if lost:
            self.refused.emit(" ".join(lost))
