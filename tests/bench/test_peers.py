"""The bare loop gives what Leftfold gives, else it would be no peer."""

from __future__ import annotations

from contextlib import closing

from leftfold.bench.peers import bare_replay
from leftfold.bench.stores import Stores
from leftfold.replay.narrative import shown
from leftfold.session import Session


def test_the_bare_loop_ends_in_the_same_state(tiny: Stores) -> None:
    path, stream = tiny.one_stream()
    with closing(Session.open(str(path))) as session:
        replay = session.open_stream(stream)
        standing = replay.history.standing(replay.history.length)
        assert bare_replay(path, stream) == shown(replay.domain, standing.state)
        assert standing.failed is None
