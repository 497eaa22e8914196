"""A snapshot beside the replay: whose it is, and how the two stand to each other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from leftfold.session import Replay, Session
from leftfold.ui.inspector.beside import Beside, beside
from tests.ui.snapshotted import BARE, DIFFERS, OURS, SAME, SEALED, SHAPED, STUDENT, make_snapshotted


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with closing(Session.open(str(make_snapshotted(tmp_path)))) as session:
        yield session


@pytest.fixture
def replay(session: Session) -> Replay:
    return session.open_stream(session.resolve(STUDENT))


def found(session: Session, replay: Replay, ordinal: int) -> Beside:
    """The snapshot after an event."""
    there = beside(session.store, replay, ordinal)
    assert there is not None
    return there


@pytest.mark.parametrize(
    ("version", "verdict"),
    [
        (SAME, "The same as the replay."),
        (DIFFERS, "1 value differs from the replay. A snapshot is evidence"),
        (SHAPED, "It has a shape of its own: the same may only be told otherwise"),
        (SEALED, "What it holds cannot be read, so it cannot be compared"),
        (OURS, "The same as the replay."),
    ],
)
def test_what_is_said_of_the_two(session: Session, replay: Replay, version: int, verdict: str) -> None:
    assert found(session, replay, version).verdict.startswith(verdict)


def test_whose_it_is(session: Session, replay: Replay) -> None:
    assert found(session, replay, SAME).title == "Snapshot of the application at version 1"
    assert found(session, replay, OURS).title == "Snapshot of Leftfold at version 5"


def test_the_changes_lead_from_the_snapshot_to_the_replay(session: Session, replay: Replay) -> None:
    (change,) = found(session, replay, DIFFERS).changes or ()
    assert (change.path, change.before, change.after) == (("currentPosition",), 99, 6)


def test_where_there_is_none_there_is_nothing(session: Session) -> None:
    assert beside(session.store, session.open_stream(session.resolve(BARE)), 1) is None
