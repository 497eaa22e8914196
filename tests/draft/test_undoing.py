"""What was committed is undone by a further draft, or it is said why nothing undoes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from leftfold.draft.draft import Draft
from leftfold.draft.undoing import Ground, Undoing, undo_reason, undone
from leftfold.model.audit import AuditEntry
from leftfold.model.edits import Append, Because, Edit, Restore, SoftDelete
from leftfold.model.errors import Refused
from leftfold.model.json import Json
from leftfold.session import Replay, Session
from tests.school import EVENTS
from tests.store_builders import make_native, stream_id

STUDENT = stream_id("student/1")
WHY = Because("Mira", "a wrong reset", "SUP-1")
AT = datetime(2026, 1, 1, tzinfo=UTC)
LESSON = Append("lessonCompleted", {"lesson": 7}, AT)


@pytest.fixture
def session(place: str) -> Iterator[Session]:
    make_native(place, {"student/1": EVENTS})
    with closing(Session.open(place)) as session:
        session.unlock()
        yield session


def replayed(session: Session) -> tuple[Replay, Draft]:
    replay = session.open_stream(STUDENT)
    return replay, session.new_draft(replay, WHY)


def commit(session: Session, *edits: Edit) -> AuditEntry:
    """What the audit has of these edits once they are committed."""
    _replay, draft = replayed(session)
    session.commit(replace(draft, edits=edits))
    return session.store.audit(STUDENT)[-1]


def undo(session: Session, entry: AuditEntry, **changed: Any) -> Undoing:
    replay, draft = replayed(session)
    ground = replace(Ground.of(session.store, replay.index, replay.history), **changed)
    return undone(draft, entry, ground)


def state(session: Session) -> object:
    history = replayed(session)[0].history
    return history.standing(history.length).state


@pytest.mark.parametrize(
    ("edits", "undoing"),
    [
        ((SoftDelete(5),), (Restore(5),)),
        ((LESSON,), (SoftDelete(6),)),
        ((SoftDelete(2), LESSON, LESSON), (SoftDelete(7), SoftDelete(6), Restore(2))),
    ],
)
def test_the_edits_are_turned_round_and_the_state_is_what_it_was(
    session: Session, edits: tuple[Edit, ...], undoing: tuple[Edit, ...]
) -> None:
    before = state(session)
    found = undo(session, commit(session, *edits))
    assert (found.draft.edits, found.left_out) == (undoing, ())
    assert found.draft.because == WHY
    again = commit(session, *found.draft.edits)
    assert state(session) == before
    commit(session, *undo(session, again).draft.edits)
    assert state(session) != before


def test_a_restoring_is_undone(session: Session) -> None:
    commit(session, SoftDelete(5))
    assert undo(session, commit(session, Restore(5))).draft.edits == (SoftDelete(5),)


def test_what_is_undone_already_is_refused_with_the_entry_that_did_it(session: Session) -> None:
    entry = commit(session, SoftDelete(5))
    commit(session, Restore(5))
    said = r"^Entry 2 cannot be undone. Event 5, which it soft-deleted, was restored since, by entry 3\.$"
    with pytest.raises(Refused, match=said):
        undo(session, entry)


def test_what_was_changed_again_since_is_not_undone_over_the_one_who_did(session: Session) -> None:
    entry = commit(session, SoftDelete(5))
    commit(session, Restore(5))
    commit(session, SoftDelete(5))
    with pytest.raises(Refused, match=r"was changed since, last by entry 4; undo that one instead\.$"):
        undo(session, entry)


def test_what_is_left_to_undo_is_and_the_rest_is_told(session: Session) -> None:
    entry = commit(session, SoftDelete(2), SoftDelete(5))
    commit(session, Restore(2))
    found = undo(session, entry)
    assert found.draft.edits == (Restore(5),)
    assert found.left_out == ("Event 2, which it soft-deleted, was restored since, by entry 3.",)


def test_a_draft_that_is_there_is_added_to(session: Session) -> None:
    entry = commit(session, SoftDelete(5))
    replay, draft = replayed(session)
    ground = Ground.of(session.store, replay.index, replay.history)
    assert undone(replace(draft, edits=(LESSON,)), entry, ground).draft.edits == (LESSON, Restore(5))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"stream": None}, "is no correction of one aggregate"),
        ({"sure": False}, "Leftfold was ended while entry 2 was written"),
        ({"edits": "?"}, "What entry 2 wrote cannot be read"),
    ],
)
def test_what_no_draft_can_undo_is_refused(session: Session, changed: dict[str, Any], said: str) -> None:
    entry = commit(session, SoftDelete(5))
    with pytest.raises(Refused, match=said):
        undo(session, replace(entry, **changed))


def test_an_edit_of_an_event_that_is_not_there_is_refused(session: Session) -> None:
    edits: Json = [{"edit": "delete", "version": 99}]
    with pytest.raises(Refused, match=r"has no stored event with version 99"):
        undo(session, replace(commit(session, SoftDelete(5)), edits=edits))


def test_without_a_soft_deletion_the_domain_proposes_events(session: Session) -> None:
    before = state(session)
    entry = commit(session, Append("resetProgress", {"lesson": 1, "activity": 1}, AT))
    assert state(session) != before
    (event,) = undo(session, entry, marks=False).draft.edits
    assert isinstance(event, Append)
    assert (event.type, event.data) == ("resetProgress", {"lesson": 3, "activity": 1})
    commit(session, event)
    assert state(session) == before
    with pytest.raises(Refused, match="needs no undoing: without it the state would be as it is"):
        undo(session, entry, marks=False)


def test_where_no_events_lead_back_the_domain_s_reason_is_told(session: Session) -> None:
    entry = commit(session, LESSON)
    replay, _draft = replayed(session)
    domain = replace(replay.domain, compensate=lambda _now, _wanted: None)
    history = replay.history.what_if(replay.history.source, replay.history.length, unchanged=0)
    history.domain = domain
    with pytest.raises(Refused, match=r"without soft deletion\. No events of .* lead to the state that is wanted"):
        undo(session, entry, marks=False, history=history)


def test_the_reason_that_is_proposed_names_the_entry(session: Session) -> None:
    entry = commit(session, SoftDelete(5))
    assert undo_reason(entry) == "Undo of entry 2 (Soft-deleted event 5 (resetProgress)): a wrong reset"
