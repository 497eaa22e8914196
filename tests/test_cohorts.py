"""One aggregate beside the others of its type."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from leftfold import cohorts
from leftfold.cohorts import apart, courses_of, gather, told
from leftfold.diagnose.cohort import Over
from leftfold.model.errors import Cancelled, NotFound
from leftfold.session import Replay, Session
from tests.store_builders import Payload, make_native, stream_id


def _climb(lessons: int) -> list[tuple[str, Payload]]:
    return [("placeStudent", {"lesson": 1}), *[("lessonCompleted", {"lesson": n}) for n in range(1, lessons)]]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Ten students who climb alike, one who jumps ahead for two events, and a cart."""
    jump: list[tuple[str, Payload]] = [
        *_climb(3),
        ("resetProgress", {"lesson": 9}),
        ("resetProgress", {"lesson": 9}),
        *_climb(8)[5:],
    ]
    streams = {f"student/{number}": _climb(8) for number in range(10)}
    path = make_native(tmp_path / "s.sqlite", {**streams, "student/odd": jump, "cart/1": [("cartOpened", {})]})
    with closing(Session.open(str(path))) as session:
        yield session


def _replay(session: Session, text: str) -> Replay:
    return session.open_stream(stream_id(text))


def test_the_others_are_those_of_the_type(session: Session) -> None:
    heard: list[int] = []
    found = gather(session, "student", progress=heard.append)
    assert {one.stream.type for one in found} == {"student"}
    assert len(found) == 11
    assert heard[-1] == 11
    assert found[0].of("lesson", Over.EVENTS).tolist() == [1, 2, 3, 4, 5, 6, 7, 8]
    assert found[0].of("lesson", Over.DAYS).tolist() == [8]
    assert len(found[0].of("nowhere", Over.EVENTS)) == 0


def test_of_many_some_are_taken_at_even_distances(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cohorts, "SAMPLE", 3)
    assert [one.stream.id for one in gather(session, "student")] == ["0", "3", "7"]


def test_only_the_first_events_are_looked_at(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cohorts, "LONGEST", 3)
    replay = _replay(session, "student/odd")
    assert courses_of(replay.index, replay.history).of("lesson", Over.EVENTS).tolist() == [1, 2, 3]


def test_gathering_ends_where_nobody_waits_for_it(session: Session) -> None:
    def refuse(done: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        gather(session, "student", progress=refuse)


def test_where_it_departs_is_told_with_what_is_usual(session: Session) -> None:
    replay = _replay(session, "student/odd")
    own, track = courses_of(replay.index, replay.history), replay.domain.tracks[0]
    found = apart(own, gather(session, "student"), track, Over.EVENTS)
    assert (found.others, found.departure and (found.departure.first, found.departure.last)) == (10, (3, 4))
    assert np.array_equal(found.band.median, np.arange(1.0, 9.0))
    assert told(replay.index, found) == (
        "Lesson departs at version 4 of 2024-05-01: it is 9 where 4 to 4 is usual (median 4, 10 others), "
        "up to version 5."
    )


def test_one_who_goes_with_the_others_is_told_to(session: Session) -> None:
    replay = _replay(session, "student/3")
    own, track = courses_of(replay.index, replay.history), replay.domain.tracks[0]
    found = apart(own, gather(session, "student"), track, Over.DAYS)
    assert found.departure is None
    assert told(replay.index, found) == "Lesson stays within what is usual among 10 others."


def test_too_few_others_are_no_cohort(session: Session) -> None:
    replay = _replay(session, "cart/1")
    own, track = courses_of(replay.index, replay.history), replay.domain.tracks[0]
    with pytest.raises(NotFound, match="too few others"):
        apart(own, gather(session, "cart"), track, Over.EVENTS)
