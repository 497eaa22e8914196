"""The watched field: the events that change it, as they are found, and steps from one to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QObject, Signal

from leftfold.diagnose.field_history import field_history, next_change
from leftfold.model.index import Ints
from leftfold.model.ordinals import after, before
from leftfold.model.paths import Path, path_text
from leftfold.ui.document import Document
from leftfold.ui.shown import Shown
from leftfold.ui.tasks import Job, Lane, Request

CHUNK: Final = 2_000
"""Events searched between two reports: some 10 ms of folding, so that marks appear steadily."""
_NO_MARKS: Final[Ints] = np.empty(0, np.int64)
_SCAN: Final = "watched marks"
_STEP: Final = "watched step"


@dataclass(frozen=True, slots=True, eq=False)
class Searched:
    """What one run of neighbouring events gave."""

    last: int
    """The ordinal up to which all changes are known now."""
    marks: Ints
    """The ordinals of the changes that were not reported before."""


class Watching(QObject):
    """Knows at which events the watched field changes."""

    marks_changed = Signal(object)
    """The ordinals known so far of the events that change the watched field, ascending, as a numpy array."""
    nothing_found = Signal(str)
    """There is no change to step to: the sentence that says so."""
    failed = Signal(str)
    """The search ended early: the sentence that says why."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document
        self._selection = document.selection
        self.marks: Ints = _NO_MARKS
        self._searched = 0
        document.shown_changed.connect(self._show)
        self._selection.watched_changed.connect(self._begin)
        self._selection.ordinal_changed.connect(self._stay)

    def to_next_change(self) -> None:
        """Move the cursor to the next event that changes the watched field."""
        self._step(forward=True)

    def to_previous_change(self) -> None:
        """Move the cursor to the event before it that changed the watched field last."""
        self._step(forward=False)

    def _show(self) -> None:
        self._search(self._document.survey_from)

    def _begin(self) -> None:
        self._search(1)

    def _stay(self) -> None:
        self._document.tasks.cancel(_STEP)

    def _search(self, first: int) -> None:
        for key in (_SCAN, _STEP):
            self._document.tasks.cancel(key)
        shown, path = self._document.shown, self._selection.watched
        self._searched = min(self._searched, first - 1)
        known = self.marks[: int(np.searchsorted(self.marks, self._searched, side="right"))]
        if shown is None or path is None:
            self._searched, known = 0, _NO_MARKS
        self._set(known)
        if shown is not None and path is not None:
            start = self._searched + 1
            self._run(Lane.FIELD, _SCAN, lambda job: _scan(shown, path, start, job), lambda _none: None)

    def _take(self, found: Searched) -> None:
        self._searched = max(self._searched, found.last)
        if found.marks.size:
            self._set(np.concatenate((self.marks, found.marks)))

    def _set(self, marks: Ints) -> None:
        if marks.size != self.marks.size:
            self.marks = marks
            self.marks_changed.emit(marks)

    def _step(self, *, forward: bool) -> None:
        shown, path, at = self._document.shown, self._selection.watched, self._selection.ordinal
        if shown is None or path is None:
            self.nothing_found.emit("No field is watched; select a value of the state and watch it.")
            return
        known = self._known(at, forward=forward)
        if known is not None or self._is_searched(shown, at, forward=forward):
            self._arrive(known, path, forward=forward)
            return

        def search(job: Job) -> int | None:
            return next_change(shown.history, path, at, forward=forward, progress=job.check)

        self._run(Lane.MOMENT, _STEP, search, lambda found: self._arrive(found, path, forward=forward))

    def _known(self, at: int, *, forward: bool) -> int | None:
        if forward:
            return after(self.marks, at)
        return before(self.marks, at) if self._searched >= at - 1 else None

    def _is_searched(self, shown: Shown, at: int, *, forward: bool) -> bool:
        return self._searched >= (shown.history.length if forward else at - 1)

    def _arrive(self, found: int | None, path: Path, *, forward: bool) -> None:
        if found is None:
            way = "later" if forward else "earlier"
            self.nothing_found.emit(f"No {way} change of {path_text(path) or 'the state'}.")
        else:
            self._selection.go_to(found)

    def _run(self, lane: Lane, key: str, work: Callable[[Job], object], done: Callable[..., None]) -> None:
        self._document.tasks.run(
            Request(
                lane=lane,
                key=key,
                work=work,
                done=done,
                failed=lambda error: self.failed.emit(str(error)),
                part=self._take,
            )
        )


def _scan(shown: Shown, path: Path, first: int, job: Job) -> None:
    length = shown.history.length
    for start in range(first, length + 1, CHUNK):
        last = min(length, start + CHUNK - 1)
        changes = field_history(shown.history, path, first=start, last=last, progress=job.check)
        job.report(Searched(last, np.fromiter((change.ordinal for change in changes), np.int64)))
