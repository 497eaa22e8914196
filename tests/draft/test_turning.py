"""Invariants that turn on the way."""

from __future__ import annotations

from leftfold.draft.consequences import Turn
from leftfold.draft.turning import Turning
from leftfold.replay.fold import Took
from tests.draft.piling import PILE


def _took(before: int, after: int) -> Took[int]:
    return Took(before, after, None)


def test_what_is_broken_is_told_from_its_first_event_on() -> None:
    turning = Turning(PILE)
    turning.look(5, _took(3, 3), _took(3, 4))
    turning.look(6, _took(3, 2), _took(4, 5))
    assert turning.broken(2, 5) == (Turn("Low", "It is 5 high.", 5, lasts=True),)
    assert turning.broken(2, 2) == (Turn("Low", "It is 4 high.", 5, lasts=False),)
    assert turning.mended(2, 5) == ()


def test_what_is_mended_is_told_the_same_way() -> None:
    turning = Turning(PILE)
    turning.look(5, _took(3, 4), _took(3, 3))
    assert turning.mended(4, 3) == (Turn("Low", "It is 4 high.", 5, lasts=True),)
    assert turning.mended(3, 3) == (Turn("Low", "It is 4 high.", 5, lasts=False),)
    assert turning.broken(4, 3) == ()


def test_what_is_broken_either_way_does_not_turn() -> None:
    turning = Turning(PILE)
    turning.look(5, _took(4, 5), _took(5, 6))
    turning.look(6, _took(5, 5), _took(6, 6))
    assert (turning.broken(5, 6), turning.mended(5, 6)) == ((), ())
