"""What the bench says: figures in medians and 99th percentiles, each beside the limit or peer of the same run."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import numpy as np

T = TypeVar("T")

Work: TypeAlias = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Spread:
    """Several measurements of one thing."""

    median: float
    p99: float
    most: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the bench's table."""

    what: str
    unit: str
    """Of `ours` and `peer`: s, ms, MB."""
    ours: Spread | None
    """None where it was not measured; the note says why."""
    peer: Spread | None = None
    """The same work by the peer that `against` names, in the same run; None where the limit is a number."""
    against: str = ""
    ratio: float | None = None
    """Ours to the peer's: where both were measured in turn, the median over the pairs."""
    goal: str
    """In words, such as `≤ 1.5 ×`."""
    met: bool | None
    """None where there is nothing to meet, and the figure only tells."""
    note: str = ""
    """Why it falls short, or what else a reader must know."""


def spread(values: Sequence[float]) -> Spread:
    """The median and the 99th percentile of measurements."""
    middle, high = np.percentile(np.asarray(values, float), (50, 99))
    return Spread(float(middle), float(high), float(max(values)), len(values))


def once(value: float) -> Spread:
    """What was measured a single time."""
    return spread([value])


def seconds(work: Work) -> float:
    """How long the work takes, in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def milliseconds(works: Iterable[Work]) -> list[float]:
    """How long each of several works takes, in milliseconds."""
    return [seconds(work) * 1_000 for work in works]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Two works done in turn, so that a machine that slows down slows both."""

    ours: Spread
    peer: Spread
    ratio: float

    def figure(self, what: str, *, against: str, goal: str, most: float, note: str = "") -> Figure:
        """The line that says it of the works; the goal is met up to a ratio of `most`."""
        return Figure(
            what=what,
            unit="s",
            ours=self.ours,
            peer=self.peer,
            against=against,
            ratio=self.ratio,
            goal=goal,
            met=self.ratio <= most,
            note=note,
        )


def in_turn(ours: Work, peer: Work, *, rounds: int) -> Pairs:
    """Both works timed in turn, in seconds, after one round that is not counted."""
    pairs = [(seconds(ours), seconds(peer)) for _round in range(rounds + 1)][1:]
    mine, theirs = zip(*pairs, strict=True)
    return Pairs(spread(mine), spread(theirs), float(np.median([a / b for a, b in pairs])))
