"""The reports that can be made: found by their entry points without importing them, or read from a path."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Final

from leftfold import __version__
from leftfold.domain.plugins import Entry, Plugins
from leftfold.domain.reducer import sources_of
from leftfold.domain.report import Report
from leftfold.model.errors import CannotOpen
from leftfold.model.query import Query

GROUP: Final = "leftfold.reports"
_REPORTS: Final = Plugins(Report, "report")


class Reports:
    """The installed reports; one is imported when it is first needed."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)

    @classmethod
    def installed(cls) -> Reports:
        """The reports that installed distributions announce under `leftfold.reports`."""
        return cls(_REPORTS.installed(GROUP))

    def load(self, name: str) -> Report:
        """The report with this name, or the one in a file: `path.py` or `path.py:NAME`. Raises `CannotOpen`."""
        if (found := _REPORTS.named(name, self.entries)) is not None:
            return found
        known = ", ".join(entry.name for entry in self.entries) or "none"
        raise CannotOpen(f"There is no report {name!r}; known are {known}, or give the path of a file.")

    @cached_property
    def found(self) -> tuple[Report, ...]:
        """All installed reports that load; one that does not is warned of and left out."""
        return _REPORTS.found(self.entries)

    def over(self, types: Iterable[str]) -> tuple[Report, ...]:
        """The found reports that read any of these types of aggregate."""
        there = set(types)
        return tuple(one for one in self.found if not one.aggregate_types or there.intersection(one.aggregate_types))


def report_mark(report: Report) -> str | None:
    """A digest of what reads an aggregate's rows; None where its source cannot be told."""
    digest = sha256(f"{__version__} {report.name} {report.aggregate_types} {report.columns}".encode())
    if isinstance(report.reads, Query):
        digest.update(repr(report.reads).encode())
        return digest.hexdigest()
    files: set[Path] = set()
    for function in (report.reads.step, report.reads.rows):
        found = sources_of(function)
        if not found:
            return None
        files |= found
    for file in sorted(files):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
