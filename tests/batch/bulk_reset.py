"""A school whose students were at work for some days, until a bulk job reset some of them by mistake."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Final

from leftfold.batch.correction import Correction, DeleteEvents, Plan
from leftfold.batch.dry_run import DryRun
from leftfold.batch.proposal import Proposal
from leftfold.batch.run_file import RunFile
from leftfold.batch.which import Where
from leftfold.model.edits import Because
from leftfold.model.json import JsonObject, compact
from leftfold.model.stream import StreamId
from leftfold.session import Session
from leftfold.store.bulk import NewRow
from leftfold.store.creating import make_store
from tests.store_builders import TESTING, Place

DAY: Final = datetime(2026, 3, 3, tzinfo=UTC)
"""When the bulk job ran."""
WHERE: Final = "event.type = 'resetProgress' and event.recorded_at >= '2026-03-03' and event.recorded_at < '2026-03-04'"
BECAUSE: Final = Because("Ada", "A wrong bulk reset", "T-7")


def student(number: int) -> StreamId:
    """A student by number."""
    return StreamId("student", f"{number:04}")


def lesson_of(number: int) -> int:
    """The lesson a student was on before the bulk job."""
    return 4 + number % 5


def make_school(place: Place, students: int, *, wrong: int, active: int = 0) -> Place:
    """A native store of so many students, the first of them reset by mistake, some of whom went on since then.

    Every tenth was reset on the day before, as is right.
    """
    with closing(make_store(str(place))) as store:
        store.append_many(_rows(students, wrong, active), TESTING)
    return place


def tried(session: Session, file: RunFile, correction: Correction | None = None) -> list[Proposal]:
    """The proposals of a dry run for the wrong resets, kept in a file."""
    plan = Plan(which=Where(WHERE), correction=correction or DeleteEvents(), because=BECAUSE)
    file.begin(session.place, plan)
    return list(file.propose(DryRun(session, plan).proposals(lambda _progress: None)))


def _rows(students: int, wrong: int, active: int) -> Iterator[NewRow]:
    for number in range(students):
        lesson, at = lesson_of(number), DAY - timedelta(days=3)
        yield _row(number, "placeStudent", {"map": "Reading", "lesson": lesson - 1, "activity": 1}, at)
        if not number % 10:
            yield _row(number, "resetProgress", {"lesson": lesson - 1, "activity": 1}, DAY - timedelta(days=1))
        yield _row(number, "lessonCompleted", {"lesson": lesson - 1}, DAY - timedelta(hours=2))
        if number < wrong:
            job: JsonObject = {"job": "nightly-reset", "by": "cron"}
            yield _row(number, "resetProgress", {"lesson": 1, "activity": 1}, DAY + timedelta(hours=10), job)
        if number < active:
            yield _row(number, "activityCompleted", {"lesson": 1, "activity": 1}, DAY + timedelta(days=1))


def _row(number: int, type_: str, data: JsonObject, at: datetime, metadata: JsonObject | None = None) -> NewRow:
    return NewRow(student(number), type_, compact(data), at, None if metadata is None else compact(metadata))
