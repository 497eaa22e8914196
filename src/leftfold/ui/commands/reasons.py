"""Why things cannot be done now: sentences, empty where they can."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting


@dataclass(frozen=True, slots=True)
class Reasons:
    """What stands against an action, told from what is open and selected."""

    document: Document
    drafting: Drafting

    def no_store(self) -> str:
        """No store is open."""
        return "" if self.document.session is not None else "Open a store first."

    def no_events(self) -> str:
        """No aggregate is shown."""
        return "" if self.document.shown is not None else "Select an aggregate first."

    def no_event(self) -> str:
        """The cursor stands before the first event."""
        return self.no_events() or ("" if self.document.selection.ordinal else "Step to an event first.")

    def no_watch(self) -> str:
        """No field is watched."""
        watched = self.document.selection.watched
        return self.no_events() or ("" if watched is not None else "Watch a field of the state first.")

    def no_snapshots(self, known: int) -> str:
        """The stream has none, so many being known; or the store keeps none."""
        session = self.document.session
        if known or session is None or self.document.shown is None:
            return self.no_events()
        able = session.store.capability("snapshots")
        return "This aggregate has no snapshots." if able.allowed else able.reason

    def no_write(self) -> str:
        """The store's layout knows no way to write."""
        session = self.document.session
        if session is None:
            return self.no_store()
        append = session.store.capability("append")
        return "" if append.allowed else append.reason

    def cannot(self, capability: str) -> Callable[[], str]:
        """What tells that the shown events cannot be corrected in a way."""

        def reason() -> str:
            session, shown = self.document.session, self.document.shown
            if session is None or shown is None:
                return self.no_events()
            if shown.replay.is_projection:
                return "This is a projection over many aggregates; correct one of those instead."
            found = session.store.capability(capability)
            return "" if found.allowed else found.reason

        return reason

    def no_draft(self) -> str:
        """Nothing is proposed."""
        return "" if self.drafting.draft else "Nothing is proposed."

    def nothing_to_undo(self) -> str:
        """No edit was proposed."""
        return "" if self.drafting.undo_stack.canUndo() else "No edit was proposed yet."

    def nothing_to_redo(self) -> str:
        """No edit was taken back."""
        return "" if self.drafting.undo_stack.canRedo() else "No edit was taken back."
