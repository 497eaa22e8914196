"""Arcs: compensating events and what they make up for, by where they lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from leftfold.model.index import Ints, StreamIndex
from leftfold.ui.links import Links

_NONE: Final = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Arcs:
    """From each compensating event to the first and the last that it makes up for, by ordinals."""

    targets: Ints
    sources: Ints

    def __len__(self) -> int:
        return len(self.targets)

    def within(self, first: int, last: int, *, most: int) -> list[tuple[int, int]]:
        """The first of those with an end among these ordinals, as target and source."""
        ends = (self.targets, self.sources)
        seen = np.flatnonzero(np.any([(first <= end) & (end <= last) for end in ends], axis=0))[:most]
        return list(zip(self.targets[seen].tolist(), self.sources[seen].tolist(), strict=True))


NO_ARCS: Final = Arcs(_NONE, _NONE)
"""Where no event is known to compensate another."""


def arcs_of(links: Links, index: StreamIndex) -> Arcs:
    """The arcs of a stream's links; one to an event that is not there leads nowhere and is left out."""
    pairs: list[tuple[int, int]] = []
    for version, targets in links.targets.items():
        source = index.ordinal_of(version)
        ends = dict.fromkeys(index.ordinal_of(target) for target in (targets[0], targets[-1]))
        pairs.extend((end, source) for end in ends if end is not None and source is not None)
    if not pairs:
        return NO_ARCS
    both = np.array(sorted(pairs), np.int64)
    return Arcs(both[:, 0], both[:, 1])
