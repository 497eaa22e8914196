"""What a case file knows of a case."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leftfold.casefile.bookmarks import Bookmark
from leftfold.casefile.case_file import MOST, Asked, case_file, ordinals_of
from leftfold.model.errors import Cancelled
from leftfold.session import Session
from tests.school import EVENTS
from tests.store_builders import make_native


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    long = [("placeStudent", {"lesson": 1})] + [("activityCompleted", {"lesson": 1, "activity": 1})] * (2 * MOST)
    broken = [*EVENTS, ("quizTaken", {}), ("lessonCompleted", {"lesson": 3})]
    store = make_native(tmp_path / "school.sqlite", {"student/1": broken, "student/2": long})
    session = Session.open(str(store))
    yield session
    session.close()


def test_it_tells_what_happened_where_it_went_wrong_and_what_was_noted(session: Session) -> None:
    replay = session.open_stream(session.resolve("student/1"))
    case = case_file("here", replay, Asked(7, (Bookmark(5, "wrong reset", ""), Bookmark(99, "gone", "")), (2,)))
    assert (case.title, case.events, case.version, case.store) == ("student/1", 7, 7, "here")
    assert [(one.version, one.note) for one in case.told if one.note] == [(5, "wrong reset")]
    assert len(case.told) == 7
    assert [moment.step.event.version for moment in case.chosen] == [2, 5, 7]
    ((version, sentence),) = [(one.version, one.sentence) for one in case.wrong]
    assert version == 6
    assert "could not be applied" in sentence
    assert case.failed.startswith("Event 6 could not be applied")
    assert isinstance(case.state, dict)
    assert case.state["currentPosition"] == 4
    assert dict(case.tracks)["Lesson"].tolist() == [6, 6, 6, 7, 3, 3, 4]


def test_of_a_long_stream_the_events_around_are_told_and_those_with_notes(session: Session) -> None:
    replay = session.open_stream(session.resolve("student/2"))
    case = case_file("here", replay, Asked(2 * MOST, (Bookmark(3, "early", ""),)))
    assert len(case.told) == MOST + 1
    assert (case.told[0].version, case.told[0].note) == (3, "early")
    assert case.told[-1].version == 2 * MOST + 1


def test_before_the_first_event_there_is_a_case_too(session: Session) -> None:
    replay = session.open_stream(session.resolve("student/1"))
    case = case_file("here", replay, Asked(0))
    assert (case.version, case.chosen) == (0, ())


def test_it_can_be_given_up(session: Session) -> None:
    def give_up(_done: int) -> None:
        raise Cancelled

    replay = session.open_stream(session.resolve("student/1"))
    with pytest.raises(Cancelled):
        case_file("here", replay, Asked(7), progress=give_up)
    assert ordinals_of(replay, (2, 99, 7)) == (2, 7)
