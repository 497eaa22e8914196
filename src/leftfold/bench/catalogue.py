"""All that the bench measures, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from leftfold.bench.batches import batch
from leftfold.bench.drafting import what_if
from leftfold.bench.figures import Figure
from leftfold.bench.reading import pages, search
from leftfold.bench.replaying import growth, library, replay
from leftfold.bench.showing import showing
from leftfold.bench.stores import Stores
from leftfold.bench.windows import opening, window

Measurement: TypeAlias = Callable[[Stores], Iterator[Figure]]

MEASUREMENTS: Final[Mapping[str, Measurement]] = MappingProxyType(
    {
        "replay": replay,
        "showing": showing,
        "library": library,
        "window": window,
        "opening": opening,
        "pages": pages,
        "what-if": what_if,
        "batch": batch,
        "search": search,
        "growth": growth,
    }
)


def measured(stores: Stores, names: Iterable[str]) -> Iterator[tuple[str, Figure]]:
    """The figures of the measurements with these names, each with the name it is asked for by."""
    for name in names:
        stores.told(f"Measuring {name}")
        for figure in MEASUREMENTS[name](stores):
            yield name, figure
