"""What is measured of a what-if."""

from __future__ import annotations

from leftfold.bench.drafting import what_if
from leftfold.bench.stores import Stores


def test_a_what_if_is_told_beside_a_replay(tiny: Stores) -> None:
    (figure,) = what_if(tiny)
    assert figure.ours is not None
    assert figure.ours.count == tiny.sizes.rounds
    assert figure.met is (figure.ours.median <= 1)
    assert f"{tiny.sizes.edited:,}" in figure.what
