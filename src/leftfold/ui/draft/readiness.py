"""What stands between a draft and its commit, as a sentence; and what can be done where nothing is proposed."""

from __future__ import annotations

from typing import Final

from leftfold.draft.draft import Draft
from leftfold.draft.review import failing_edit
from leftfold.model.edits import Append, SoftDelete
from leftfold.session import Session
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting

_NOTHING: Final = "Nothing is proposed."
_HOW: Final = (
    "Nothing is proposed. Soft-delete an event with Ctrl+D, or propose a compensating event with Ctrl+N; "
    "nothing is written until you commit."
)


def against_commit(session: Session | None, drafting: Drafting) -> str:
    """Why the draft cannot be committed now; empty where it can."""
    draft = drafting.draft
    if session is None or draft is None:
        return _NOTHING
    if drafting.is_committing:
        return "Being written…"
    lacking = _lacking(drafting, draft) or " ".join(session.against(draft))
    return _not_allowed(session, draft) or lacking or _unclear(drafting, draft)


def how_to_begin(document: Document) -> str:
    """What can be proposed where nothing is, or why nothing can."""
    session, shown = document.session, document.shown
    if session is None or shown is None:
        return "Select an aggregate to correct it."
    append = session.store.capability("append")
    if not append.allowed:
        return append.reason
    if shown.replay.is_projection:
        return f"{shown.replay.stream.type} is a projection over many aggregates; correct the aggregate instead."
    return _HOW


def can_unlock(session: Session | None, drafting: Drafting) -> bool:
    """Whether the store is locked, and could be written if it were not."""
    return session is not None and session.store.capability("append").allowed and not drafting.lock.is_open


def _not_allowed(session: Session, draft: Draft) -> str:
    for edit in draft.edits:
        kind = "append" if isinstance(edit, Append) else "soft delete" if isinstance(edit, SoftDelete) else "restore"
        capability = session.store.capability(kind)
        if not capability.allowed:
            return capability.reason
    return ""


def _lacking(drafting: Drafting, draft: Draft) -> str:
    if drafting.conflict:
        return "Lay the draft on the stream as it is now first."
    if not drafting.lock.is_open:
        return "The store is open read-only; unlock it first."
    if not draft.because.reason:
        return "Say why in a few words; it is recorded."
    if not draft.because.author:
        return "Say who corrects this; it is recorded."
    return ""


def _unclear(drafting: Drafting, draft: Draft) -> str:
    if drafting.laying.previewing.failure:
        return "What would change cannot be worked out, so it is not written."
    if drafting.preview is None:
        return "What would change is being worked out…"
    return failing_edit(draft, drafting.preview)
