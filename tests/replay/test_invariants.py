"""Invariants asked of a state."""

from __future__ import annotations

from dataclasses import replace

from leftfold.domain.definition import Invariant
from leftfold.replay.invariants import breach, breaches, breaches_along
from tests.replay.counting import COUNTER

FIRST: Invariant[tuple[int, ...]] = Invariant(
    "first", "The first is 1", lambda state: "" if state[0] == 1 else "Not 1."
)


def test_what_is_broken_is_told_by_name() -> None:
    domain = replace(COUNTER, invariants=(*COUNTER.invariants, FIRST))
    assert breaches(domain, (2,)) == {"even": "There are 1, an odd number.", "first": "Not 1."}
    assert breaches(domain, (1, 2)) == {}


def test_an_invariant_that_cannot_be_checked_says_so() -> None:
    assert breach(FIRST, ()) == "The first is 1 could not be checked: IndexError: tuple index out of range"


def test_along_many_states_each_is_told_as_it_is_by_itself() -> None:
    states = [(1,), (), (2, 3), (1, 2)]
    for invariant in (*COUNTER.invariants, FIRST):
        assert breaches_along(invariant, states) == [breach(invariant, state) for state in states]
