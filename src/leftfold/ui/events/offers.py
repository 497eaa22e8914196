"""What can be done with an event, and why not where it cannot."""

from __future__ import annotations

from leftfold.draft.draft import Draft
from leftfold.model.edits import Append
from leftfold.session import Session
from leftfold.ui.events.facts import Proposal, proposal_for
from leftfold.ui.shown import Shown

NO_EVENT = "Step to an event first."


def why_no_soft_delete(session: Session | None, shown: Shown | None, ordinal: int) -> str:
    """Why the event cannot be soft-deleted in the draft, as a sentence; empty where it can."""
    if shown is not None and ordinal and shown.index.deleted[ordinal - 1]:
        return "The event is soft-deleted already."
    return _why_no_flip(session, shown, ordinal, "soft delete")


def why_no_restore(session: Session | None, shown: Shown | None, ordinal: int) -> str:
    """Why the event cannot be restored in the draft, as a sentence; empty where it can."""
    if shown is not None and ordinal and not shown.index.deleted[ordinal - 1]:
        return "The event is not soft-deleted."
    return _why_no_flip(session, shown, ordinal, "restore")


def why_no_append(session: Session | None, shown: Shown | None, ordinal: int) -> str:
    """Why no event can be proposed because of this one, as a sentence; empty where one can."""
    if session is None or shown is None or not ordinal:
        return NO_EVENT
    if shown.replay.is_projection:
        return "This is a projection over many aggregates; correct one of those instead."
    capability = session.store.capability("append")
    return "" if capability.allowed else capability.reason


def place_in_draft(draft: Draft, base_length: int, ordinal: int) -> int:
    """The place among the draft's edits of the event that the draft appends with this ordinal."""
    appends = [place for place, edit in enumerate(draft.edits) if isinstance(edit, Append)]
    return appends[ordinal - base_length - 1]


def _why_no_flip(session: Session | None, shown: Shown | None, ordinal: int, name: str) -> str:
    if session is None or shown is None or not ordinal:
        return NO_EVENT
    if shown.replay.is_projection:
        return "This is a projection over many aggregates; correct the event in its aggregate instead."
    if proposal_for(shown, ordinal) is Proposal.APPEND:
        return "The event is only proposed; take it out of the draft instead."
    capability = session.store.capability(name)
    return "" if capability.allowed else capability.reason
