"""A survey: one pass over a whole history for what a timeline draws of each step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import compress, pairwise
from math import nan
from operator import attrgetter, is_not
from typing import TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from leftfold.domain.definition import Domain, Invariant, Track
from leftfold.model.index import Ints
from leftfold.replay.history import History, keep_going
from leftfold.replay.invariants import breaches_along
from leftfold.replay.run import Mark, Run

__all__ = ["CHUNK", "Breach", "Mark", "Numbers", "SurveyChunk", "survey"]

S = TypeVar("S")

CHUNK = 2_000
"""Steps a chunk: a few milliseconds of folding, so that progress shows and a cancelled survey ends at once."""

Numbers: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Breach:
    """An invariant that began to be broken at an event."""

    ordinal: int
    invariant: str
    """The invariant's name."""
    sentence: str


@dataclass(frozen=True, slots=True, eq=False)
class SurveyChunk:
    """What a run of neighbouring steps gave."""

    first: int
    """The ordinal of the first of them."""
    marks: npt.NDArray[np.uint8]
    """A `Mark` a step."""
    tracks: Numbers
    """Shape (tracks of the domain, steps): the track's value after each step, NaN where it has none."""
    breaches: tuple[Breach, ...]

    def __len__(self) -> int:
        return len(self.marks)


def survey(
    history: History[S], *, first: int = 1, chunk: int = CHUNK, progress: Callable[[int], None] = keep_going
) -> Iterator[SurveyChunk]:
    """The chunks of a history from the event with the ordinal `first` to its end, in order.

    `progress` hears how many events are folded on the way to the first; what it raises ends the work.
    """
    if first > history.length:
        return
    for run in history.runs(first, history.length, size=chunk, progress=progress):
        yield _chunk(history.domain, first, run)
        first += len(run)


def _chunk(domain: Domain[S], first: int, run: Run[S]) -> SurveyChunk:
    before = (run.start.state, *run.states)
    # What is read off a state is read anew only where an event made another one.
    fresh = np.fromiter(map(is_not, run.states, before), np.bool_, len(run))
    states = [run.start.state, *compress(run.states, fresh)]
    which = np.cumsum(fresh)
    tracks = np.empty((len(domain.tracks), len(run)))
    for row, track in zip(tracks, domain.tracks, strict=True):
        row[:] = _numbers(track, states)[which]
    ordinals = np.flatnonzero(fresh) + first
    breaches = [found for invariant in domain.invariants for found in _breaches(invariant, states, ordinals)]
    breaches.sort(key=attrgetter("ordinal"))
    return SurveyChunk(first, np.frombuffer(run.marks, np.uint8), tracks, tuple(breaches))


def _numbers(track: Track[S], states: list[S]) -> Numbers:
    value = track.value
    try:
        return np.array([value(state) for state in states], np.float64)
    except Exception:  # noqa: BLE001 - the border to the domain's code; each state is then asked by itself
        return np.array([_number(track, state) for state in states], np.float64)


def _number(track: Track[S], state: S) -> float:
    try:
        found = track.value(state)
        return nan if found is None else float(found)
    except Exception:  # noqa: BLE001 - the border to the domain's code; a track that fails has no value there
        return nan


def _breaches(invariant: Invariant[S], states: list[S], ordinals: Ints) -> Iterator[Breach]:
    texts = breaches_along(invariant, states)
    if any(texts):
        for ordinal, (before, text) in zip(ordinals, pairwise(texts), strict=True):
            if text and not before:
                yield Breach(int(ordinal), invariant.name, text)
