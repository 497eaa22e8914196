"""A survey: one pass over a whole history for what a timeline draws of each step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice
from math import nan
from typing import Any, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from leftfold.domain.border import error_text
from leftfold.domain.definition import Domain
from leftfold.model.step import Applied, Failed, Step
from leftfold.replay.history import History, keep_going

S = TypeVar("S")

CHUNK = 2_000
"""Steps a chunk: some 10 ms of folding, so that progress shows and a cancelled survey ends at once."""

Numbers: TypeAlias = npt.NDArray[np.float64]


class Mark(IntEnum):
    """What came of an event, as one byte."""

    APPLIED = 0
    SKIPPED = 1
    FAILED = 2


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
    broken = dict(_breaches(history.domain, history.standing(first - 1, progress=progress).state))
    steps = history.steps(first, history.length)
    while run := list(islice(steps, chunk)):
        yield _chunk(history.domain, first, run, broken)
        first += len(run)


def _chunk(domain: Domain[S], first: int, run: list[Step[S]], broken: dict[str, str]) -> SurveyChunk:
    marks = np.fromiter((_mark(step) for step in run), np.uint8, len(run))
    tracks = np.array([[_number(track.value, step.after) for step in run] for track in domain.tracks], np.float64)
    breaches: list[Breach] = []
    if domain.invariants:
        for ordinal, step in enumerate(run, first):
            if step.after is not step.before:
                breaches.extend(_new_breaches(domain, ordinal, step.after, broken))
    return SurveyChunk(first, marks, tracks.reshape(len(domain.tracks), len(run)), tuple(breaches))


def _mark(step: Step[Any]) -> Mark:
    if isinstance(step.outcome, Applied):
        return Mark.APPLIED
    return Mark.FAILED if isinstance(step.outcome, Failed) else Mark.SKIPPED


def _number(value: Any, state: object) -> float:
    try:
        found = value(state)
        return nan if found is None else float(found)
    except Exception:  # noqa: BLE001 - the border to the domain's code; a track that fails has no value there
        return nan


def _new_breaches(domain: Domain[S], ordinal: int, state: S, broken: dict[str, str]) -> Iterator[Breach]:
    now = dict(_breaches(domain, state))
    for name, text in now.items():
        if name not in broken:
            yield Breach(ordinal, name, text)
    broken.clear()
    broken.update(now)


def _breaches(domain: Domain[S], state: S) -> Iterator[tuple[str, str]]:
    for invariant in domain.invariants:
        try:
            text = invariant.broken(state)
        except Exception as error:  # noqa: BLE001 - the border to the domain's code
            text = f"{invariant.title} could not be checked: {error_text(error)}"
        if text:
            yield invariant.name, text
