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
    places: Places
    """The lane of each event, by row of the index."""

    def split(self, ordinals: Ints) -> tuple[Ints, ...]:
        """Ascending ordinals of events, for each lane its own."""
        places = self.places[ordinals - 1]
        return tuple(ordinals[places == place] for place in range(len(self.lanes)))


def type_order(index: StreamIndex) -> tuple[str, ...]:
    """The types of a stream's events, the most frequent first, by name among equals."""
    counts = np.bincount(index.type_codes, minlength=len(index.type_names)).tolist()
    ranked = sorted((-count, name) for count, name in zip(counts, index.type_names, strict=True))
    return tuple(name for _count, name in ranked)


def lay_lanes(index: StreamIndex, order: Sequence[str], titles: Mapping[str, str], most: int) -> Lanes:
    """At most so many lanes for the types of an index in an order, types that are not in it last."""
    known = set(index.type_names)
    names = list(dict.fromkeys((*(name for name in order if name in known), *index.type_names)))
    own = names if len(names) <= most else names[: max(0, most - 1)]
    rest = names[len(own) :]
    lane_of = {name: min(place, most - 1) for place, name in enumerate(names)}
    table = np.array([lane_of[name] for name in index.type_names], np.uint8)
    places = table[index.type_codes] if len(table) else np.empty(0, np.uint8)
    groups: list[tuple[str, tuple[str, ...]]] = [(titles.get(name, name), (name,)) for name in own]
    if rest:
        groups.append((f"{len(rest)} other types", tuple(rest)))
    lanes = (Lane(title, np.flatnonzero(places == place) + 1, types) for place, (title, types) in enumerate(groups))
    return Lanes(tuple(lanes), places)
