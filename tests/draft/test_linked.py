"""Links that a draft would leave hanging."""

from __future__ import annotations

import numpy as np

from leftfold.draft.linked import Linked
from leftfold.model.event import Event
from leftfold.model.links import Link
from tests.draft.piling import STREAM, index_of, stored

_EVENTS = stored(("put", False), ("put", False), ("put", False))


def _compensating(version: int, target: int, *, deleted: bool = False) -> Event:
    return Event(STREAM, version, "take", {}, {"leftfold": {"compensates": [target]}}, deleted=deleted)


def test_both_ends_are_told() -> None:
    linked = Linked({1: True, 3: True}, index_of(_EVENTS))
    assert np.array_equal(index_of(_EVENTS).versions, [5, 6, 7])
    linked.look_at_all([_compensating(8, 5), _compensating(9, 6), _compensating(10, 5, deleted=True)])
    linked.look(_compensating(7, 6, deleted=True))
    assert linked.lost_targets == [Link(8, 5)]
    assert linked.lost_compensations == [Link(7, 6)]


def test_restoring_leaves_no_link_hanging() -> None:
    linked = Linked({1: False}, index_of(_EVENTS))
    linked.look_at_all([_compensating(8, 5)])
    assert (linked.lost_targets, linked.lost_compensations) == ([], [])
