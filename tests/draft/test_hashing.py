"""The record of a commit has the hashes of the states that the domain shows."""

from __future__ import annotations

from contextlib import closing

import pytest

from leftfold.draft.draft import with_soft_delete
from leftfold.draft.hashing import states_of
from leftfold.model.chain import digest
from leftfold.model.edits import Because
from leftfold.replay.narrative import shown
from leftfold.session import Replay, Session
from tests.school import EVENTS, RESET
from tests.store_builders import make_native, stream_id

STUDENT = stream_id("student/1")


def hashed(replay: Replay) -> str:
    return digest(shown(replay.domain, replay.history.standing(replay.history.length).state))


@pytest.mark.parametrize("handed", [True, False])
def test_they_are_those_of_the_store_before_and_after(place: str, *, handed: bool) -> None:
    make_native(place, {"student/1": EVENTS})
    with closing(Session.open(place)) as session:
        session.unlock()
        replay = session.open_stream(STUDENT)
        draft = with_soft_delete(session.new_draft(replay, Because("Mira", "why")), replay.index, RESET)
        session.commit(draft, on=replay if handed else None)
        (entry,) = session.store.audit(STUDENT)
        assert entry.states is not None
        assert entry.states.domain == "progress"
        assert (entry.states.before, entry.states.after) == (hashed(replay), hashed(session.open_stream(STUDENT)))
        assert entry.states.before != entry.states.after
        assert entry.states == states_of(replay.history, session.what_if(replay, draft))
