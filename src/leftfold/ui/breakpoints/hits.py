"""Where the breakpoints of a stream hit, as far as it is searched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from leftfold.model.index import Ints
from leftfold.model.ordinals import after, before, place_of

NONE: Final[Ints] = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """The events at which conditions hit, one column of ascending ordinals for each condition."""

    texts: tuple[str, ...] = ()
    """The conditions."""
    columns: tuple[Ints, ...] = ()
    searched: int = 0
    """Up to which ordinal all hits are known."""

    @property
    def ordinals(self) -> Ints:
        """The events at which any hits, ascending."""
        if len(self.columns) == 1:
            return self.columns[0]
        together = np.sort(np.concatenate(self.columns)) if self.columns else NONE
        # `np.unique` would import numpy's masked arrays, and hold the window up for 25 ms.
        return together[np.concatenate(([True], together[1:] != together[:-1]))] if len(together) else NONE

    @property
    def title(self) -> str:
        """What they are called together."""
        return self.texts[0] if len(self.texts) == 1 else f"{len(self.texts)} breakpoints"

    def at(self, ordinal: int) -> tuple[str, ...]:
        """The conditions that hit at an event."""
        hits = zip(self.texts, self.columns, strict=True)
        return tuple(text for text, column in hits if place_of(column, ordinal) is not None)

    def next(self, start: int, end: int) -> int | None:
        """The first hit on the way from an ordinal to another, which may be the earlier; None where there is none."""
        nearest = None
        for column in self.columns:
            found = after(column, start) if end >= start else before(column, start)
            if found is not None and (nearest is None or abs(found - start) < abs(nearest - start)):
                nearest = found
        return nearest if nearest is not None and min(start, end) <= nearest <= max(start, end) else None


NO_HITS: Final = Hits()
"""The hits of no breakpoints."""
