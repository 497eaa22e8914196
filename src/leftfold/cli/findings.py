"""What commands share that go through a whole store: how they are told to, and how findings are printed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, Final

import click

from leftfold.cli.asking import opened as opened_at
from leftfold.cli.options import JSON, STORE, with_domain, with_layout, words
from leftfold.cli.printing import print_json, say, tell
from leftfold.cli.progress import end_progress, show_progress
from leftfold.cli.text import counted, print_changes
from leftfold.model.errors import BadRequest
from leftfold.model.finding import Finding
from leftfold.model.finding_rows import finding_row
from leftfold.scan.reading import Reading
from leftfold.scan.report import check_report, reporting
from leftfold.scan.scan import Scan, Totals
from leftfold.scan.ways import Cluster, Processes, Way, cores
from leftfold.scan.work import Work

_TOLD: Final = 1_000_000
"""Events between two messages where they do not overwrite each other: some seconds."""

_JOBS = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="In so many processes; one a core unless told.",
)
_CLUSTER = click.option("--cluster", metavar="ADDRESS", help="On the Dask cluster whose scheduler has this address.")
_TYPE = click.option("--type", "type_", metavar="TYPE", type=words, help="Only aggregates of this type.")
_RESUME = click.option(
    "--resume",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Keep in this file what is through, and go on from there where it was ended.",
)
_REPORT = click.option(
    "--report",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what is found to a file, too: .html or .csv.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a whole store is to be gone through, and what is made of what is found."""

    reading: Reading
    way: Way
    resume: Path | None
    report: Path | None
    as_json: bool

    def give(self, work: Work, *, noun: str = "finding") -> int:
        """Print what the work finds as it comes; gives the exit code: 1 where anything is found."""
        scan = Scan(self.reading, work, way=self.way, journal=self.resume)
        try:
            self._print(scan, noun)
        except KeyboardInterrupt:
            end_progress()
            say(self._way_on(scan.totals))
            raise
        totals = scan.totals
        say(f"Read {_read(totals)}: {counted(totals.findings, noun) if totals.findings else f'no {noun}'}.")
        if totals.unasked:
            say(f"{counted(totals.unasked, 'cause')} more than can be kept were not looked for.")
        if totals.passed_by:
            shape = "another shape than the state that the replay shows"
            say(f"{counted(totals.passed_by, 'snapshot')} of {shape} could not be compared.")
        return 1 if totals.findings else 0

    def _print(self, scan: Scan, noun: str) -> None:
        with ExitStack() as stack:
            title = f"{noun.capitalize()}s in {self.reading.place}"
            keep = stack.enter_context(reporting(self.report, title)) if self.report else None
            stack.callback(end_progress)
            for finding in scan.findings(progress=_Progress()):
                end_progress()
                if self.as_json:
                    print_json([finding_row(finding)])
                else:
                    _tell(finding)
                if keep:
                    keep(finding)

    def _way_on(self, totals: Totals) -> str:
        done = f"Ended after {_read(totals)}"
        if self.resume:
            return f"{done}; the same command goes on from there."
        return f"{done}; nothing is kept of it. With --resume FILE the next one can be ended and goes on."


def through_store(run: Callable[..., int]) -> Callable[..., int]:
    """The command with how a whole store is to be gone through given as `asked`."""

    @STORE
    @with_layout
    @with_domain
    @_TYPE
    @_JOBS
    @_CLUSTER
    @_RESUME
    @_REPORT
    @JSON
    @wraps(run)
    def told(store: str, **given: Any) -> int:
        jobs, cluster = given.pop("jobs"), given.pop("cluster")
        if jobs and cluster:
            raise BadRequest("A scan runs on this computer or on a cluster; give either --jobs or --cluster.")
        report = given.pop("report")
        if report is not None:
            check_report(report)
        kept = {"layout": given.pop("layout"), "domain": given.pop("domain"), "type": given.pop("type_")}
        asked = Asked(
            reading=opened_at(lambda target: _tried(Reading(target=target, **kept)), store),
            way=Cluster(cluster) if cluster else Processes(jobs or cores()),
            resume=given.pop("resume"),
            report=report,
            as_json=given.pop("as_json"),
        )
        return run(asked, **given)

    return told


def _tried(reading: Reading) -> Reading:
    """The reading, once it is known that the store can be opened so; others are handed the password that it took."""
    with reading.opened():
        return reading


def _tell(finding: Finding) -> None:
    tell(f"{finding.stream}  {finding.version}  {finding.severity}  {finding.kind}  {finding.sentence}")
    print_changes(finding.changes)


class _Progress:
    """Tells how far a scan is."""

    def __init__(self) -> None:
        self._next = _TOLD

    def __call__(self, totals: Totals) -> None:
        is_due = totals.events >= self._next
        if is_due:
            self._next = totals.events + _TOLD
        # A count of 0 is one that is told wherever messages are kept.
        show_progress(f"Read {_read(totals)}", 0 if is_due else 1)


def _read(totals: Totals) -> str:
    return f"{counted(totals.events, 'event')} of {counted(totals.streams, 'aggregate')}"
