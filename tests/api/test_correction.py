"""A correction as a value, and the commit of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from leftfold.api import Aggregate, Conflict, Refused, open_store
from leftfold.model.edits import Append, Because, ChangeSet
from leftfold.model.stream import StreamId
from leftfold.store.opening import open_store as opened
from tests.school import EVENTS, RESET
from tests.store_builders import START, make_native


@pytest.fixture
def place(tmp_path: Path) -> str:
    return str(make_native(tmp_path / "school.sqlite", {"student/3202": EVENTS}))


@pytest.fixture
def student(place: str) -> Iterator[Aggregate]:
    with open_store(place) as store:
        yield store.aggregate("student/3202")


def test_it_tells_what_it_would_do_and_writes_nothing(student: Aggregate) -> None:
    draft = student.correct(reason="A wrong job").soft_delete(RESET)
    assert draft.edits == (
        "Soft-delete event 5: Progress was reset to lesson 3, activity 1 (was lesson 7, activity 1)",
    )
    assert [(one.before, one.after) for one in draft.changes] == [(3, 7)]
    assert draft.preview.after == student.state(at=RESET - 1)
    assert (draft.warnings, draft.against) == ((), ())
    assert student.state()["currentPosition"] == 3


def test_a_commit_is_there_at_once_and_can_be_taken_back(place: str, student: Aggregate) -> None:
    assert student.correct(reason="A wrong job", ticket="SUP-1", author="mira").soft_delete(RESET).commit() == 5
    assert student.state()["currentPosition"] == 7
    student.correct(reason="It was right").restore(RESET).commit()
    assert student.state()["currentPosition"] == 3
    store = opened(place)
    entries = [entry for entry in store.audit(StreamId("student", "3202")) if entry.because.ticket]
    store.close()
    assert [(entry.because.author, entry.because.reason) for entry in entries] == [("mira", "A wrong job")]


def test_events_are_appended_by_hand_and_by_the_domain(student: Aggregate) -> None:
    draft = student.correct(reason="On paper").append(
        "resetProgress", {"lesson": 6, "activity": 1}, compensates=(RESET,)
    )
    draft = draft.command("complete-activity", lesson=6, activity=1)
    assert draft.commit() == 7
    assert (student.state()["currentPosition"], student.state()["currentActivity"]) == (6, 2)
    last = list(student.events())[-2].metadata
    assert isinstance(last, dict)
    assert last["leftfold"]["compensates"] == [RESET]  # type: ignore[index, call-overload]


def test_what_cannot_be_is_refused_with_its_reason(student: Aggregate) -> None:
    draft = student.correct(reason="Why not")
    with pytest.raises(Refused, match="no stored event with version 9"):
        draft.soft_delete(9)
    with pytest.raises(Refused, match="is not soft-deleted"):
        draft.restore(RESET)
    with pytest.raises(Refused, match="Cannot complete lesson 9"):
        draft.command("complete-lesson", lesson=9)
    with pytest.raises(Refused, match="no event 9 to compensate"):
        draft.append("resetProgress", {"lesson": 1}, compensates=(9,))
    with pytest.raises(Refused, match=r"The new event could not be applied: .*'lesson'"):
        draft.append("resetProgress", {}).commit()
    assert len(student) == 5


def test_where_somebody_else_wrote_meanwhile_nothing_is_written(place: str, student: Aggregate) -> None:
    draft = student.correct(reason="A wrong job").soft_delete(RESET)
    other = opened(place, write=True)
    event = Append("lessonCompleted", {"lesson": 3}, START + timedelta(hours=1))
    other.commit(ChangeSet(StreamId("student", "3202"), 5, (event,), Because("somebody", "else")))
    other.close()
    with pytest.raises(Conflict):
        draft.commit()
    assert not any(one.deleted for one in student.events())


def test_the_rules_of_the_store_are_kept(place: str, student: Aggregate, rules_of_user: Path) -> None:
    rules_of_user.write_text(f'[[store]]\nmatch = "{place}"\nenvironment = "production"\n', "utf-8")
    draft = student.correct(reason="A wrong job", ticket="SUP-1").soft_delete(RESET)
    with pytest.raises(Refused):
        draft.commit()
    assert draft.commit(confirm="school.sqlite") == 5
