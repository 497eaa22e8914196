"""One aggregate, read as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from leftfold.api import Aggregate, BadRequest, NotFound, OpenedStore, open_store
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


def test_it_says_how_long_it_is(student: Aggregate) -> None:
    assert (len(student), student.last_version, repr(student)) == (5, 5, "<Aggregate student/3202>")


def test_events_are_told_and_found(student: Aggregate) -> None:
    assert [event.version for event in student.events()] == [1, 2, 3, 4, 5]
    assert [event.version for event in student.events(first=2, last=3)] == [2, 3]
    (reset,) = student.events(where="fell(currentPosition)")
    assert reset.sentence == "Progress was reset to lesson 3, activity 1 (was lesson 7, activity 1)"
    assert (reset.type, reset.data, reset.deleted) == ("resetProgress", {"lesson": 3, "activity": 1}, False)
    assert reset.recorded_at == START + timedelta(minutes=4)
    with pytest.raises(BadRequest, match="column 7"):
        student.events(where="fell()fell")
    with pytest.raises(NotFound):
        student.events(first=9)


def test_states_are_given_at_versions_and_times(student: Aggregate) -> None:
    assert student.state()["currentPosition"] == 3
    assert student.state(at=RESET - 1)["currentPosition"] == 7
    assert student.state(at=START + timedelta(minutes=1))["currentActivity"] == 2
    assert student.state(at=0)["currentPosition"] == 0
    with pytest.raises(NotFound):
        student.state(at=6)


def test_what_changed_and_when(student: Aggregate) -> None:
    assert [(str(one.path[0]), one.before, one.after) for one in student.diff(4, 5)] == [("currentPosition", 7, 3)]
    assert [(one.version, one.change.after) for one in student.changes("currentPosition")] == [(1, 6), (4, 7), (5, 3)]


def test_a_track_is_a_number_after_each_event(student: Aggregate) -> None:
    assert student.track("lesson") == [(1, 6), (2, 6), (3, 6), (4, 7), (5, 3)]
    with pytest.raises(NotFound, match="has no track height; it has lesson"):
        student.track("height")


def test_what_others_write_is_there_at_the_next_question(place: str, student: Aggregate) -> None:
    assert len(student) == 5
    other = opened(place, write=True)
    event = Append("lessonCompleted", {"lesson": 3}, START + timedelta(hours=1))
    other.commit(ChangeSet(StreamId("student", "3202"), 5, (event,), Because("somebody", "else")))
    other.close()
    assert (len(student), student.state()["currentPosition"]) == (6, 4)


def test_a_projection_is_read_like_an_aggregate(tmp_path: Path) -> None:
    added = [("itemAdded", {"item": "laptop", "quantity": 1})]
    place = make_native(tmp_path / "carts.sqlite", {"cart/1": added, "cart/2": added})
    store: OpenedStore
    with open_store(str(place)) as store:
        sales = store.aggregate("sales/*")
        assert (len(sales), [event.version for event in sales.events()]) == (2, [1, 2])
