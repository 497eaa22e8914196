"""Keyframes: remembered standings, so that a jump folds only from the nearest one before it.

Keyframes are Leftfold's own and may be dropped at any time; which are kept changes how long a jump takes and never what
it gives. Dropping follows a rule that needs no record of use: when there are too many, the spacing doubles and those
off the new grid go, so that they always lie evenly over the whole history (as the History of the Elm debugger keeps
one snapshot a block).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from threading import Lock
from typing import Generic, TypeVar

from leftfold.model.step import Standing

S = TypeVar("S")

SPACING = 64
"""Events between keyframes at first: folding 64 events takes well under a millisecond."""
LIMIT = 4096
"""Most keyframes kept: for a million events they end 256 apart, a few megabytes for states of ordinary size."""


class Keyframes(Generic[S]):
    """Standings after every so many events, thinned out evenly when there are too many. Safe to share by threads."""

    def __init__(self, *, spacing: int = SPACING, limit: int = LIMIT) -> None:
        if spacing < 1 or limit < 1:
            raise ValueError("spacing and limit are at least 1")
        self._spacing = spacing
        self._limit = limit
        self._ordinals: list[int] = []
        self._standings: dict[int, Standing[S]] = {}
        self._lock = Lock()

    @property
    def spacing(self) -> int:
        """How many events lie between two neighbouring places for a keyframe."""
        return self._spacing

    def __len__(self) -> int:
        return len(self._ordinals)

    def nearest(self, ordinal: int) -> tuple[int, Standing[S]] | None:
        """The last keyframe at or before this many events: after how many it is, and the standing; None if none is."""
        with self._lock:
            place = bisect_right(self._ordinals, ordinal)
            if not place:
                return None
            found = self._ordinals[place - 1]
            return found, self._standings[found]

    def since(self, ordinal: int) -> tuple[tuple[int, Standing[S]], ...]:
        """The keyframes at or after this many events: after how many each is, and the standing."""
        with self._lock:
            kept = self._ordinals[bisect_left(self._ordinals, ordinal) :]
            return tuple((place, self._standings[place]) for place in kept)

    def keep(self, ordinal: int, standing: Standing[S]) -> None:
        """Remember where the replay stands after this many events, where a keyframe has its place there."""
        if ordinal % self._spacing:
            return
        with self._lock:
            if ordinal not in self._standings:
                self._ordinals.insert(bisect_right(self._ordinals, ordinal), ordinal)
                self._standings[ordinal] = standing
            while len(self._ordinals) > self._limit:
                self._thin_out()

    def until(self, ordinal: int) -> Keyframes[S]:
        """New keyframes that begin with those of these up to this many events: what a what-if may borrow."""
        with self._lock:
            borrowed: Keyframes[S] = Keyframes(spacing=self._spacing, limit=self._limit)
            borrowed._ordinals = self._ordinals[: bisect_right(self._ordinals, ordinal)]
            borrowed._standings = {kept: self._standings[kept] for kept in borrowed._ordinals}
            return borrowed

    def clear(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._ordinals.clear()
            self._standings.clear()

    def _thin_out(self) -> None:
        self._spacing *= 2
        self._ordinals = [kept for kept in self._ordinals if not kept % self._spacing]
        self._standings = {kept: self._standings[kept] for kept in self._ordinals}
