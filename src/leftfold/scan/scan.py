"""A scan: work done on all slices of a store, its findings given as they come, in the order of the streams."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from leftfold.diagnose.orphans import Orphans
from leftfold.domain.choice import text_of
from leftfold.model.finding import Finding
from leftfold.model.json import JsonObject
from leftfold.scan.journal import Journal
from leftfold.scan.reading import Opened, Reading
from leftfold.scan.ways import Alone, Way, outcomes
from leftfold.scan.work import Outcome, Work, unasked
from leftfold.store.scanning import Slice

Outcomes: TypeAlias = Generator[Outcome, None, None]
Parts: TypeAlias = Iterator[tuple[Slice, Outcome]]


@dataclass(slots=True)
class Totals:
    """How far a scan is."""

    streams: int = 0
    events: int = 0
    findings: int = 0
    unasked: int = 0
    """Causes that were not looked for, since there were too many."""
    passed_by: int = 0
    """Snapshots that could not be compared, having a shape of their own."""


class Scan:
    """One scan of one store."""

    def __init__(self, reading: Reading, work: Work, *, way: Way | None = None, journal: Path | None = None) -> None:
        self.reading = reading
        self.work = work
        self.totals = Totals()
        self._way = way or Alone()
        self._journal = journal
        self._orphans = Orphans()

    def findings(
        self, *, progress: Callable[[Totals], None] = lambda _totals: None, check: Callable[[], None] = unasked
    ) -> Iterator[Finding]:
        """The findings, as they come; first those that the journal kept, where one was named.

        `progress` hears of each slice that is through. `check` is called now and then, and may raise to end the scan.
        Raises `CannotOpen`, `BadRequest` and `StoreFailed`.
        """
        with self.reading.opened() as opened:
            if self._journal is None:
                yield from self._told((found for _part, found in self._read(opened, None, check)), progress)
            else:
                with closing(Journal(self._journal, self._asked())) as journal:
                    yield from self._told(self._gone_on(opened, journal, check), progress)

    def _told(self, found: Outcomes, progress: Callable[[Totals], None]) -> Iterator[Finding]:
        totals = self.totals
        with closing(found):
            for outcome in found:
                self._orphans.add(outcome.traces)
                totals.streams += outcome.streams
                totals.events += outcome.events
                totals.passed_by += outcome.passed_by
                for finding in outcome.findings:
                    totals.findings += 1
                    yield finding
                progress(totals)
        totals.unasked = self._orphans.unasked
        for finding in self._orphans.findings():
            totals.findings += 1
            yield finding

    def _gone_on(self, opened: Opened, journal: Journal, check: Callable[[], None]) -> Outcomes:
        """What the journal kept, then what comes of the slices that it lacks, each kept before it is told."""
        yield from journal.kept()
        if journal.is_through:
            return
        for part, outcome in self._read(opened, journal.last, check):
            journal.add(part, outcome)
            yield outcome
        journal.end()

    def _read(self, opened: Opened, after: Slice | None, check: Callable[[], None]) -> Parts:
        return outcomes(opened, self.work, way=self._way, after=after, check=check)

    def _asked(self) -> JsonObject:
        reading = self.reading
        return {
            "place": reading.place,
            "layout": str(reading.layout or ""),
            "domain": text_of(reading.domain),
            "type": reading.type,
            **self.work.asked,
        }
