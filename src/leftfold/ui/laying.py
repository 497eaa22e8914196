"""The draft laid on the shown stream: shown in list, timeline and inspector as if it were stored, and previewed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from leftfold.draft.draft import Draft
from leftfold.model.edits import Append
from leftfold.session import Replay
from leftfold.ui.document import Document
from leftfold.ui.previewing import PREVIEW, Previewing, Proposed

_TYPING: Final = 300
"""Milliseconds after the last letter of a reason until the drafted events carry it."""


class Laying(QObject):
    """Lays one draft at a time; one that was made before the stream changed is not laid on it."""

    shows_stored_changed = Signal(bool)
    """Whether what is stored is shown now although a draft is laid."""

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self.previewing = Previewing(document.tasks, self)
        self.proposed: Proposed | None = None
        """The draft as it is laid; None where none is."""
        self.shows_stored = False
        """Whether list, timeline and inspector show what is stored although a draft is laid."""
        self._explained: Draft | None = None
        self._typing = QTimer(self, singleShot=True, interval=_TYPING)
        self._typing.timeout.connect(self._carry_reason)
        # A long preview would hold up the stream that the person turned to.
        document.loading.connect(lambda _stream: document.tasks.cancel(PREVIEW))

    def lay(self, draft: Draft | None, replay: Replay) -> None:
        """Show the stream as a draft would leave it, and work out what that does; None shows what is stored."""
        self._typing.stop()
        self.proposed = proposed = self._laid(draft, replay)
        self._set_stored(stored=self.shows_stored)
        self._show()
        if proposed is None:
            self.previewing.stop()
        else:
            self.previewing.begin(proposed)

    def explain(self, draft: Draft | None) -> None:
        """Take the draft with its reason as it was typed; the drafted events carry it once the typing ends."""
        self._explained = draft
        self._typing.start()

    def show_stored(self, stored: bool) -> None:  # noqa: FBT001 - a slot of a button
        """Show what is stored, or what the draft would make of it."""
        self._set_stored(stored=stored)
        self._show()

    def leave(self) -> None:
        """Have no draft, and leave what is shown as it is."""
        self._typing.stop()
        self.proposed = None
        self._set_stored(stored=False)
        self.previewing.stop()

    def _set_stored(self, *, stored: bool) -> None:
        stored = stored and self.proposed is not None
        if stored != self.shows_stored:
            self.shows_stored = stored
            self.shows_stored_changed.emit(stored)

    def _show(self) -> None:
        proposed = None if self.shows_stored else self.proposed
        self._document.show_what_if(None if proposed is None else proposed.what_if)

    def _laid(self, draft: Draft | None, replay: Replay) -> Proposed | None:
        session = self._document.session
        if session is None or draft is None or not draft.stands_on(replay.index):
            return None
        return Proposed(session, replay, draft, session.what_if(replay, draft))

    def _carry_reason(self) -> None:
        proposed, draft = self.proposed, self._explained
        # Only an event carries the reason; deleting and restoring look the same whatever it is.
        if proposed is None or draft is None or not any(isinstance(edit, Append) for edit in draft.edits):
            return
        fresh = self._laid(draft, proposed.replay)
        if fresh is not None:
            self.proposed = fresh
            self._show()
            self.previewing.renew(fresh)
