"""What is done with each slice of a store, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from leftfold.diagnose.condition import parse_condition
from leftfold.diagnose.findings import findings_of
from leftfold.diagnose.orphans import NO_TRACES, Tracer, Traces
from leftfold.model.event import Event
from leftfold.model.finding import Finding, FindingKind
from leftfold.model.json import JsonObject
from leftfold.scan.reading import Opened, Reading
from leftfold.store.scanning import Slice


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a slice."""

    findings: tuple[Finding, ...]
    """In the order of the streams and their versions."""
    streams: int
    events: int
    traces: Traces = NO_TRACES
    passed_by: int = 0
    """Snapshots that could not be compared, having a shape of their own."""


class Work(Protocol):
    """Something that is done with each slice; a plain value, so that it can be handed to other processes."""

    @property
    def asked(self) -> JsonObject:
        """What tells it from other work, so that nothing else is gone on with in its place."""

    def __call__(self, opened: Opened, part: Slice, check: Callable[[], None]) -> Outcome:
        """What comes of a slice; `check` is called now and then, and may raise."""


@dataclass(frozen=True, slots=True)
class Findings:
    """Looks for findings of some kinds."""

    kinds: frozenset[FindingKind]
    where: str = ""
    """The condition that events are looked for by; empty for none."""
    causes: bool = True
    """Whether all of the store is read, so that a cause that is not met is not there."""

    @property
    def asked(self) -> JsonObject:
        """What tells it from other work."""
        return {"work": "scan", "kinds": " ".join(sorted(self.kinds)), "where": self.where}

    def __call__(self, opened: Opened, part: Slice, check: Callable[[], None]) -> Outcome:
        """The findings of a slice."""
        where = parse_condition(self.where) if self.where else None
        tracer = Tracer() if self.causes and FindingKind.ORPHAN in self.kinds else None
        found, count, first = list[Finding](), Counter(), opened.store.layout.first_version
        for one in opened.streams(part, check=check):
            events = count.through(one.events)
            traced = events if tracer is None else tracer.watch(events)
            told = findings_of(one.domain, traced, first_version=first, where=where)
            found.extend(finding for finding in told if finding.kind in self.kinds)
        return Outcome(tuple(found), count.streams, count.events, tracer.traces() if tracer else NO_TRACES)


class Counter:
    """Counts streams and their events as they pass by."""

    def __init__(self) -> None:
        self.streams = 0
        self.events = 0

    def through(self, events: Iterable[Event]) -> Iterator[Event]:
        """The same events of one stream, counted."""
        self.streams += 1
        for event in events:
            self.events += 1
            yield event


def do_slice(reading: Reading, work: Work, part: Slice) -> Outcome:
    """What comes of a slice where nothing is open yet: what another process or a cluster's worker is asked to do."""
    with reading.opened() as opened:
        return work(opened, part, unasked)


def unasked() -> None:
    """The check of work that is waited for to its end."""
