"""Drafts on the stream that a document shows, for tests."""

from __future__ import annotations

from leftfold.draft.draft import Draft, with_append, with_soft_delete
from leftfold.model.edits import Append, Because
from leftfold.model.times import EPOCH
from leftfold.session import Replay, Session
from leftfold.ui.document import Document
from leftfold.ui.previewing import Proposed
from tests.school import RESET

WHY = Because("Mira", "a wrong reset")


def opened(document: Document) -> tuple[Session, Replay]:
    """The session of a document, and what it shows as it is stored."""
    assert document.session is not None
    assert document.shown is not None
    return document.session, document.shown.replay


def without_reset(document: Document) -> Draft:
    """The draft without the wrong reset."""
    session, replay = opened(document)
    return with_soft_delete(session.new_draft(replay, WHY), replay.index, RESET)


def with_lesson(document: Document) -> Draft:
    """The draft with a lesson completed at the end."""
    session, replay = opened(document)
    return with_append(session.new_draft(replay, WHY), Append("lessonCompleted", {"lesson": 3}, EPOCH))


def proposed(document: Document, draft: Draft) -> Proposed:
    """A draft as it would be laid on the stream."""
    session, replay = opened(document)
    return Proposed(session, replay, draft, session.what_if(replay, draft))
