"""An opened stream is shown with as much of its index as is read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from leftfold.model.errors import Cancelled
from leftfold.opened import Named
from leftfold.session import Session
from tests.store_builders import make_native, stream_id

THING = stream_id("thing/1")
COUNT = 100


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A session whose stream has ten pages."""
    monkeypatch.setattr("leftfold.store.outline.LONG", COUNT)
    monkeypatch.setattr("leftfold.store.outline.INDEX_PAGE", 10)
    monkeypatch.setattr("leftfold.opened._WORTH", 25)
    events = [(f"type {number // 20}", {"n": number}) for number in range(COUNT)]
    with closing(Session.open(str(make_native(tmp_path / "s.db", {"thing/1": events})))) as session:
        yield session


def test_it_begins_with_the_first_and_the_last_events(session: Session) -> None:
    replay = session.show_stream(THING)
    index = replay.index
    assert (len(index), replay.history.length) == (COUNT, COUNT)
    # The generic domain looks at the first events besides.
    assert [index.type_at(ordinal) for ordinal in (1, 50, 51, 90, 91, 100)] == [
        "type 0", "type 2", "", "", "type 4", "type 4",
    ]  # fmt: skip
    assert replay.by_type[0].tolist() == list(range(1, 21))


def test_it_is_given_with_more_each_time_that_is_worth_it_and_then_with_all(session: Session) -> None:
    replay, told = session.show_stream(THING), list[int]()
    fuller = list(replay.filled(progress=told.append))
    assert told == [70, 80, 90, 100]
    assert [one.index.count_read for one in fuller] == [90, 100]
    assert {id(one.history) for one in fuller} == {id(replay.history)}
    assert [len(ordinals) for ordinals in fuller[-1].by_type] == [20] * 5
    assert replay.index.count_read == 60, "what was given before stays as it was"
    assert replay.as_read().index is fuller[-1].index
    assert list(fuller[-1].filled()) == []
    assert fuller[-1].as_read() is fuller[-1]


def test_what_is_looked_at_comes_first_and_at_once(session: Session) -> None:
    fuller = next(session.show_stream(THING).filled(near=lambda: 85)).index
    assert (fuller.type_at(85), fuller.type_at(55), fuller.count_read) == ("type 4", "", 70)


def test_it_is_given_with_all_where_others_have_read_it_by_then(session: Session) -> None:
    replay = session.show_stream(THING)
    replay.history.standing(COUNT)
    (full,) = replay.filled()
    assert full.index.unread is None


def test_it_is_read_on_where_it_was_cancelled(session: Session) -> None:
    replay = session.show_stream(THING)

    def stop(done: int) -> None:
        if done == 80:
            raise Cancelled

    with pytest.raises(Cancelled):
        list(replay.filled(progress=stop))
    assert replay.as_read().index.count_read == 80
    told: list[int] = []
    list(replay.as_read().filled(progress=told.append))
    assert told == [90, 100]


def test_one_that_was_read_whole_has_nothing_to_be_filled(session: Session) -> None:
    replay = session.open_stream(THING)
    assert replay.as_read() is replay
    assert list(replay.filled()) == []


def test_how_a_store_was_opened_is_known_and_its_password_shown_to_nobody(session: Session) -> None:
    assert session.named.target.endswith("s.db")
    asked = Named("postgresql://me:secret@host/db", "native", "progress")
    assert "secret" not in repr(asked)
