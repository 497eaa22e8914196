"""Where the ends of links lie."""

from __future__ import annotations

from leftfold.model.links import Link
from leftfold.ui.links import Links
from leftfold.ui.timeline.arcs import NO_ARCS, arcs_of
from tests.ui.timeline.made import made_index


def _arcs(*pairs: tuple[int, int]) -> list[tuple[int, int]]:
    found = arcs_of(Links(frozenset(Link(*pair) for pair in pairs)), made_index(20))
    return found.within(1, 20, most=10)


def test_an_arc_leads_from_each_end_of_what_is_made_up_for() -> None:
    assert _arcs((9, 3)) == [(3, 9)]
    assert _arcs((9, 3), (9, 4), (9, 5)) == [(3, 9), (5, 9)]


def test_what_is_not_there_has_none() -> None:
    assert _arcs((9, 99)) == _arcs((99, 9)) == []
    assert len(NO_ARCS) == 0


def test_only_those_with_an_end_in_sight_are_given_and_no_more_than_asked_for() -> None:
    arcs = arcs_of(Links(frozenset({Link(5, 2), Link(15, 4), Link(19, 18)})), made_index(20))
    assert arcs.within(6, 16, most=10) == [(4, 15)]
    assert arcs.within(1, 20, most=2) == [(2, 5), (4, 15)]
