"""The reports that can be made: found by their entry points without importing them, or read from a path."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from importlib.metadata import EntryPoint, entry_points
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Final

from leftfold import __version__
from leftfold.domain.reducer import sources_of
from leftfold.domain.report import Report
from leftfold.model.errors import CannotOpen
from leftfold.model.query import Query

GROUP: Final = "leftfold.reports"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """A report that is installed: its name, the distribution it is from, and how to load it."""

    name: str
    origin: str
    load: Callable[[], object]


class Reports:
    """The installed reports; one is imported when it is first needed."""

    def __init__(self, entries: Iterable[ReportEntry]) -> None:
        self.entries = tuple(entries)

    @classmethod
    def installed(cls) -> Reports:
        """The reports that installed distributions announce under `leftfold.reports`."""
        return cls(_entry(point) for point in entry_points(group=GROUP))

    def load(self, name: str) -> Report:
        """The report with this name, or the one in a file: `path.py` or `path.py:NAME`. Raises `CannotOpen`."""
        for entry in self.entries:
            if entry.name == name:
                return _loaded(entry)
        if ".py" in name:
            return _from_file(name)
        known = ", ".join(entry.name for entry in self.entries) or "none"
        raise CannotOpen(f"There is no report {name!r}; known are {known}, or give the path of a file.")

    @cached_property
    def found(self) -> tuple[Report, ...]:
        """All installed reports that load; one that does not is warned of and left out."""
        reports = []
        for entry in self.entries:
            try:
                reports.append(_loaded(entry))
            except CannotOpen as error:
                _log.warning("%s", error)
        return tuple(reports)

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


def _entry(point: EntryPoint) -> ReportEntry:
    return ReportEntry(point.name, point.dist.name if point.dist else "unknown", point.load)


def _loaded(entry: ReportEntry) -> Report:
    try:
        found = entry.load()
    except Exception as error:
        raise CannotOpen(f"The report {entry.name!r} of {entry.origin} cannot be loaded: {error!r}.") from error
    return _checked(found, entry.name, entry.origin)


def _checked(found: object, name: str, origin: str) -> Report:
    if not isinstance(found, Report):
        raise CannotOpen(f"{name!r} of {origin} is a {type(found).__name__}, not a leftfold Report.")
    return replace(found, origin=origin)


def _from_file(text: str) -> Report:
    name, _, attribute = text.partition(".py:")
    path = Path(f"{name}.py" if attribute else text)
    if not path.is_file():
        raise CannotOpen(f"There is no report file {str(path)!r}; give the path of a Python file.")
    spec = spec_from_file_location(f"leftfold_report_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise CannotOpen(f"{str(path)!r} is not a Python file.")
    module = module_from_spec(spec)
    # Known by its name while it runs, as a dataclass in it looks up its own module.
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[spec.name]
        raise CannotOpen(f"The report file {str(path)!r} cannot be loaded: {error!r}.") from error
    return _checked(_pick(vars(module), attribute, path), attribute or path.stem, str(path))


def _pick(names: dict[str, object], attribute: str, path: Path) -> object:
    if attribute:
        if attribute not in names:
            raise CannotOpen(f"{str(path)!r} has no {attribute!r}.")
        return names[attribute]
    reports = [value for value in names.values() if isinstance(value, Report)]
    if len(reports) != 1:
        raise CannotOpen(f"{str(path)!r} has {len(reports)} reports; name one as {path}:NAME.")
    return reports[0]
