"""Which proposals a person should look at first: those with trouble, then those that are unlike the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeAlias

from leftfold.batch.proposal import Proposal
from leftfold.model.diff import Change

Shape: TypeAlias = tuple[str, ...]
"""Which values change, and how: the same for proposals that do the same to other numbers."""


@dataclass(frozen=True, slots=True)
class Look:
    """As much of a proposal as its rank depends on."""

    trouble: int
    """0 where it is rejected, 1 where events would fail or invariants be broken, 2 where all is well."""
    shape: Shape
    size: float
    """By how much the numbers change, taken together."""


def look_at(proposal: Proposal) -> Look:
    """What of a proposal its rank depends on."""
    trouble = 0 if proposal.rejected else 1 if proposal.troubles else 2
    shape = tuple(f"{change.op} {_plain(change)}" for change in proposal.changes)
    return Look(trouble, shape, sum(map(_size, proposal.changes)))


def outliers_first(looks: Sequence[Look]) -> list[int]:
    """The places of the looks, the outliers first.

    First what is rejected, then what would fail or be broken; then the rarest shapes of change; among those of one
    shape the ones whose numbers change most unlike the median of their shape. What is alike stays in its order.
    """
    count = Counter(look.shape for look in looks)
    sizes = defaultdict[Shape, list[float]](list)
    for look in looks:
        sizes[look.shape].append(look.size)
    usual = {shape: median(found) for shape, found in sizes.items()}

    def rank(place: int) -> tuple[int, int, Shape, float]:
        look = looks[place]
        return look.trouble, count[look.shape], look.shape, -abs(look.size - usual[look.shape])

    return sorted(range(len(looks)), key=rank)


def _plain(change: Change) -> str:
    """The path without the places in lists, which differ from one aggregate to the next and mean the same."""
    return ".".join("*" if isinstance(key, int) else key for key in change.path)


def _size(change: Change) -> float:
    before, after = change.before, change.after
    if isinstance(before, (int, float)) and isinstance(after, (int, float)):
        return float(after) - float(before)
    return 0.0
