"""Where two lists in one order differ, as runs of places: what a view needs to stay where it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from leftfold.model.stream import StreamId

Run: TypeAlias = tuple[int, int]
"""The first place, and the place after the last."""


def runs_outside(streams: Sequence[StreamId], others: AbstractSet[StreamId]) -> Iterator[Run]:
    """The runs of neighbouring streams that are not among the others, in order."""
    first: int | None = None
    for place, stream in enumerate(streams):
        if stream in others:
            if first is not None:
                yield first, place
            first = None
        elif first is None:
            first = place
    if first is not None:
        yield first, len(streams)
