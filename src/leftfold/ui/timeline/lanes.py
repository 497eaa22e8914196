"""The lanes of the timeline: one for each type of event, the rarest sharing the last where there is no room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from leftfold.model.index import Ints, StreamIndex

Places = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Lane:
    """The events of one type, or of several."""

    title: str
    ordinals: Ints
    """Ascending."""
    types: tuple[str, ...]

    def around(self, ordinal: int) -> tuple[int, ...]:
        """This lane's last event before an ordinal, and its first from it on, as far as there are such."""
        place = int(np.searchsorted(self.ordinals, ordinal))
        return tuple(self.ordinals[max(0, place - 1) : place + 1].tolist())


@dataclass(frozen=True, slots=True, eq=False)
class Lanes:
    """All lanes, from the top."""

    lanes: tuple[Lane, ...]
    index: StreamIndex
    """Of the events in them."""
    by_code: Places
    """The lane of each type, by its code."""

    def place_of(self, ordinal: int) -> int | None:
        """The lane of an event; None where its type is still to be read."""
        if not self.index.type_at(ordinal):
            return None
        return int(self.by_code[self.index.type_codes[ordinal - 1]])

    def split(self, ordinals: Ints) -> tuple[Ints, ...]:
        """Ascending ordinals of events, for each lane its own; those whose type is still to be read in none."""
        if self.index.unread is not None:
            ordinals = ordinals[self.index.has_read(ordinals)]
        places = self.by_code[self.index.type_codes[ordinals - 1]]
        return tuple(ordinals[places == place] for place in range(len(self.lanes)))


def type_order(index: StreamIndex, by_type: Sequence[Ints]) -> tuple[str, ...]:
    """The types of a stream's events, the most frequent first, by name among equals."""
    ranked = sorted((-len(own), name) for own, name in zip(by_type, index.type_names, strict=True))
    return tuple(name for _count, name in ranked)


def lay_lanes(
    index: StreamIndex, by_type: Sequence[Ints], order: Sequence[str], titles: Mapping[str, str], most: int
) -> Lanes:
    """At most so many lanes for the types of an index in an order, types that are not in it last.

    `by_type` has for each type of the index the ordinals of its events.
    """
    ordinals = dict(zip(index.type_names, by_type, strict=True))
    names = list(dict.fromkeys((*(name for name in order if name in ordinals), *index.type_names)))
    own = names if len(names) <= most else names[: max(0, most - 1)]
    rest = names[len(own) :]
    lane_of = {name: min(place, most - 1) for place, name in enumerate(names)}
    lanes = [Lane(titles.get(name, name), ordinals[name], (name,)) for name in own]
    if rest:
        together = np.sort(np.concatenate([ordinals[name] for name in rest]))
        lanes.append(Lane(f"{len(rest)} other types", together, tuple(rest)))
    return Lanes(tuple(lanes), index, np.array([lane_of[name] for name in index.type_names], np.uint8))
