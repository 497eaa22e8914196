"""Makes reports and saves them off the GUI thread; the newest wins."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from leftfold.domain.report import Report
from leftfold.domain.report_registry import Reports
from leftfold.reports.result import Asked, Result, make
from leftfold.reports.rollup import Rollups, rollups_folder
from leftfold.reports.saving import save_by_name
from leftfold.session import Session
from leftfold.ui.tasks import Job, Lane, Request, Tasks

_FIND: Final = "find reports"
_MAKE: Final = "make report"
_SAVE: Final = "save report"


class Making(QObject):
    """What the dialog asks of a session."""

    found = Signal(object)
    """The `Report`s that read anything in the store."""
    progressed = Signal(int)
    """So many events are read for the report that is being made."""
    made = Signal(object)
    """The `Result` that was asked for."""
    failed = Signal(str)
    """It cannot be made: the sentence that says why."""
    told = Signal(str)
    """It is saved, or cannot be: the sentence that says so."""

    def __init__(self, tasks: Tasks, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._session = session

    def find(self) -> None:
        """Look which reports there are."""
        store = self._session.store
        self._tasks.run(
            Request(
                lane=Lane.FIND,
                key=_FIND,
                work=lambda _job: Reports.installed().over(store.types()),
                done=self.found.emit,
                failed=lambda error: self.failed.emit(str(error)),
            )
        )

    def make(self, report: Report) -> None:
        """Make a report on the whole store."""
        self._tasks.run(
            Request(
                lane=Lane.FIND,
                key=_MAKE,
                work=lambda job: self._made(report, job),
                done=self.made.emit,
                failed=lambda error: self.failed.emit(str(error)),
                part=self.progressed.emit,
            )
        )

    def stop(self) -> None:
        """Give up the report that is being made."""
        self._tasks.cancel(_MAKE)

    def close(self) -> None:
        """Give up all that was asked for, but for what is being saved."""
        self._tasks.cancel(_FIND)
        self.stop()

    def save(self, result: Result, path: Path) -> None:
        """Write a report to a file: a page where its name says so, else CSV."""
        name = self._session.store.name
        self._tasks.run(
            Request(
                lane=Lane.ROWS,
                key=_SAVE,
                work=lambda _job: save_by_name(result, name, path),
                done=lambda _none: self.told.emit(f"Saved as {path.name}."),
                failed=lambda error: self.told.emit(str(error)),
            )
        )

    def _made(self, report: Report, job: Job) -> Result:
        asked = Asked(rollups=Rollups(rollups_folder(), self._session.place))
        # Nothing is told where only to be asked whether to go on: a database at work asks each millisecond.
        return make(report, self._session.store, asked, lambda done: job.report(done) if done else job.check())
