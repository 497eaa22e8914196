"""Makes deterministic stores in the native layout, as large as asked."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Final, TypeAlias

from leftfold.bench.students import VARIANTS, Fact, course, padded
from leftfold.store.opening import create_store

_START: Final = datetime(2020, 9, 1, 8, tzinfo=UTC)
_BATCH: Final = 50_000
_COHORT: Final = 500
"""Students whose events alternate, as they do where all are at work; those of others lie elsewhere in the index."""
_ALTERNATING: Final = 5_000
"""Most events of one student that are kept in memory so that students can alternate."""

_Row: TypeAlias = tuple[str, int, str, str, str]
_INSERT: Final = (
    "INSERT INTO events (aggregate_type, aggregate_id, version, event_type, payload, recorded_at) "
    "VALUES ('student', ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class Plan:
    """The store to make."""

    aggregates: int
    events: int
    """In all; each aggregate has as many, and the first ones one more where they do not divide evenly."""
    payload: int = 0
    """Bytes of each payload; 0 for what the events say and no more."""


def make_store(path: Path, plan: Plan, *, progress: Callable[[int], None] = lambda _done: None) -> Path:
    """A new native store as planned; gives its path. Raises `CannotOpen` where the file exists already."""
    create_store(str(path)).close()
    with closing(sqlite3.connect(path)) as connection:
        # Only the bench may do this: a store that is not whole after a crash is made anew.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        rows, done = _rows(plan), 0
        while batch := list(islice(rows, _BATCH)):
            with connection:
                connection.executemany(_INSERT, batch)
            done += len(batch)
            progress(done)
        connection.execute("PRAGMA journal_mode = WAL")
    return path


def student_id(number: int) -> str:
    """The id of a student by number, from 0."""
    return f"s{number:06}"


def _rows(plan: Plan) -> Iterator[_Row]:
    second = timedelta(seconds=1)
    at = _START
    for number, version, fact in _alternating(plan):
        at += second
        yield student_id(number), version, fact.type, fact.payload, f"{at:%Y-%m-%dT%H:%M:%S}.000000Z"


def _alternating(plan: Plan) -> Iterator[tuple[int, int, Fact]]:
    each, more = divmod(plan.events, plan.aggregates)
    if each > _ALTERNATING:
        for number in range(plan.aggregates):
            for version, fact in enumerate(islice(_facts(number, plan), each + (number < more)), 1):
                yield number, version, fact
        return
    shared = [list(islice(_facts(variant, plan), each + 1)) for variant in range(min(VARIANTS, plan.aggregates))]
    for first in range(0, plan.aggregates, _COHORT):
        cohort = range(first, min(first + _COHORT, plan.aggregates))
        for version in range(1, each + 2):
            for number in cohort:
                if version <= each + (number < more):
                    yield number, version, shared[number % len(shared)][version - 1]


def _facts(variant: int, plan: Plan) -> Iterator[Fact]:
    facts = course(variant % VARIANTS)
    return padded(facts, plan.payload) if plan.payload else facts
