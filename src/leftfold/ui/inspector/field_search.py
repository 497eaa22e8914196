"""The search for all changes of one field, off the GUI thread, given as it goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal

from leftfold.diagnose.field_history import FieldChange, field_history
from leftfold.model.diff import Op
from leftfold.model.paths import Path
from leftfold.model.times import NO_TIME, microseconds
from leftfold.ui.inspector.texts import brief
from leftfold.ui.shown import Shown
from leftfold.ui.tasks import Job, Lane, Request, Tasks

CHUNK: Final = 2_000
"""Events searched between two reports: some 10 ms of folding."""
MOST: Final = 50_000
"""Changes listed: more than anybody reads; the marks on the timeline tell of all of them."""
_LONGEST: Final = 80
_KEY: Final = "field history"


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One change as a list shows it: in words, so that the values themselves need not be kept."""

    ordinal: int
    version: int
    time: int
    """Microseconds since 1970 UTC, or `NO_TIME`."""
    before: str
    """Empty where there was nothing."""
    after: str
    """Empty where there is nothing any more."""
    sentence: str


@dataclass(frozen=True, slots=True)
class FieldRows:
    """The changes by a run of neighbouring events, and how far the search has come."""

    rows: tuple[FieldRow, ...]
    last: int
    """The ordinal up to which the history is searched."""


class FieldSearch(QObject):
    """Searches the history of one field at a time; a newer search takes the place of an older one."""

    found = Signal(object)
    """The next `FieldRows`."""
    finished = Signal()
    """The whole history is searched, or as much of it as is listed."""
    failed = Signal(str)
    """The search ended early: the sentence that says why."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks

    def begin(self, shown: Shown, path: Path, *, first: int, room: int = MOST) -> None:
        """Search from the event with the ordinal `first` on for as many changes as there is room for."""
        self._tasks.run(
            Request(
                lane=Lane.FIELD,
                key=_KEY,
                work=lambda job: _search(shown, path, (first, room), job),
                done=lambda _none: self.finished.emit(),
                failed=lambda error: self.failed.emit(str(error)),
                part=self.found.emit,
            )
        )

    def stop(self) -> None:
        """Give up the search that is under way."""
        self._tasks.cancel(_KEY)


def _search(shown: Shown, path: Path, wanted: tuple[int, int], job: Job) -> None:
    first, room = wanted
    length = shown.history.length
    while first <= length and room > 0:
        last = min(length, first + CHUNK - 1)
        changes = field_history(shown.history, path, first=first, last=last, progress=job.check)
        rows = tuple(_row(change) for change, _place in zip(changes, range(room), strict=False))
        # Where there is no room for more, the search went as far as the last change that is listed.
        reached = last if len(rows) < room else rows[-1].ordinal
        job.report(FieldRows(rows, reached))
        first, room = reached + 1, room - len(rows)


def _row(found: FieldChange) -> FieldRow:
    change = found.change
    return FieldRow(
        found.ordinal,
        found.version,
        NO_TIME if found.recorded_at is None else microseconds(found.recorded_at),
        "" if change.op is Op.ADD else brief(change.before, _LONGEST),
        "" if change.op is Op.REMOVE else brief(change.after, _LONGEST),
        found.sentence,
    )
