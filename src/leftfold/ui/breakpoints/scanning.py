"""Searches the shown stream for the hits of conditions, off the GUI thread; what is known already is not searched."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count
from time import monotonic
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QObject, Signal

from leftfold.deferred import Deferred
from leftfold.diagnose.condition import Condition
from leftfold.model.index import Ints
from leftfold.ui.breakpoints.hits import NONE, Hits
from leftfold.ui.shown import Shown
from leftfold.ui.tasks import Job, Lane, Request, Tasks

if TYPE_CHECKING:
    from leftfold.diagnose import flips
else:
    flips = Deferred("leftfold.diagnose.flips")

CHUNK: Final = 2_000
"""Events searched at once: some 20 ms of folding."""
PACE: Final = 0.1
"""Seconds between two reports: marks appear steadily, and drawing them takes little of the time."""


@dataclass(eq=False, slots=True)
class _Batch:
    """Conditions that are searched together in one pass."""

    key: str
    conditions: dict[str, Condition]
    marks: dict[str, Ints] = field(default_factory=dict)
    searched: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    last: int
    columns: tuple[Ints, ...]


class Scanning(QObject):
    """Knows the hits of some conditions in one stream at a time."""

    changed = Signal()
    """More hits are known, or others."""
    failed = Signal(str)
    """A search ended early: the sentence that says why."""

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._shown: Shown | None = None
        self._batches: list[_Batch] = []
        self._numbers = count()

    def show(self, shown: Shown | None, *, first: int) -> None:
        """Search another stream, or the same of which only what comes from an ordinal on is another."""
        self._shown = shown
        known = min((batch.searched for batch in self._batches), default=0)
        known = min(known, first - 1) if shown else 0
        together: dict[str, Condition] = {}
        marks: dict[str, Ints] = {}
        for batch in self._batches:
            self._tasks.cancel(batch.key)
            together |= batch.conditions
            marks |= {text: _until(column, known) for text, column in batch.marks.items()}
        self._batches = []
        if together:
            self._add(_Batch(self._key(), together, marks, known))
        self.changed.emit()

    def look_for(self, conditions: Iterable[tuple[str, Condition]]) -> None:
        """Look for these conditions from now on, and for no others."""
        wanted = dict(conditions)
        for batch in [*self._batches]:
            kept = {text: one for text, one in batch.conditions.items() if text in wanted}
            if not kept:
                self._tasks.cancel(batch.key)
                self._batches.remove(batch)
            for text in kept:
                del wanted[text]
        if wanted:
            self._add(_Batch(self._key(), wanted))
        self.changed.emit()

    @property
    def is_under_way(self) -> bool:
        """Whether more may be found yet."""
        return any(self._tasks.is_under_way(batch.key) for batch in self._batches)

    def hits_of(self, texts: tuple[str, ...]) -> Hits:
        """The hits of some of the conditions."""
        found = {text: batch for batch in self._batches for text in batch.conditions}
        known = [text for text in texts if text in found]
        columns = tuple(found[text].marks.get(text, NONE) for text in known)
        return Hits(tuple(known), columns, min((found[text].searched for text in known), default=0))

    def _key(self) -> str:
        return f"breakpoints {next(self._numbers)}"

    def _add(self, batch: _Batch) -> None:
        self._batches.append(batch)
        shown = self._shown
        if shown is None or batch.searched >= shown.history.length:
            return
        conditions, start = tuple(batch.conditions.values()), batch.searched + 1
        self._tasks.run(
            Request(
                lane=Lane.BREAK,
                key=batch.key,
                work=lambda job: _scan(shown, conditions, start, job),
                done=lambda _none: None,
                failed=lambda error: self.failed.emit(str(error)),
                part=self._taker(batch),
            )
        )

    def _taker(self, batch: _Batch) -> Callable[[_Found], None]:
        def take(found: _Found) -> None:
            batch.searched = found.last
            for text, column in zip(batch.conditions, found.columns, strict=True):
                batch.marks[text] = np.concatenate((batch.marks.get(text, NONE), column))
            self.changed.emit()

        return take


def _scan(shown: Shown, conditions: tuple[Condition, ...], first: int, job: Job) -> None:
    length, told = shown.history.length, -PACE
    columns: list[list[int]] = [[] for _condition in conditions]
    for start in range(first, length + 1, CHUNK):
        last = min(length, start + CHUNK - 1)
        for hit in flips.hits(shown.history, conditions, first=start, last=last, progress=job.check):
            columns[hit.condition].append(hit.ordinal)
        if last == length or monotonic() - told >= PACE:
            told = monotonic()
            job.report(_Found(last, tuple(np.array(column, np.int64) for column in columns)))
            columns = [[] for _condition in conditions]


def _until(column: Ints, last: int) -> Ints:
    return column[: int(np.searchsorted(column, last, side="right"))]
