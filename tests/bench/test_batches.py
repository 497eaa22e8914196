"""What is measured of batches."""

from __future__ import annotations

from leftfold.bench.batches import batch
from leftfold.bench.stores import Stores


def test_each_correction_is_told_beside_a_bare_replay_of_the_same_run(tiny: Stores) -> None:
    figures = list(batch(tiny))
    assert len(figures) == 3
    for figure in figures:
        assert figure.ours is not None
        assert figure.peer is not None
        assert figure.ours.count == tiny.sizes.rounds
        assert figure.ratio is not None
        assert figure.met is (figure.ratio <= 2)
        assert f"{tiny.sizes.batch:,} aggregates of 200 events" in figure.what
