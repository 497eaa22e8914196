"""The drafts of a window, one a stream, each with its reason and with the way back and forth through its edits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoGroup, QUndoStack
from typing_extensions import override

from leftfold.draft.correction import Correction
from leftfold.draft.draft import Draft, rebased
from leftfold.model.edits import Because
from leftfold.model.errors import Refused
from leftfold.model.index import StreamIndex
from leftfold.model.stream import StreamId
from leftfold.session import Replay, Session, computer_user

_CONFLICT: Final = "Lay the draft on the stream as it is now, or discard it, before you add to it."


class Drafts(QObject):
    """Keeps the draft of each stream that has one."""

    changed = Signal(object)
    """The `StreamId` whose draft has other edits now, or is gone."""
    explained = Signal()
    """Another reason is given for a draft, or it has another name."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoGroup(self)
        """Goes back and forth through the edits of the stream that was turned to, and of no other."""
        self._stacks: dict[StreamId, QUndoStack] = {}
        self._kept: dict[StreamId, Draft] = {}
        self._because: dict[StreamId, Because] = {}
        self._author = computer_user()
        self._common = Because(self._author, "")
        self._name = ""

    @property
    def name(self) -> str:
        """What all of them are called together; empty where they have no name yet."""
        return self._name

    @name.setter
    def name(self, name: str) -> None:
        self._name = name
        self.explained.emit()

    @property
    def correction(self) -> Correction:
        """All of them together; those without a reason have the one that was given last."""
        drafts = (self.of(stream) for stream in self._kept)
        return Correction(self._name, self._common, tuple(draft for draft in drafts if draft is not None))

    @property
    def streams(self) -> tuple[StreamId, ...]:
        """The streams that have a draft."""
        return tuple(self._kept)

    def of(self, stream: StreamId) -> Draft | None:
        """The draft of a stream, with the reason that is given for it now."""
        draft, because = self._kept.get(stream), self.because(stream)
        return draft if draft is None or draft.because == because else replace(draft, because=because)

    def because(self, stream: StreamId) -> Because:
        """Who corrects a stream, and why; the author stays the same from one stream to the next."""
        return self._because.get(stream) or Because(self._author, "")

    def explain(self, stream: StreamId, because: Because) -> None:
        """Say who corrects a stream, and why."""
        # Who goes on with what another drafted begins drafts as himself.
        self._author = self._author if because.committer else because.author
        self._because[stream] = self._common = because
        self.explained.emit()

    def explain_all(self, because: Because) -> None:
        """Say who corrects, and why, for all drafts that have no reason of their own."""
        self._common = because
        self.explained.emit()

    def turn_to(self, stream: StreamId | None) -> None:
        """Undo and redo the edits of this stream from now on, or none."""
        self.undo_stack.setActiveStack(None if stream is None else self._stack(stream))  # type: ignore[arg-type]

    def stage(self, session: Session, replay: Replay, edit: Callable[[Draft, StreamIndex], Draft], text: str) -> None:
        """Edit the draft of a stream, or a new one; it can be undone, under the text. Raises `Refused`."""
        draft = self.of(replay.stream) or session.new_draft(replay, self.because(replay.stream))
        if not draft.stands_on(replay.index):
            raise Refused(_CONFLICT)
        self.put(edit(draft, replay.index), text=text)

    def put(self, draft: Draft, *, text: str) -> None:
        """Take a draft in place of its stream's; it can be undone, under the text."""
        self._push(draft.stream, draft, text)

    def take_up(self, correction: Correction) -> None:
        """Take the drafts of a correction in place of those of the same streams; for each that can be undone."""
        self._name, self._common = correction.name or self._name, correction.because
        for draft in correction:
            self._because[draft.stream] = draft.because
            self.put(draft, text="take up a draft")

    def drop(self, stream: StreamId, *, text: str) -> None:
        """Give up the draft of a stream with its reason; it can be undone, under the text."""
        self._push(stream, None, text)
        self._because.pop(stream, None)

    def rebase(self, replay: Replay) -> tuple[str, ...]:
        """Lay the draft of a stream on it as it is now; a sentence for each edit that no longer applies.

        What lies behind cannot be undone.
        """
        draft = self.of(replay.stream)
        if draft is None:
            return ()
        fresh, lost = rebased(draft, replay.index)
        self._stack(replay.stream).clear()
        self._keep(replay.stream, fresh)
        return lost

    def finish(self, stream: StreamId) -> None:
        """Forget the draft of a stream, because it is written; that cannot be undone."""
        self._stack(stream).clear()
        self._keep(stream, None)
        self._because.pop(stream, None)

    def clear(self) -> None:
        """Forget all drafts."""
        for stack in self._stacks.values():
            stack.deleteLater()
        self._stacks.clear()
        self._kept.clear()
        self._because.clear()
        self._name, self._common = "", Because(self._author, "")

    def take(self, stream: StreamId, draft: Draft | None, because: Because) -> None:
        """Take a draft while edits are undone and redone; the reason is one from then where none was given since."""
        self._because.setdefault(stream, because)
        self._keep(stream, draft)
        self.changed.emit(stream)

    def _keep(self, stream: StreamId, draft: Draft | None) -> None:
        self._kept.pop(stream, None)
        if draft is not None and draft.edits:
            self._kept[stream] = draft
        if not self._kept:
            self._name, self._common = "", Because(self._author, "")

    def _push(self, stream: StreamId, draft: Draft | None, text: str) -> None:
        self._stack(stream).push(_Put(self, stream, draft, text))

    def _stack(self, stream: StreamId) -> QUndoStack:
        if stream not in self._stacks:
            self._stacks[stream] = QUndoStack(self.undo_stack)
        return self._stacks[stream]


class _Put(QUndoCommand):
    def __init__(self, drafts: Drafts, stream: StreamId, draft: Draft | None, text: str) -> None:
        super().__init__(text)
        self._drafts, self._stream, self._after = drafts, stream, draft
        self._before, self._because = drafts.of(stream), drafts.because(stream)

    @override
    def redo(self) -> None:
        self._drafts.take(self._stream, self._after, self._because)

    @override
    def undo(self) -> None:
        self._drafts.take(self._stream, self._before, self._because)
