"""A snapshot is compared with the replay only where both have the same shape."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from leftfold.domain.definition import Domain
from leftfold.domain.generic import generic_domain
from leftfold.model.diff import Change, Op
from leftfold.model.event import Undecodable
from leftfold.model.snapshot import Basis, Snapshot
from leftfold.model.stream import StreamId
from leftfold.replay.evidence import differences

STREAM = StreamId("tally", "1")
PLAIN: Domain[Any] = generic_domain()
TALLY = replace(PLAIN, name="tally", restore=lambda document: {"n": document["n"]})  # type: ignore[index,call-overload]


def snapshot(state: Any, basis: Basis | None = None) -> Snapshot:
    """The application's snapshot, or with a basis Leftfold's."""
    return Snapshot(STREAM, 1, state, None, basis)


def test_nothing_differs_where_the_replay_gives_the_same() -> None:
    assert differences(TALLY, snapshot({"n": 1}), {"n": 1}) == ()


def test_what_differs_is_told_from_the_snapshot_to_the_replay() -> None:
    assert differences(TALLY, snapshot({"n": 1}), {"n": 2}) == (Change(Op.REPLACE, ("n",), 1, 2),)


@pytest.mark.parametrize("state", [{"n": 1, "own": True}, {"count": 1}, Undecodable(b"\x00", "is sealed")])
def test_another_shape_is_not_compared(state: Any) -> None:
    assert differences(TALLY, snapshot(state), {"n": 1}) is None


def test_a_domain_that_restores_nothing_has_no_shape_to_compare() -> None:
    assert differences(PLAIN, snapshot({"n": 1}), {"n": 1}) is None


def test_what_the_same_domain_folded_has_its_shape() -> None:
    ours = snapshot({"n": 1}, Basis("generic", "mark", 1, 1, (), None))
    assert differences(PLAIN, ours, {"n": 2}) == (Change(Op.REPLACE, ("n",), 1, 2),)
    theirs = snapshot({"n": 1}, Basis("another", "mark", 1, 1, (), None))
    assert differences(PLAIN, theirs, {"n": 2}) is None
