"""What is done with the event at the cursor: proposed for deletion or restoring, taken out of the draft, copied."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtGui import QGuiApplication

from leftfold.model.errors import LeftfoldError
from leftfold.model.step import Step
from leftfold.replay.narrative import sentence
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.events.copying import event_json
from leftfold.ui.events.facts import Proposal, proposal_for
from leftfold.ui.events.offers import NO_EVENT, place_in_draft, why_no_append, why_no_restore, why_no_soft_delete
from leftfold.ui.tasks import Lane, Request

_COPY: Final = "copy"


class Correcting:
    """Acts on the event at the cursor."""

    def __init__(self, document: Document, drafting: Drafting) -> None:
        self._document, self._drafting = document, drafting

    @property
    def why_no_soft_delete(self) -> str:
        """Why the event cannot be soft-deleted in the draft; empty where it can."""
        here = self._document
        return why_no_soft_delete(here.session, here.shown, here.selection.ordinal)

    @property
    def why_no_restore(self) -> str:
        """Why the event cannot be restored in the draft; empty where it can."""
        here = self._document
        return why_no_restore(here.session, here.shown, here.selection.ordinal)

    @property
    def why_no_append(self) -> str:
        """Why no event can be proposed because of this one; empty where one can."""
        here = self._document
        return why_no_append(here.session, here.shown, here.selection.ordinal)

    @property
    def is_proposed(self) -> bool:
        """Whether the event is one that the draft appends."""
        shown, ordinal = self._document.shown, self._document.selection.ordinal
        return shown is not None and ordinal > 0 and proposal_for(shown, ordinal) is Proposal.APPEND

    def soft_delete(self) -> None:
        """Propose to soft-delete the event; one that is only proposed is taken out of the draft."""
        if self.is_proposed:
            self.withdraw()
        elif not self._refuse(self.why_no_soft_delete):
            self._drafting.soft_delete(self._version())

    def restore(self) -> None:
        """Propose to restore the event."""
        if not self._refuse(self.why_no_restore):
            self._drafting.restore(self._version())

    def withdraw(self) -> None:
        """Take the event, which the draft appends, out of the draft."""
        shown, draft = self._document.shown, self._drafting.draft
        if shown is not None and draft is not None and self.is_proposed:
            ordinal = self._document.selection.ordinal
            self._drafting.remove(place_in_draft(draft, len(shown.replay.index), ordinal))

    def copy_json(self) -> None:
        """Copy the event as JSON."""
        self._copy(lambda domain, step: event_json(domain, step))

    def copy_sentence(self) -> None:
        """Copy what the event says."""
        self._copy(lambda domain, step: sentence(domain, step))

    def _version(self) -> int:
        shown, ordinal = self._document.shown, self._document.selection.ordinal
        return 0 if shown is None else int(shown.index.versions[ordinal - 1])

    def _refuse(self, against: str) -> bool:
        if against:
            self._drafting.refused.emit(against)
        return bool(against)

    def _copy(self, text_of: Any) -> None:
        shown, ordinal = self._document.shown, self._document.selection.ordinal
        if shown is None or not ordinal:
            self._drafting.refused.emit(NO_EVENT)
            return
        history = shown.history

        def work(_job: object) -> str:
            step: Step[Any] = history.step(ordinal)
            return str(text_of(history.domain, step))

        self._document.tasks.run(
            Request(lane=Lane.MOMENT, key=_COPY, work=work, done=QGuiApplication.clipboard().setText, failed=self._fail)
        )

    def _fail(self, error: LeftfoldError) -> None:
        self._drafting.refused.emit(str(error))
