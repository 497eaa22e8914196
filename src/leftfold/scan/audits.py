"""The audits of a replay, as work that is done with each slice of a store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from leftfold.diagnose.replay_audit import audit_snapshots, folded_twice, last_changes, reducers_part
from leftfold.model.diff import Change, Op, same
from leftfold.model.event import Event, Undecodable
from leftfold.model.finding import Finding, FindingKind
from leftfold.model.json import Json, JsonObject
from leftfold.model.paths import json_at
from leftfold.model.snapshot import Snapshot
from leftfold.model.step import Standing
from leftfold.replay.fold import advance
from leftfold.replay.narrative import shown
from leftfold.scan.reading import Opened, Stretch
from leftfold.scan.work import Counter, Outcome
from leftfold.store.codec import read_json
from leftfold.store.read_model import MOST, ReadModel, ReadModelReader, Row, read_model_reader
from leftfold.store.scanning import Slice


@dataclass(frozen=True, slots=True)
class Snapshots:
    """Compares the snapshots with the folded states."""

    @property
    def asked(self) -> JsonObject:
        """What tells it from other work."""
        return {"work": "snapshots"}

    def __call__(self, opened: Opened, part: Slice, check: Callable[[], None]) -> Outcome:
        """The snapshots of a slice that differ."""
        passed: list[Snapshot] = []

        def audit(one: Stretch, events: Iterator[Event]) -> Iterable[Finding]:
            def again(version: int) -> Iterable[Event]:
                return opened.again(one.stream, version)

            return audit_snapshots(one.domain, opened.store.snapshots(one.stream), events, again, passed.append)

        outcome = _each(opened, part, check, audit)
        return replace(outcome, passed_by=len(passed))


@dataclass(frozen=True, slots=True)
class Folding:
    """Folds each stream twice."""

    @property
    def asked(self) -> JsonObject:
        """What tells it from other work."""
        return {"work": "folding"}

    def __call__(self, opened: Opened, part: Slice, check: Callable[[], None]) -> Outcome:
        """The streams of a slice that give two states."""
        return _each(opened, part, check, lambda one, events: _if_any(folded_twice(one.domain, events)))


@dataclass(frozen=True, slots=True)
class Reducers:
    """Compares the domain that reads the store with another version of it."""

    against: str
    """The name or file of the other one."""

    @property
    def asked(self) -> JsonObject:
        """What tells it from other work."""
        return {"work": "reducers", "against": self.against}

    def __call__(self, opened: Opened, part: Slice, check: Callable[[], None]) -> Outcome:
        """The streams of a slice that the two fold otherwise."""
        old = opened.domain(self.against)
        return _each(opened, part, check, lambda one, events: _if_any(reducers_part(one.domain, old, events)))


@dataclass(frozen=True, slots=True)
class ReadModels:
    """Compares the rows of a read model with the folded states."""

    model: ReadModel

    @property
    def asked(self) -> JsonObject:
        """What tells it from other work."""
        return {"work": "read-model", "table": self.model.table, "columns": str(self.model.columns)}

    def __call__(self, opened: Opened, part: Slice, check: Callable[[], None]) -> Outcome:
        """The rows of a slice's aggregates that differ, or are missing."""
        count, found = Counter(), list[Finding]()
        folded = (_folded(one, count) for one in opened.streams(part, check=check))
        own = (one for one in folded if one.stretch.stream.type == self.model.type)
        with read_model_reader(opened.reading.target, self.model) as reader:
            while batch := tuple(islice(own, MOST)):
                found.extend(self._differing(opened, reader, batch))
        return Outcome(tuple(found), count.streams, count.events)

    def _differing(self, opened: Opened, reader: ReadModelReader, batch: tuple[_Folded, ...]) -> Iterator[Finding]:
        rows = reader.rows([one.stretch.stream.id for one in batch])
        for one in batch:
            stream = one.stretch.stream
            row = rows.get(stream.id)
            if row is None:
                told = f"{self.model.table} has no row of it."
                yield Finding(stream, one.version, FindingKind.READ_MODEL, told)
            elif changes := self._changes(row, one.state):
                yield self._told(opened, one, changes)

    def _changes(self, row: Row, state: Json) -> tuple[Change, ...]:
        pairs = ((path, row[column], json_at(state, path)) for column, path in self.model.columns)
        return tuple(Change(Op.REPLACE, path, held, now) for path, held, now in pairs if not _means(held, now))

    def _told(self, opened: Opened, one: _Folded, changes: tuple[Change, ...]) -> Finding:
        stream, paths = one.stretch.stream, tuple(change.path for change in changes)
        changed = last_changes(one.stretch.domain, paths, opened.again(stream, one.version))
        version = min(changed.values(), default=one.version)
        columns = ", ".join(column for column, path in self.model.columns if path in paths)
        told = f"{self.model.table} has another {columns}; what the state has is from event {version} on."
        return Finding(stream, version, FindingKind.READ_MODEL, told, changes)


@dataclass(frozen=True, slots=True)
class _Folded:
    stretch: Stretch
    version: int
    state: Json


def _folded(one: Stretch, count: Counter) -> _Folded:
    last = 0

    def noted() -> Iterator[Event]:
        nonlocal last
        for event in count.through(one.events):
            last = event.version
            yield event

    standing = advance(one.domain, noted(), Standing(one.domain.initial))
    return _Folded(one, last, shown(one.domain, standing.state))


def _each(
    opened: Opened,
    part: Slice,
    check: Callable[[], None],
    audit: Callable[[Stretch, Iterator[Event]], Iterable[Finding]],
) -> Outcome:
    count, found = Counter(), list[Finding]()
    for one in opened.streams(part, check=check):
        events = count.through(one.events)
        found.extend(audit(one, events))
        # All of it is read, whatever the audit made of it.
        for _event in events:
            pass
    return Outcome(tuple(found), count.streams, count.events)


def _if_any(finding: Finding | None) -> tuple[Finding, ...]:
    return () if finding is None else (finding,)


def _means(held: Json, now: Json) -> bool:
    """Whether a column says what the state does; some databases keep a truth as a number and a document as a text."""
    if isinstance(now, bool) and isinstance(held, int):
        return bool(held) is now
    if isinstance(now, (dict, list)) and isinstance(held, str):
        document = read_json(held.encode(errors="surrogatepass"))
        return not isinstance(document, Undecodable) and same(document, now)
    return same(held, now)
