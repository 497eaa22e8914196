"""What is measured of a what-if."""

from __future__ import annotations

from leftfold.bench.drafting import what_if
from leftfold.bench.stores import Stores


def test_a_what_if_that_ends_soon_and_one_that_does_not_are_told_beside_a_replay(tiny: Stores) -> None:
    soon, to_the_end = what_if(tiny)
    for figure in (soon, to_the_end):
        assert figure.ours is not None
        assert figure.ours.count == tiny.sizes.rounds
        assert figure.met is (figure.ours.median <= 1)
        assert f"{tiny.sizes.edited:,}" in figure.what
    assert "soon as stored again" in soon.what
    assert "differs to the end" in to_the_end.what
