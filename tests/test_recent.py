"""What was shown lately is kept within bounds, and what was shown longest ago is forgotten first."""

from __future__ import annotations

import numpy as np
import pytest

from leftfold.domains.progress import PROGRESS
from leftfold.model.index import empty_index
from leftfold.model.stream import StreamId
from leftfold.opened import Replay
from leftfold.recent import Kept, Recent, weight
from leftfold.replay.history import History
from tests.ui.events.made import long_replay


def _stream(id_: int) -> StreamId:
    return StreamId("student", str(id_))


def _kept(id_: int, *, token: object = None) -> Kept:
    index = empty_index(_stream(id_))
    return Kept(Replay(index.stream, PROGRESS, index, History(PROGRESS, _Nothing(), 0)), token)


class _Nothing:
    def read(self, _first: int, _last: int) -> tuple[()]:
        return ()


def _ids(recent: Recent) -> list[int]:
    return [id_ for id_ in range(1, 9) if recent.of(_stream(id_)) is not None]


def test_no_more_are_kept_than_asked_for() -> None:
    recent = Recent(most=3)
    for id_ in (1, 2, 3, 1, 4):
        recent.keep(_kept(id_))
    assert (_ids(recent), len(recent)) == ([1, 3, 4], 3)


def test_what_is_kept_anew_takes_the_place_of_what_was_kept() -> None:
    recent = Recent()
    for token in ("old", "new"):
        recent.keep(_kept(1, token=token))
    found = recent.of(_stream(1))
    assert found is not None
    assert (found.token, len(recent)) == ("new", 1)


def test_what_takes_too_much_makes_room_unless_it_is_the_newest() -> None:
    large, small = Kept(long_replay(1_000), None), _kept(1)
    recent = Recent(budget=weight(large.replay) - 1)
    recent.keep(small)
    recent.keep(large)
    assert _ids(recent) == []
    assert recent.of(large.replay.stream) is large
    recent.keep(small)
    assert (_ids(recent), len(recent)) == ([1], 1)


def test_it_weighs_more_the_more_of_it_is_replayed() -> None:
    replay = long_replay(1_000)
    before = weight(replay)
    replay.history.standing(1_000)
    assert weight(replay) > before


@pytest.mark.parametrize("length", [10, 1_000])
def test_an_index_weighs_what_its_columns_take(length: int) -> None:
    row = sum(np.dtype(kind).itemsize for kind in (np.int64, np.int64, np.int64, np.int32, np.bool_, np.int64))
    assert weight(long_replay(length)) == row * length
