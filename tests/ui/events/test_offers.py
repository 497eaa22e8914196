"""What can be done with an event, and why not where it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from leftfold.domain.definition import Scope
from leftfold.draft.draft import new_draft, with_append, with_soft_delete
from leftfold.model.edits import Append, Because
from leftfold.session import Session
from leftfold.ui.events.offers import NO_EVENT, place_in_draft, why_no_restore, why_no_soft_delete
from leftfold.ui.shown import Shown
from tests.school import EVENTS
from tests.store_builders import make_eventsourcing, make_native, stream_id

WHY = Because("tester", "")
NOW = datetime(2025, 3, 4, tzinfo=UTC)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = Session.open(str(make_native(tmp_path / "s.sqlite", {"student/1": EVENTS})))
    yield session
    session.close()


@pytest.fixture
def shown(session: Session) -> Shown:
    return Shown(session.open_stream(stream_id("student/1")))


def test_an_event_can_be_deleted_or_restored_and_never_both(session: Session, shown: Shown) -> None:
    assert why_no_soft_delete(session, shown, 2) == ""
    assert why_no_restore(session, shown, 2) == "The event is not soft-deleted."
    shown.replay.index.deleted[1] = True
    assert why_no_soft_delete(session, shown, 2) == "The event is soft-deleted already."
    assert why_no_restore(session, shown, 2) == ""


def test_without_an_event_there_is_nothing_to_do(session: Session, shown: Shown) -> None:
    for why_not in (why_no_soft_delete, why_no_restore):
        assert why_not(session, shown, 0) == NO_EVENT
        assert why_not(session, None, 0) == NO_EVENT
        assert why_not(None, None, 0) == NO_EVENT


def test_a_projection_takes_no_edits(session: Session, shown: Shown) -> None:
    projection = Shown(replace(shown.replay, domain=replace(shown.replay.domain, scope=Scope.STORE)))
    assert "projection" in why_no_soft_delete(session, projection, 1)


def test_a_proposed_event_is_taken_out_and_not_deleted(session: Session, shown: Shown) -> None:
    index = shown.replay.index
    draft = with_append(new_draft(index, WHY), Append("lessonCompleted", {"lesson": 3}, NOW))
    draft = with_append(with_soft_delete(draft, index, 2), Append("lessonCompleted", {"lesson": 4}, NOW))
    proposed = Shown(shown.replay, session.what_if(shown.replay, draft))
    assert "take it out of the draft" in why_no_soft_delete(session, proposed, 6)
    assert [place_in_draft(draft, len(index), ordinal) for ordinal in (6, 7)] == [0, 2]


def test_a_store_that_knows_no_deletion_says_so(tmp_path: Path) -> None:
    state = b'{"timestamp":{"_type_":"datetime_iso","_data_":"2024-05-01T08:00:00+00:00"}}'
    id_ = "bcdebc42106a42cc9f8ef991f44d702f"
    session = Session.open(str(make_eventsourcing(tmp_path / "s.db", [(id_, 1, "bank:Account.Opened", state)])))
    shown = Shown(session.open_stream(session.resolve(id_)))
    assert why_no_soft_delete(session, shown, 1) == session.store.capability("soft delete").reason
    session.close()
