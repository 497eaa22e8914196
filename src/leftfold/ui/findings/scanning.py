"""A scan of the whole store in the window: off the GUI thread, its findings handed over slice by slice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from leftfold.model.errors import LeftfoldError
from leftfold.model.finding import ABOUT_EVENTS, Finding
from leftfold.opened import Named
from leftfold.scan.reading import Reading
from leftfold.scan.scan import Scan, Totals
from leftfold.scan.work import Findings
from leftfold.ui.tasks import Job, Lane, Request, Tasks

MOST: Final = 50_000
"""Findings that are listed: nobody reads more, and the window's memory is to stay small."""
_SIZE: Final = 10_000
"""Events of a slice: findings stream in, and what is stopped ends, within a tenth of a second."""
_KEY: Final = "scan"


@dataclass(frozen=True, slots=True)
class _Part:
    findings: tuple[Finding, ...]
    totals: Totals


class Scanning(QObject):
    """Scans one store, and tells what it finds."""

    found = Signal(object)
    """The next findings."""
    progressed = Signal(object)
    """How far it is: its `Totals`."""
    ended = Signal(str)
    """Nothing more comes: the sentence that says why, empty where all was read."""

    def __init__(self, tasks: Tasks, named: Named, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        # Each reads by itself: no connection is shared with what is shown meanwhile.
        self._reading = Reading(target=named.target, layout=named.layout, domain=named.domain, size=_SIZE)

    @property
    def is_under_way(self) -> bool:
        """Whether more may come."""
        return self._tasks.is_under_way(_KEY)

    def begin(self) -> None:
        """Scan the store from its beginning."""
        self._tasks.run(
            Request(
                lane=Lane.SCAN,
                key=_KEY,
                work=partial(_scan, self._reading),
                done=self.ended.emit,
                failed=self._fail,
                part=self._pass_on,
            )
        )

    def stop(self) -> None:
        """Scan no further; nothing more is told."""
        self._tasks.cancel(_KEY)

    def _pass_on(self, part: _Part) -> None:
        if part.findings:
            self.found.emit(part.findings)
        self.progressed.emit(part.totals)

    def _fail(self, error: LeftfoldError) -> None:
        self.ended.emit(str(error))


def _scan(reading: Reading, job: Job) -> str:
    scan = Scan(reading, Findings(frozenset(ABOUT_EVENTS)))
    waiting: list[Finding] = []

    def tell(totals: Totals) -> None:
        job.report(_Part(tuple(waiting), replace(totals)))
        waiting.clear()

    for count, finding in enumerate(scan.findings(progress=tell, check=job.check), 1):
        waiting.append(finding)
        if count == MOST:
            tell(scan.totals)
            return f"The first {MOST:,} findings are listed; `leftfold scan` gives all."
    tell(scan.totals)
    return ""
