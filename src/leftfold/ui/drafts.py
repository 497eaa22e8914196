"""The drafts of a window, one a stream, with the way back and forth through their edits."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from typing_extensions import override

from leftfold.draft.draft import Draft
from leftfold.model.stream import StreamId


class Drafts(QObject):
    """Keeps the draft of each stream that has one."""

    changed = Signal(object)
    """The `StreamId` whose draft is another now, or gone."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self._kept: dict[StreamId, Draft] = {}

    @property
    def streams(self) -> tuple[StreamId, ...]:
        """The streams that have a draft."""
        return tuple(self._kept)

    def of(self, stream: StreamId) -> Draft | None:
        """The draft of a stream."""
        return self._kept.get(stream)

    def put(self, stream: StreamId, draft: Draft | None, *, text: str) -> None:
        """Take a draft as the stream's, None for none; it can be undone, under the text."""
        self.undo_stack.push(_Put(self, stream, draft, text))

    def replace(self, stream: StreamId, draft: Draft | None) -> None:
        """Take a draft as the stream's because the stream is another now: what lies behind cannot be undone."""
        self.undo_stack.clear()
        self.keep(stream, draft)

    def keep(self, stream: StreamId, draft: Draft | None) -> None:
        """Take a draft as the stream's, and nothing else."""
        self._kept.pop(stream, None)
        if draft is not None and draft.edits:
            self._kept[stream] = draft
        self.changed.emit(stream)

    def clear(self) -> None:
        """Forget all drafts."""
        self.undo_stack.clear()
        self._kept.clear()


class _Put(QUndoCommand):
    def __init__(self, drafts: Drafts, stream: StreamId, draft: Draft | None, text: str) -> None:
        super().__init__(text)
        self._drafts, self._stream, self._after = drafts, stream, draft
        self._before = drafts.of(stream)

    @override
    def redo(self) -> None:
        self._drafts.keep(self._stream, self._after)

    @override
    def undo(self) -> None:
        self._drafts.keep(self._stream, self._before)
