"""A correction tried on one aggregate says what a preview says, and what the store folds to after its commit."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leftfold.batch.correction import Correction, DeleteEvents, RestoreState, run_command
from leftfold.batch.course import Course, course_of
from leftfold.batch.run_file import RunFile
from leftfold.batch.trying import Trial
from leftfold.domain.definition import Command, Domain, NewEvent, Rejection
from leftfold.domains.progress import PROGRESS
from leftfold.draft.draft import Draft
from leftfold.draft.overlay import as_given, what_if
from leftfold.draft.preview import preview
from leftfold.model.diff import Change, Op, diff
from leftfold.model.edits import Append, Edit, SoftDelete
from leftfold.model.event import Event
from leftfold.model.personal import MASK
from leftfold.model.stream import StreamId
from leftfold.session import Session
from tests.batch.bulk_reset import BECAUSE, make_school, tried
from tests.batch.test_course import KINDS, events
from tests.draft.piling import AT, PILE, STREAM

LEARNT: Sequence[tuple[str, dict[str, Any]]] = (
    ("placeStudent", {"lesson": 5}),
    ("resetProgress", {"lesson": 1}),
    ("activityCompleted", {"lesson": 1, "activity": 1}),
)


def trial(correction: Correction) -> Trial:
    return Trial(correction=correction, because=BECAUSE, at=AT, first_version=1, as_read=as_given)


def learnt(domain: Domain[Any] = PROGRESS) -> Course:
    stream = StreamId("student", "1")
    listed = [Event(stream, version, kind, data) for version, (kind, data) in enumerate(LEARNT, 1)]
    return course_of(stream, domain, listed)


EDITS = st.lists(st.sampled_from(["put", "take", "clear"]), max_size=3)


@settings(max_examples=200)
@given(KINDS.filter(bool), st.data(), EDITS)
def test_the_effect_is_that_of_a_preview(kinds: list[tuple[str, bool]], data: st.DataObject, new: list[str]) -> None:
    listed = events(kinds)
    live = [event.version for event in listed if not event.deleted]
    deleted = data.draw(st.lists(st.sampled_from(live), unique=True)) if live else []
    edits: tuple[Edit, ...] = (*map(SoftDelete, deleted), *(Append(kind, {}, AT) for kind in new))
    course = course_of(STREAM, PILE, listed)
    found = trial(DeleteEvents()).effect(course, edits)
    gone = frozenset(event.version for event in listed if event.deleted)
    draft = Draft(STREAM, len(listed), gone, BECAUSE, edits)
    told = preview(course.history(), what_if(draft, course.index(), course.history(), first_version=1))
    # Where the rest would be as it is stored, and what else lies on the way, is what a person asks of one aggregate.
    assert replace(found, as_stored_from=None) == replace(told, as_stored_from=None, beyond=found.beyond)


def test_the_offending_events_are_soft_deleted() -> None:
    found = trial(DeleteEvents()).on(learnt(), [1])
    assert (found.edits, found.offending, found.changes) == ((SoftDelete(2),), (2,), ())
    assert found.told == "Progress was reset to lesson 1, activity 1 (was lesson 5, activity 1)"


def test_the_state_before_the_first_of_them_is_brought_back() -> None:
    found = trial(RestoreState()).on(learnt(), [1])
    assert found.edits == (Append("resetProgress", {"lesson": 5, "activity": 1}, AT, compensates=(2,)),)
    assert found.changes == (
        Change(Op.REPLACE, ("currentPosition",), 1, 5),
        Change(Op.REPLACE, ("currentActivity",), 2, 1),
    )


def test_a_command_has_values_from_the_states() -> None:
    command = run_command("reset-progress", {"lesson": "=before.currentPosition", "activity": "=now.currentActivity"})
    assert trial(command).on(learnt(), [1]).edits == (Append("resetProgress", {"lesson": 5, "activity": 2}, AT),)


@pytest.mark.parametrize(
    ("correction", "why"),
    [
        (run_command("reset-progress", {"lesson": 0}), "Lessons and activities are counted from 1."),
        (run_command("reset-progress", {"lesson": "=before.nothing"}), "There is nothing at before.nothing."),
        (run_command("fly", {}), "Student progress has no command 'fly'"),
        (run_command("reset-progress", {}), "Reset progress: lesson is missing."),
    ],
)
def test_what_is_rejected_says_why(correction: Correction, why: str) -> None:
    found = trial(correction).on(learnt(), [1])
    assert found.rejected.startswith(why)
    assert (found.edits, found.changes) == ((), ())


def test_what_is_personal_is_covered_in_what_would_change() -> None:
    course = course_of(STREAM, replace(PROGRESS, personal=("state.currentPosition",)), learnt().events)
    found = trial(RestoreState()).on(course, [1])
    assert [(change.path, change.before, change.after) for change in found.changes] == [
        (("currentPosition",), MASK, MASK),
        (("currentActivity",), 2, 1),
    ]


def raising(_now: Any, _wanted: Any) -> Any:
    raise ValueError("no way")


@pytest.mark.parametrize(
    ("compensate", "why"),
    [
        (None, "Student progress proposes no compensating events."),
        (lambda _now, _wanted: None, "No events of Student progress lead to the state that is wanted."),
        (lambda _now, _wanted: (), "Nothing is to be done: no event follows."),
        (lambda _now, _wanted: 3, "Student progress gave no events that can be stored: 3."),
        (raising, "Student progress could not propose compensating events: ValueError: no way."),
    ],
)
def test_where_a_state_cannot_be_brought_back_it_is_said(compensate: Any, why: str) -> None:
    found = trial(RestoreState()).on(learnt(replace(PROGRESS, compensate=compensate)), [1])
    assert found.rejected == why


def test_a_command_without_events_does_nothing() -> None:
    idle: Command[Any] = Command("idle", "Idle", (), lambda _state, _given: ())
    found = trial(run_command("idle", {})).on(learnt(replace(PROGRESS, commands=(idle,))), [1])
    assert found.rejected == "Nothing is to be done: no event follows."


def test_events_that_would_fail_and_broken_invariants_are_trouble() -> None:
    listed = events([("put", False), ("take", False)])
    found = trial(DeleteEvents()).on(course_of(STREAM, PILE, listed), [0])
    assert found.troubles == ("Event 2 could not be applied: ValueError: there is nothing to take.",)
    many: Command[Any] = Command("many", "Many", (), lambda _state, _given: (NewEvent("put", {}),) * 4)
    found = trial(run_command("many", {})).on(course_of(STREAM, replace(PILE, commands=(many,)), listed[:1]), [0])
    assert found.troubles == ("No longer in order: It is 5 high..",)
    no: Command[Any] = Command("no", "No", (), lambda _state, _given: Rejection("Never."))
    assert trial(run_command("no", {})).on(course_of(STREAM, replace(PILE, commands=(no,)), listed), [0]).rejected


def test_a_new_event_that_would_fail_is_trouble() -> None:
    take: Command[Any] = Command("take", "Take", (), lambda _state, _given: (NewEvent("take", {}),) * 2)
    found = trial(run_command("take", {})).on(
        course_of(STREAM, replace(PILE, commands=(take,)), events([("put", False)])), [0]
    )
    assert found.troubles == ("Event 3 could not be applied: ValueError: there is nothing to take.",)


@pytest.mark.parametrize("correction", [DeleteEvents(), RestoreState()])
def test_what_is_proposed_is_what_the_store_folds_to_after_the_commit(tmp_path: Path, correction: Correction) -> None:
    path = make_school(tmp_path / "s.sqlite", 8, wrong=8, active=3)
    with closing(Session.open(str(path))) as session:
        session.unlock()
        for proposal in tried(session, RunFile(tmp_path / "run.jsonl"), correction):
            before = session.open_stream(proposal.stream)
            old = before.domain.show(before.history.standing(len(before.index)).state)
            session.commit(proposal.draft(BECAUSE))
            after = session.open_stream(proposal.stream)
            new = after.domain.show(after.history.standing(len(after.index)).state)
            assert diff(old, new) == proposal.changes
